import { cpus } from 'node:os';

/** What a figure should come to. The goal is what we hold ourselves to, the reach what may be possible. */
export interface Goal {
  what: string;
  /** Whether the goal is for our own number or for ours divided by the limit. */
  of: 'ours' | 'ratio';
  better: 'higher' | 'lower';
  goal: number;
  reach: number;
}

/** The figures, in the order they are measured. */
export const goals = {
  F1: {
    what: 'due reminders a second, from bell to sent, against a hand-written batch loop',
    of: 'ratio',
    better: 'higher',
    goal: 0.85,
    reach: 0.95,
  },
  F2: {
    what: 'the same against a job runner with one job a reminder (BullMQ on PostgreSQL)',
    of: 'ratio',
    better: 'higher',
    goal: 1.5,
    reach: 2.5,
  },
  F3: {
    what: 'transactions a reminder in a backlog, queue included; limit: the batch loop',
    of: 'ours',
    better: 'lower',
    goal: 0.1,
    reach: 0.03,
  },
  F4: {
    what: 'CPU a reminder, our process and PostgreSQL, against the batch loop',
    of: 'ratio',
    better: 'lower',
    goal: 1.25,
    reach: 1.1,
  },
  F5: {
    what: 'lateness with a million waiting, 95th percentile; limit: a timer and one transaction',
    of: 'ours',
    better: 'lower',
    goal: 25,
    reach: 15,
  },
  L1: {
    what: 'Today as JSON with a token, against a bare HTTP server with the same SQL',
    of: 'ratio',
    better: 'higher',
    goal: 0.85,
    reach: 0.95,
  },
  L2: {
    what: 'Today as a page, signed in, against that bare JSON',
    of: 'ratio',
    better: 'higher',
    goal: 0.5,
    reach: 0.7,
  },
  L3: {
    what: 'the slowest list: a page at 30,000 homes against 300, or its last page against its first',
    of: 'ratio',
    better: 'lower',
    goal: 1.2,
    reach: 1.05,
  },
  L4: {
    what: 'weight of a page of 50 rows; limit: the same rows as JSON',
    of: 'ours',
    better: 'lower',
    goal: 30,
    reach: 20,
  },
  T1: {
    what: 'Today as a page, signed in, 95th percentile at 30,000 homes; limit: at 1,500',
    of: 'ours',
    better: 'lower',
    goal: 200,
    reach: 50,
  },
  T3: {
    what: 'the slowest dashboard, signed in, 95th percentile at 30,000 homes; limit: at 1,500',
    of: 'ours',
    better: 'lower',
    goal: 200,
    reach: 100,
  },
  W1: {
    what: 'facts recorded a second over HTTP, 8 clients, against the same statements alone',
    of: 'ratio',
    better: 'higher',
    goal: 0.5,
    reach: 0.6,
  },
  I1: {
    what: 'import of a register of 57,000 rows, against COPY and a merge by hand',
    of: 'ratio',
    better: 'lower',
    goal: 1.5,
    reach: 1.25,
  },
  I2: {
    what: 'the same file again, against its first import',
    of: 'ratio',
    better: 'lower',
    goal: 0.1,
    reach: 0.02,
  },
  I3: {
    what: 'most memory of the process during an import, over what it held before',
    of: 'ours',
    better: 'lower',
    goal: 64,
    reach: 32,
  },
} as const satisfies Record<string, Goal>;

export type FigureName = keyof typeof goals;

/** What came out: one pair a round, in the figure's unit. */
export interface Measured {
  figure: FigureName;
  unit: string;
  rounds: readonly Pair[];
}

export interface Pair {
  ours: number;
  limit: number;
}

/** The figure as one line of JSON: medians of the rounds, their ratio, and whether the goal is met. */
export function lineOf({ figure, unit, rounds }: Measured): string {
  const { what, of, better, goal, reach }: Goal = goals[figure];
  const ours = median(rounds.map((r) => r.ours));
  const limit = median(rounds.map((r) => r.limit));
  const ratio = ours / limit;
  const judged = of === 'ours' ? ours : ratio;
  return JSON.stringify({
    figure,
    what,
    ours: short(ours),
    limit: short(limit),
    unit,
    ratio: short(ratio),
    of,
    better,
    goal,
    reach,
    met: better === 'higher' ? judged >= goal : judged <= goal,
    rounds: rounds.length,
    machine: { node: process.versions.node, cpus: cpus().length },
  });
}

/** @throws RangeError when there is none */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value below which this share of the values lies, interpolated between the two nearest.
 * @param share 0 to 1
 * @throws RangeError when there is none
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new RangeError('There is nothing to rank.');
  return low + (high - low) * (place - Math.floor(place));
}

/** Four digits say all there is to say. */
const short = (value: number): number => Number(value.toPrecision(4));
