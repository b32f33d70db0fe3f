import type { Figures, MeasureCode } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { noneGiven } from '../case-ask';
import { type MeasureSnapshot, readSnapshots } from '../monthly/snapshots';
import type { DashboardFilter } from './dashboard-filter';

/** `from` to `to`, both included, `YYYY-MM`. */
export function monthsOf({ from, to }: Pick<DashboardFilter, 'from' | 'to'>): string[] {
  const months: string[] = [];
  let month = Temporal.PlainYearMonth.from(from);
  const last = Temporal.PlainYearMonth.from(to);
  for (; Temporal.PlainYearMonth.compare(month, last) <= 0; month = month.add({ months: 1 }))
    months.push(month.toString());
  return months;
}

/**
 * The part of the area that snapshots keep for a filter: all of it, or one authority, ICB or kind of
 * service. Null when several are asked for at once, or an officer: those are not kept.
 */
export function keptPart({
  authority,
  icb,
  careHome,
  officerId,
}: Omit<DashboardFilter, 'from' | 'to'>): Pick<MeasureSnapshot, 'split' | 'part'> | null {
  const asked = [authority, icb, careHome].filter((value) => value !== undefined);
  if (officerId !== undefined || asked.length > 1) return null;
  const named = (name: string): string => (name === noneGiven ? '' : name);
  if (authority !== undefined) return { split: 'authority', part: named(authority) };
  if (icb !== undefined) return { split: 'icb', part: named(icb) };
  if (careHome !== undefined) return { split: 'care-home', part: careHome ? 'care-home' : 'other' };
  return { split: 'all', part: '' };
}

/** What was kept of one measure, by month; months of which nothing was kept are not there. */
export async function readKept(
  sql: Sql,
  measure: MeasureCode,
  filter: DashboardFilter,
): Promise<Map<string, Figures>> {
  const part = keptPart(filter);
  if (!part) return new Map();
  const { from, to } = filter;
  const rows = await readSnapshots(sql, { measure, from, to, ...part });
  return new Map(rows.map(({ month, figures }) => [month, figures]));
}
