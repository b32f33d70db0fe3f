import type { BankHoliday, HolidayChanges } from '@app/domain';
import type { ImportRequest, ImportResult } from '@app/providers';
import type { ChangeTotals } from '../../policy/rung-change';
import { type Division, divisions, type HolidayFile, ourDivision } from './holiday-file';

/** What a file says of one part of the United Kingdom, against the file before. */
export interface DivisionChanges {
  division: Division;
  /** Days in this file. */
  events: number;
  /** Days, `YYYY-MM-DD`. */
  added: string[];
  removed: string[];
  /** Whether the working calendar is made of it. */
  counts: boolean;
}

/** The result of importing bank holidays. */
export interface HolidayResult extends ImportResult {
  divisions?: DivisionChanges[];
  /** How many rungs and cases move, by what becomes of them; absent when no day changes. */
  moves?: ChangeTotals;
  /** Number of the policy version that the days came into force with. */
  policy?: number;
}

/** Days as counted in a result; sites and providers are never touched. */
const count = (holidays: number) => ({ providers: 0, sites: 0, holidays });

export function emptyResult({ kind, fileName }: ImportRequest): HolidayResult {
  return {
    kind,
    file: fileName,
    rows: 0,
    read: 0,
    created: count(0),
    updated: count(0),
    unchanged: count(0),
    quarantined: 0,
    refused: null,
    problems: [],
  };
}

/**
 * What was read and compared, before anything is done.
 * @param changes of the working calendar: none of them when a later file has spoken already
 */
export function readResult(
  request: ImportRequest,
  file: HolidayFile,
  changes: HolidayChanges,
  asOf: string,
): HolidayResult {
  const { added, removed, renamed, unchanged } = changes;
  return {
    ...emptyResult(request),
    variant: file.variant,
    asOf,
    rows: file.events,
    read: file.events - file.setAside,
    created: count(added.length),
    // A day that is taken away is a change to the calendar: `divisions` names it.
    updated: count(renamed.length + removed.length),
    unchanged: count(unchanged),
    quarantined: file.setAside,
    problems: file.problems,
  };
}

/** @param known the days of each part before, as far as any file has told them */
export function divisionChanges(
  file: HolidayFile,
  ours: HolidayChanges,
  known: Readonly<Record<Division, readonly BankHoliday[] | null>>,
  compare: (known: readonly BankHoliday[], announced: readonly BankHoliday[]) => HolidayChanges,
): DivisionChanges[] {
  return divisions.flatMap((division): DivisionChanges[] => {
    const days = file.days[division];
    if (!days) return [];
    const counts = division === ourDivision;
    const { added, removed } = counts ? ours : compare(known[division] ?? days, days);
    const dates = (some: readonly BankHoliday[]) => some.map(({ date }) => date);
    return [
      { division, events: days.length, added: dates(added), removed: dates(removed), counts },
    ];
  });
}
