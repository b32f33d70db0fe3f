import type { FigureName, Measured, Pair } from './figures';

/** How much is measured. */
export interface Size {
  rounds: number;
  /** Due reminders a round. */
  reminders: number;
  /** Due reminders a round for the job runner, which is slow. */
  jobs: number;
  /** Follow-ups that wait while others fall due. */
  waiting: number;
  /** Follow-ups a round that fall due one by one. */
  probes: number;
  /** Open cases behind the lists. */
  cases: number;
  /** Requests a round for a list or page. */
  reads: number;
  /** Facts recorded a round. */
  facts: number;
  /** Rows of the register file. */
  rows: number;
}

export const fullSize: Size = {
  rounds: 5,
  reminders: 5000,
  jobs: 1000,
  waiting: 1_000_000,
  probes: 40,
  cases: 30_000,
  reads: 300,
  facts: 1000,
  rows: 57_000,
};

export const quickSize: Size = {
  rounds: 2,
  reminders: 1000,
  jobs: 200,
  waiting: 20_000,
  probes: 20,
  cases: 1000,
  reads: 200,
  facts: 200,
  rows: 5000,
};

/** What a group of figures is measured with. */
export interface Bench {
  size: Size;
  /** The figures asked for. */
  wanted: ReadonlySet<FigureName>;
  report(measured: Measured): void;
}

/** Ours, limit, ours, limit …: whatever else the machine does meets both. */
export async function interleaved(
  name: string,
  rounds: number,
  ours: () => Promise<number>,
  limit: () => Promise<number>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 1; round <= rounds; round++) {
    const pair = { ours: await ours(), limit: await limit() };
    tell(`${name}, round ${round}: ours ${pair.ours.toFixed(2)}, limit ${pair.limit.toFixed(2)}`);
    pairs.push(pair);
  }
  return pairs;
}

/** @returns seconds */
export async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

/** Progress, for the person who waits. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
