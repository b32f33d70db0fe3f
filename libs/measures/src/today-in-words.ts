import { textsOfCases, Texts } from '@app/history';
import type { Sealer, Sql } from '@app/platform';
import type { Today } from './today';

/** Somebody's own reason why a case rests is kept apart, and stands in its row as a mark. */
const ownReason = /"parkedWhy" ?: ?"\[text /;

/** The Today page with people's own reasons in the place of their marks. */
export async function withOwnReasons(sql: Sql, sealer: Sealer, today: Today): Promise<Today> {
  const ids = today.rows.filter(({ parkedWhy }) => parkedWhy).map(({ caseId }) => caseId);
  if (ids.length === 0) return today;
  const texts = await textsOfCases(sql, sealer, ids);
  const rows = today.rows.map((one) => ({
    ...one,
    parkedWhy: one.parkedWhy && (texts.get(one.caseId) ?? new Texts()).show(one.parkedWhy),
  }));
  return { ...today, rows };
}

/** The same of JSON text, which comes back as it is when nothing in it is a mark. */
export async function jsonWithOwnReasons(sql: Sql, sealer: Sealer, json: string): Promise<string> {
  if (!ownReason.test(json)) return json;
  return JSON.stringify(await withOwnReasons(sql, sealer, JSON.parse(json) as Today));
}
