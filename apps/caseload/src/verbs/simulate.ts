import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { shippedClockSettings } from '@app/cases';
import {
  BadInput,
  DomainError,
  momentInWords,
  readSimulation,
  type SimulationResult,
  simulate,
  type WorkingCalendar,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/**
 * Runs the simulation in FILE, or each line of a FILE ending `.ndjson`, answered one a line in
 * order. Needs no database. A line that cannot be read is answered with its `error`.
 * @returns the exit status: 1 when a simulation could not be read
 */
export async function simulateVerb(file: string, options: { json?: boolean }): Promise<number> {
  const { calendar } = shippedClockSettings();
  if (/\.ndjson$/i.test(file)) return simulateLines(file, calendar);
  const answer = answerTo(readFileSync(file, 'utf8'), calendar);
  if ('error' in answer) {
    process.stderr.write(`${answer.error.message}\n`);
    return 1;
  }
  const text = options.json ? JSON.stringify(answer, null, 2) : inWords(answer);
  process.stdout.write(`${text}\n`);
  return 0;
}

async function simulateLines(file: string, calendar: WorkingCalendar): Promise<number> {
  let status = 0;
  const lines = createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const answer = answerTo(line, calendar);
    if ('error' in answer) status = 1;
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
  }
  return status;
}

type Answer = SimulationResult | { error: { code: string; message: string } };

function answerTo(text: string, calendar: WorkingCalendar): Answer {
  try {
    return simulate(readSimulation(parse(text), calendar));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BadInput('not-json', `The simulation is not JSON: ${(error as Error).message}.`);
  }
}

/** One line a follow-up, and one a change of stage, for reading. */
function inWords({ followUps, states, refused }: SimulationResult): string {
  const moment = (text: string): string => momentInWords(Temporal.Instant.from(text));
  return [
    ...states.map((s) => `${moment(s.at)}: ${s.stage}, waiting on ${s.waitingOn ?? 'nobody'}`),
    '',
    ...followUps.map(
      (f) =>
        `${moment(f.sendAt)}: ${f.clock} ${f.rung}: ${f.letter ?? f.to ?? 'noted'}, ${f.outcome}`,
    ),
    ...refused.map((r) => `Fact ${r.fact} was refused: ${r.message}`),
  ].join('\n');
}
