import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { BadInput, DomainError } from '../errors';
import type { Fact } from '../facts/fact';
import { readFact } from '../facts/read-fact';
import { refuseSecrets } from '../facts/secrets';
import { inputProblems } from '../input-problems';
import { type Policy, policyChangeSchema, policyWith } from '../policy';
import { londonMoment } from '../time/london';
import { type WorkingCalendar, workingCalendar } from '../time/working-calendar';

const instant = z.iso.datetime({ offset: true, error: 'give the instant as YYYY-MM-DDTHH:MM:SSZ' });

/** One simulation as it is asked for; the same shape in a file, a line of `.ndjson` and over HTTP. */
export const simulationSchema = z.strictObject({
  asOf: instant,
  until: instant,
  facts: z.array(z.record(z.string(), z.unknown())).max(5000),
  bankHolidays: z.array(z.iso.date('give the day as YYYY-MM-DD')).nullish(),
  policy: policyChangeSchema.nullish(),
});

/** A fact with the moment the simulated clock records it. */
export interface PlannedFact {
  /** Place in the list of facts, from 0. */
  index: number;
  moment: Temporal.Instant;
  fact: Fact;
}

export interface Refusal {
  /** Place in the list of facts, from 0. */
  fact: number;
  code: string;
  message: string;
}

export interface SimulationInput {
  asOf: Temporal.Instant;
  until: Temporal.Instant;
  planned: PlannedFact[];
  /** Facts that could not be read. */
  refused: Refusal[];
  policy: Policy;
  calendar: WorkingCalendar;
}

/** A fact that gives only its day is recorded at this hour of it, Europe/London. */
const recordingHour = 8;

/**
 * Reads a simulation. A fact that cannot be read is listed as refused and the run goes on without
 * it; anything else that is wrong refuses the whole simulation.
 * @throws BadInput
 */
export function readSimulation(input: unknown, shipped: WorkingCalendar): SimulationInput {
  const parsed = simulationSchema.safeParse(input);
  if (!parsed.success) throw badSimulation(parsed.error);
  const asOf = Temporal.Instant.from(parsed.data.asOf);
  const until = Temporal.Instant.from(parsed.data.until);
  if (Temporal.Instant.compare(until, asOf) < 0)
    throw new BadInput('invalid-simulation', '"until" lies before "asOf"; give a later moment.', [
      { pointer: '/until', code: 'before-as-of', message: 'must not lie before asOf' },
    ]);
  const refused: Refusal[] = [];
  const planned: PlannedFact[] = [];
  parsed.data.facts.forEach((raw, index) => {
    try {
      const fact = readFact(named(raw), factId(index));
      refuseSecrets(fact);
      planned.push({ index, fact, moment: later(recordingMoment(fact), asOf) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ fact: index, code: error.code, message: error.message });
    }
  });
  planned.sort((a, b) => Temporal.Instant.compare(a.moment, b.moment) || a.index - b.index);
  const { bankHolidays, policy } = parsed.data;
  return {
    asOf,
    until,
    planned,
    refused,
    policy: policyWith(policy ?? {}),
    calendar: bankHolidays
      ? workingCalendar(bankHolidays.map((date) => ({ date, title: 'a bank holiday' })))
      : shipped,
  };
}

const factId = (index: number): string => `fact-${index}`;

/** In a simulation a retraction names the fact by its place in the list. */
function named(raw: Record<string, unknown>): Record<string, unknown> {
  const named = typeof raw.fact === 'number' || /^\d+$/.test(String(raw.fact));
  return raw.type === 'retracted' && named ? { ...raw, fact: factId(Number(raw.fact)) } : raw;
}

function recordingMoment(fact: Fact): Temporal.Instant {
  return fact.at === null
    ? londonMoment(Temporal.PlainDate.from(fact.on ?? ''), recordingHour)
    : Temporal.Instant.from(fact.at);
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) > 0 ? a : b;

function badSimulation(error: z.ZodError): BadInput {
  const problems = inputProblems(error, 'a simulation');
  const first = problems[0];
  return new BadInput(
    'invalid-simulation',
    `The simulation cannot be read: ${first?.pointer.slice(1) || 'body'}: ${first?.message}.`,
    problems,
  );
}
