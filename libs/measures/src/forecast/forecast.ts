import type { Act, Addressee, Outcome } from '@app/domain';

/** A letter as it would be sent. */
export interface ForecastLetter {
  to: { name: string | null; address: string | null };
  subject: string;
  text: string;
  html: string;
}

/** Something that happens if nobody records anything: a letter, a task, or a moment that passes. */
export interface ForecastItem {
  caseId: string;
  locationId: string;
  home: string;
  town: string | null;
  practice: boolean;
  clock: string;
  rung: string;
  /** When it goes out or passes, ISO 8601 UTC. */
  at: string;
  /** The moment the rule names, ISO 8601 UTC. */
  dueAt: string;
  act: Act;
  /** Null for what is only recorded. */
  to: Addressee | null;
  /** The person or ticket of a clock that runs once for each. */
  person: string | null;
  /** The kind of letter. */
  letter: string | null;
  /** `merged`: part of the letter of an item before it, at the same moment. */
  outcome: Exclude<Outcome, 'superseded'>;
  /** It is the first of what its letter says; the letter may speak of other homes too. */
  opensLetter: boolean;
  /** Only when it was asked for, and only where it opens a letter. */
  rendered?: ForecastLetter;
}

/** How much is to come: letters as they leave (several matters in one are one), tasks, and ends recorded. */
export interface ForecastCounts {
  letters: number;
  tasks: number;
  expiries: number;
}

export interface ForecastDay extends ForecastCounts {
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
  /** In the order in which they happen. */
  items: ForecastItem[];
}

/** What is to come, day by day. */
export interface Forecast {
  /** ISO 8601 UTC. */
  asOf: string;
  /** The end, not itself included, ISO 8601 UTC. */
  until: string;
  total: ForecastCounts;
  /** Every day, those on which nothing happens too; the first is the rest of today. */
  days: ForecastDay[];
}

export function countsOf(items: readonly ForecastItem[]): ForecastCounts {
  const having = (outcome: Outcome): number => items.filter((i) => i.outcome === outcome).length;
  const letters = items.filter((i) => i.opensLetter).length;
  return { letters, tasks: having('task'), expiries: having('recorded') };
}
