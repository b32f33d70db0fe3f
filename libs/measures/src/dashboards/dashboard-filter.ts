import type { ShortStanding } from '@app/dspt';
import { noneGiven } from '../case-ask';

/** What every dashboard is narrowed by. */
export interface DashboardFilter {
  /** Local authority as CQC writes it, or `none` where the register gives none. */
  authority?: string;
  icb?: string;
  careHome?: boolean;
  officerId?: string;
  /** Months, `YYYY-MM`, both included. */
  from: string;
  to: string;
}

/** Where a filter narrows to: everything but the months. */
export type PlaceFilter = Omit<DashboardFilter, 'from' | 'to'>;

/**
 * Conditions on `application_case c JOIN site s USING (location_id)`, each with the `AND` before it.
 * @param values what the conditions need is added
 */
export function placeConditions(filter: PlaceFilter, values: unknown[]): string {
  const conditions: string[] = [];
  const equals = (column: string, value: string | boolean | undefined): void => {
    if (value === undefined) return;
    if (value === noneGiven) return void conditions.push(`${column} IS NULL`);
    values.push(value);
    conditions.push(`${column} = $${values.length}`);
  };
  equals('s.local_authority', filter.authority);
  equals('s.icb', filter.icb);
  equals('s.care_home', filter.careHome);
  equals('c.officer_id', filter.officerId);
  return conditions.map((condition) => ` AND ${condition}`).join('');
}

/**
 * What the conditions of a filter are asked of: cases with their sites; nothing for the whole area,
 * where looking each of them up would only cost time.
 * @param caseId the column that names the case
 */
export const placeJoins = (filter: PlaceFilter, caseId: string): string =>
  isNarrow(filter)
    ? ` JOIN application_case c ON c.id = ${caseId} JOIN site s USING (location_id)`
    : '';

/** The same for sites; an officer's are those with a case of theirs. */
export function isOfPlace(
  { localAuthority, icb, careHome }: Pick<ShortStanding, 'localAuthority' | 'icb' | 'careHome'>,
  filter: PlaceFilter,
): boolean {
  const is = (value: string | null, wanted: string | undefined): boolean =>
    wanted === undefined || value === (wanted === noneGiven ? null : wanted);
  return (
    is(localAuthority, filter.authority) &&
    is(icb, filter.icb) &&
    (filter.careHome === undefined || filter.careHome === careHome)
  );
}

/** Sites or cases of one place or officer, not of the whole area. */
export const isNarrow = ({ authority, icb, careHome, officerId }: PlaceFilter): boolean =>
  [authority, icb, careHome, officerId].some((value) => value !== undefined);
