import type { FactDetails } from '../facts/fact';
import { personKey } from '../people/person-key';
import { changedFields, type PeopleRow } from './people-list';

/** A fact as `CasesService.record` takes it, for a form that is sent in. */
export type PeopleFact = {
  type: 'person-added' | 'person-removed';
  on: string;
} & Required<Pick<FactDetails, 'person'>> &
  Pick<FactDetails, 'mobile' | 'email' | 'role' | 'job'>;

/**
 * What changes when the form is sent in, in an order in which each fact may be recorded: whoever
 * goes, goes first; who takes over a number or address that another had is taken off and named anew.
 * Empty when the form says what is recorded already.
 * @param day Europe/London day on which it is sent in, `YYYY-MM-DD`
 */
export function factsOfForm(rows: readonly PeopleRow[], day: string): PeopleFact[] {
  const removed = (row: PeopleRow): PeopleFact => ({
    type: 'person-removed',
    on: day,
    person: row.recorded?.name ?? row.key,
  });
  const stay = rows.filter((row) => !row.removed);
  const changed = stay.filter((row) => changedFields(row).length > 0);
  const anew = changed.filter(
    (row) => row.recorded && (isRenamed(row) || givesUpWhatOthersTake(row, changed)),
  );
  return [
    ...rows.filter((row) => row.removed && row.recorded).map(removed),
    ...anew.map(removed),
    ...changed.map((row) => added(row, day, anew.includes(row))),
  ];
}

/** People are known by their names, so another name is another person. */
const isRenamed = ({ entry, recorded }: PeopleRow): boolean =>
  recorded !== null && personKey(entry.name ?? '') !== personKey(recorded.name ?? '');

const givesUpWhatOthersTake = (row: PeopleRow, changed: readonly PeopleRow[]): boolean =>
  (['mobile', 'email'] as const).some((field) => {
    const had = row.recorded?.[field] ?? null;
    return (
      had !== null &&
      row.entry[field] !== had &&
      changed.some((o) => o !== row && o.entry[field] === had)
    );
  });

/** All that is known of somebody new or named anew; of others what has changed. */
function added(row: PeopleRow, on: string, isAnew: boolean): PeopleFact {
  const { entry } = row;
  const fields =
    row.recorded && !isAnew
      ? changedFields(row)
      : (['job', 'role', 'mobile', 'email'] as const).filter((f) => entry[f] !== null);
  const told = fields.flatMap((field) =>
    field === 'name' || entry[field] === null ? [] : [[field, entry[field]]],
  );
  return { type: 'person-added', on, person: entry.name ?? row.key, ...Object.fromEntries(told) };
}
