import type { Freshness } from '@app/domain';
import { dayWords, many } from './when';

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
          `The ${names[register]} is of ${dayWords(asOf)}: ${many(days, 'day')} old, where ${many(limit, 'day')} is the most.`,
        ]
      : [],
  );
}

/** How old each register is, for the page where they are brought in. */
export function ageWords(
  registers: readonly Freshness[],
): { name: string; age: string; stale: boolean }[] {
  return registers.map(({ register, asOf, days, stale }) => ({
    name: names[register],
    age:
      asOf === null || days === null
        ? 'never brought in'
        : `of ${dayWords(asOf)}, ${days === 0 ? 'today' : `${many(days, 'day')} old`}`,
    stale,
  }));
}
