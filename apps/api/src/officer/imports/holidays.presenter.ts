import type { HolidayResult } from '@app/cases';
import type { ImportResult } from '@app/providers';
import { dayWords, many } from '../words/when';

/** So many days are named; a list of ten years has a hundred. */
const mostNamed = 12;

/**
 * What a list of bank holidays does to the working calendar, in sentences; none for other files.
 * @param broughtIn false while it only would
 */
export function aboutHolidays(result: ImportResult, broughtIn: boolean): string[] {
  const { divisions = [], moves, policy } = result as HolidayResult;
  const ours = divisions.find(({ counts }) => counts);
  if (!ours) return [];
  const { added, removed } = ours;
  const verb = broughtIn ? '' : 'would be ';
  return [
    ...(added.length > 0 ? [`In England and Wales ${verb}new: ${named(added)}.`] : []),
    ...(removed.length > 0 ? [`No longer a bank holiday there: ${named(removed)}.`] : []),
    ...(moves && moves.moves > 0
      ? [
          `${many(moves.moves, 'date')} of ${many(moves.cases, 'case')} ${broughtIn ? 'moved' : 'would move'} with them.`,
        ]
      : []),
    ...(policy === undefined
      ? []
      : [`They came into force with version ${policy} of the dates and rules.`]),
  ];
}

function named(days: readonly string[]): string {
  const first = days.slice(0, mostNamed).map(dayWords).join('; ');
  const left = days.length - mostNamed;
  return left > 0 ? `${first}; and ${left} more` : first;
}
