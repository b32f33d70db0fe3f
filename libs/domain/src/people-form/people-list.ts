import { type CaseState, presentPeople } from '../cases/case-state';
import { emptyEntry, type PersonEntry, type PersonField, personFields } from './person-entry';

/** What was saved of one row of the form and not sent in yet. */
export interface DraftRow {
  /** Ref of somebody recorded before; else a random id. */
  key: string;
  /** What was typed: of somebody recorded only the boxes that were changed. */
  typed: Partial<PersonEntry>;
  /** They are to be taken off. */
  removed: boolean;
}

/** One row of the form: what is recorded, under what was typed since. */
export interface PeopleRow {
  key: string;
  entry: PersonEntry;
  /** What the facts say; null of somebody new. */
  recorded: PersonEntry | null;
  removed: boolean;
}

/**
 * The people the facts name, by ref, as the form has them.
 * @param nameOf names by ref; who has none is called by the ref
 */
export function recordedRows(
  state: CaseState,
  nameOf: (ref: string) => string | null,
): { key: string; entry: PersonEntry }[] {
  return presentPeople(state).map(({ person, job, role, mobile, email }) => ({
    key: person,
    entry: { name: nameOf(person) ?? person, job, role, mobile, email },
  }));
}

/**
 * The form as it stands: people recorded first, in the order they were named, then new ones in the
 * order they were first saved. A box that was not touched shows what is recorded now, so that two
 * who change different things of one person both keep theirs. A draft about somebody who has been
 * taken off meanwhile is left out.
 */
export function peopleRows(
  recorded: readonly { key: string; entry: PersonEntry }[],
  drafts: readonly DraftRow[],
): PeopleRow[] {
  const draftOf = new Map(drafts.map((draft) => [draft.key, draft]));
  const known = recorded.map(({ key, entry }): PeopleRow => {
    const draft = draftOf.get(key);
    return {
      key,
      entry: { ...entry, ...draft?.typed },
      recorded: entry,
      removed: draft?.removed ?? false,
    };
  });
  const fresh = drafts
    .filter(({ key, removed }) => !isRefKey(key) && !removed)
    .map(
      ({ key, typed }): PeopleRow => ({
        key,
        entry: { ...emptyEntry, ...typed },
        recorded: null,
        removed: false,
      }),
    );
  return [...known, ...fresh];
}

/** Whether a row is about somebody who is recorded, and not new. */
export const isRefKey = (key: string): boolean => /^p[1-9]\d*$/.test(key);

/** The boxes in which the row differs from what is recorded. */
export const changedFields = ({ entry, recorded }: PeopleRow): PersonField[] =>
  personFields.filter((field) => entry[field] !== (recorded ?? emptyEntry)[field]);

/** The rows of those who are to have an account. */
export const staying = (rows: readonly PeopleRow[]): PeopleRow[] =>
  rows.filter(({ removed }) => !removed);
