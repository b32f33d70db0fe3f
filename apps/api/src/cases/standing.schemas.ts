import {
  type CaseState,
  londonDay,
  type Policy,
  passcodeInterval,
  progress,
  readiness,
  type ReadinessItem,
  type RegisteredSite,
  type Slow,
  stallReason,
  stallsOf,
} from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { stage, waitingOn } from './case.schemas';
import { suppression } from './send-letter.schemas';

const asked = z.strictObject({
  code: z.string(),
  from: z
    .enum(['provider', 'officer', 'headquarters', 'register', 'nhsmail'])
    .describe('Who can supply it.'),
  ask: z.string().describe('The sentence that asks for it.'),
  rule: z.string().describe('The rule that asks for it.'),
  source: z.string().describe('Where the rule comes from.'),
  people: z.array(z.string()).readonly().describe('Whom it is about, by name.'),
});

const readerSchema = z.strictObject({
  recipient: z.enum(['provider', 'person']),
  person: z.string().nullable().describe('The person’s name; null for the contact of the home.'),
  hasAddress: z.boolean().describe('Without an address nothing can be sent.'),
  keptFrom: z.array(suppression).describe('Why letters are kept back; empty while they go.'),
  awayUntil: instant.nullable().describe('Routine letters wait until then, two weeks at most.'),
});

export type ReaderAnswer = z.output<typeof readerSchema>;

export const standingSchema = z
  .strictObject({
    stage,
    waitingOn: waitingOn.nullable(),
    why: z.string().describe('Why they have to act, in a sentence.'),
    parkedUntil: day.nullable(),
    parkedWhy: z.string().nullable(),
    stalls: z
      .array(
        z.strictObject({
          code: z.string(),
          label: z.string(),
          since: instant,
          by: z.enum(['rules', 'officer']).describe('Who found it.'),
          unblocks: z.string().describe('What usually helps.'),
        }),
      )
      .describe('Why it is not moving; empty while it moves.'),
    slow: z
      .strictObject({
        stage,
        waitingOn: waitingOn.describe('Who is slow.'),
        inThePost: z.literal(true).optional().describe('It is the post that is slow.'),
        days: z.int().describe('How many whole days it has stood like this.'),
        limit: z.number().describe('What nine in ten took at most, in days.'),
        median: z.number().nullable().describe('What half took at most; null if not known.'),
        basis: z.enum(['own-cases', 'fixed-rule']),
      })
      .nullable()
      .describe(
        'Slower than nine in ten of the cases that went live or were closed in the last year; null if not.',
      ),
    readiness: z
      .strictObject({
        ready: z.boolean(),
        missing: z.array(asked).describe('In the order in which to ask.'),
        warnings: z.array(asked).describe('What an officer may go on in spite of.'),
      })
      .nullable()
      .describe('What is missing before submission; null once it has been sent, or when closed.'),
    passcode: z
      .strictObject({
        requestedOn: day,
        channel: z.enum(['post', 'email']),
        issued: z.strictObject({ from: day, to: day }).describe('It was issued between these.'),
        exact: z.boolean().describe('Whether its day of issue is known.'),
        safeUntil: day.describe('The last day on which it is surely good, to its end.'),
        deadAfter: day.describe('Certainly dead once this day has ended.'),
        standing: z.enum(['good', 'doubtful', 'dead']),
        conflict: z
          .strictObject({ code: z.string(), sentence: z.string(), todo: z.string() })
          .nullable()
          .describe('Two facts that cannot both be right, and what resolves it.'),
        sentences: z.array(z.string()).readonly(),
      })
      .nullable()
      .describe('The passcode in play; null when none is.'),
    readers: z
      .array(readerSchema)
      .describe('Who letters about it go to: the contact of the home, then its people.'),
  })
  .meta({ id: 'Standing', description: 'Where a case stands at this moment, and why.' });

export type StandingAnswer = z.output<typeof standingSchema>;

/** What the standing of a case is worked out from. */
export interface StandingSource {
  state: CaseState;
  site: RegisteredSite;
  policy: Policy;
  parkedUntil: string | null;
  parkedWhy: string | null;
  slow: Slow | null;
  readers: ReaderAnswer[];
}

export function presentStanding(source: StandingSource, now: Temporal.Instant): StandingAnswer {
  const { state, site, policy, parkedUntil, parkedWhy, slow } = source;
  const today = londonDay(now).toString();
  const { stage: at, waitingOn: whom, why } = progress(state);
  const ready = readiness(state, site, today, policy);
  return {
    stage: at,
    waitingOn: whom,
    why,
    parkedUntil,
    parkedWhy,
    stalls: stallsOf(state, now, policy).map(({ code, since, by }) => {
      const { label, unblocks } = stallReason(code);
      return { code, label, since, by, unblocks };
    }),
    slow: slow && { ...slow, days: Math.floor(slow.days) },
    readiness:
      ready.applies && !state.closed
        ? {
            ready: ready.ready,
            missing: ready.missing.map(presentAsked),
            warnings: ready.warnings.map(presentAsked),
          }
        : null,
    passcode: presentPasscode(state, policy, today),
    readers: source.readers,
  };
}

const presentAsked = ({ code, from, ask, rule, source, people }: ReadinessItem) => ({
  code,
  from,
  ask,
  rule,
  source,
  people,
});

function presentPasscode(
  state: CaseState,
  policy: Policy,
  today: string,
): StandingAnswer['passcode'] {
  const interval = passcodeInterval(state, policy, today);
  if (!interval) return null;
  const { requestedOn, channel, issued, exact, safeUntil, deadAfter } = interval;
  const { standing, conflict, sentences } = interval;
  return {
    requestedOn,
    channel,
    issued,
    exact,
    safeUntil,
    deadAfter,
    standing,
    conflict: conflict && { code: conflict.code, sentence: conflict.sentence, todo: conflict.todo },
    sentences,
  };
}
