import type { Freshness, HolidayHorizon } from '@app/domain';
import { dayWords, exactly } from './when';

const names: Readonly<Record<Freshness['register'], string>> = {
  cqc: 'CQC register',
  dspt: 'DSPT list',
  ods: 'ODS directory',
};

/** What each stale register lacks, a sentence each; nothing while all are fresh. */
export function staleWords(registers: readonly Freshness[]): string[] {
  return registers.flatMap(({ register, asOf, days, limit, stale }) =>
    stale && asOf !== null && days !== null
      ? [
          `The ${names[register]} is of ${dayWords(asOf)}: ${exactly(days, 'day')} old, where ${exactly(limit, 'day')} is the most.`,
        ]
      : [],
  );
}

/** How far England's bank holidays are known, for the page where they are brought in. */
export function holidayWords({ knownUntil, isShort }: HolidayHorizon): {
  until: string;
  note: string | null;
} {
  return {
    until: knownUntil === null ? 'None is known' : `Known up to ${dayWords(knownUntil)}`,
    note: isShort ? 'Dates after that may be worked out wrongly: bring in a newer list' : null,
  };
}

/** What to do when the bank holidays end soon, in a sentence; null while they reach far enough. */
export function shortHolidayWords({ knownUntil, isShort }: HolidayHorizon): string | null {
  if (!isShort) return null;
  const known =
    knownUntil === null
      ? 'No bank holiday is known'
      : `England’s bank holidays are known only up to ${dayWords(knownUntil)}`;
  return `${known}: letters and calls after that may be planned for a day off.`;
}
