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

/**
 * “4,159 of 4,159 rows were taken in full.” A DSPT list is of all organisations and kept whole by
 * code: its rows of care providers that are not ours are no fault of the file.
 */
export function rowsInWords(
  { kind, rows, read, quarantined }: Pick<ImportResult, 'kind' | 'rows' | 'read' | 'quarantined'>,
  broughtIn: boolean,
): string {
  const taken = broughtIn ? 'were taken in full' : 'can be taken in full';
  const aside = broughtIn ? 'something was set aside' : 'something would be set aside';
  if (kind === 'dspt' && quarantined > 0)
    return `${number(read)} of ${number(rows)} rows ${taken}. ${ofNoSite(quarantined)}`;
  const unplaced = waits.has(kind) ? quarantined - (rows - read) : 0;
  if (unplaced > 0)
    return `${number(read)} of ${number(rows)} rows ${broughtIn ? 'were' : 'can be'} read; ${number(unplaced)} of them ${unplaced === 1 ? 'fits' : 'fit'} no site and ${broughtIn ? (unplaced === 1 ? 'waits' : 'wait') : 'would wait'} under “Rows that fit nothing”.`;
  const left = quarantined > 0 ? `; of ${number(quarantined)} ${aside}` : '';
  return `${number(read)} of ${number(rows)} rows ${taken}${left}.`;
}

/** Kinds whose rows of no known site wait for a person. */
const waits: ReadonlySet<string> = new Set(['ods', 'line-by-line']);

/** Social care rows of a DSPT list whose code neither a site nor a provider on the register has. */
const ofNoSite = (rows: number): string =>
  rows === 1
    ? '1 of them is of a care provider whose code no site or provider of the register has: it is kept under its code, and counts when a site gets that code.'
    : `${number(rows)} of them are of care providers whose codes no site or provider of the register has: they are kept under their codes, and count when a site gets one.`;
