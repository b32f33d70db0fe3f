import { byHandKey } from '@app/domain';
import { sentByHand } from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

/** Days on which letters go that were sent by hand, by recipient and letter (`byHandKey`). */
export type ByHand = ReadonlyMap<string, Temporal.PlainDate>;

export const nothingByHand: ByHand = new Map();

/** What was sent by hand about each of these cases of late. @param day today, Europe/London */
export async function byHandOfCases(
  sql: Sql,
  caseIds: readonly string[],
  day: string,
): Promise<Map<string, ByHand>> {
  const found = new Map<string, Map<string, Temporal.PlainDate>>();
  for (const one of await sentByHand(sql, caseIds, day)) {
    const ofCase = found.get(one.caseId) ?? new Map<string, Temporal.PlainDate>();
    ofCase.set(byHandKey(one.recipient, one.kind), Temporal.PlainDate.from(one.day));
    found.set(one.caseId, ofCase);
  }
  return found;
}
