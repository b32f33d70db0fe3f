import type { ImportResult } from '@app/providers';
import { countedTitle, countedWords } from '../words/register-words';

/** What an import did, or would do, to one kind of record. */
export interface CountLine {
  what: string;
  created: string;
  updated: string;
  unchanged: string;
}

const number = (n: number): string => n.toLocaleString('en-GB');

type Counts = Pick<ImportResult, 'created' | 'updated' | 'unchanged'>;

/** A line for each kind of record that the file tells of. */
export function countLines({ created, updated, unchanged }: Counts): CountLine[] {
  const all = [created, updated, unchanged] as readonly Readonly<Record<string, number>>[];
  const kinds = [...new Set(all.flatMap((counts) => Object.keys(counts)))];
  return kinds
    .filter((kind) => all.some((counts) => (counts[kind] ?? 0) > 0))
    .map((kind) => ({
      what: countedTitle(kind),
      created: number(all[0]?.[kind] ?? 0),
      updated: number(all[1]?.[kind] ?? 0),
      unchanged: number(all[2]?.[kind] ?? 0),
    }));
}

export const sumOf = (counts: object): number =>
  (Object.values(counts) as number[]).reduce((sum, n) => sum + n, 0);

/** Whether the file tells nothing that is not known. */
export const isNothingNew = ({ created, updated }: Counts): boolean =>
  sumOf(created) + sumOf(updated) === 0;

/** “478 sites and 342 providers new, 3 sites changed”; “nothing new”. */
export function countsInWords(counts: Counts): string {
  const parts = (
    [
      ['new', counts.created],
      ['changed', counts.updated],
    ] as const
  ).flatMap(([word, some]) => {
    const lines = Object.entries(some as unknown as Record<string, number>)
      .filter(([, n]) => n > 0)
      .map(([kind, n]) => countedWords(kind, n));
    return lines.length > 0 ? [`${lines.join(' and ')} ${word}`] : [];
  });
  return parts.length > 0 ? parts.join(', ') : 'nothing new';
}

/** “4,159 of 4,159 rows were taken in full.” */
export function rowsInWords(
  { rows, read, quarantined }: Pick<ImportResult, 'rows' | 'read' | 'quarantined'>,
  broughtIn: boolean,
): string {
  const taken = broughtIn ? 'were taken in full' : 'can be taken in full';
  const aside = broughtIn ? 'something was set aside' : 'something would be set aside';
  const left = quarantined > 0 ? `; of ${number(quarantined)} ${aside}` : '';
  return `${number(read)} of ${number(rows)} rows ${taken}${left}.`;
}
