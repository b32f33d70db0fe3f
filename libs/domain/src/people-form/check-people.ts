import { Temporal } from 'temporal-polyfill';
import { newCase, type NamedPerson } from '../cases/case-state';
import { mostPeople } from '../cases/people-limits';
import { peopleRules } from '../cases/rules/people-rules';
import { findSecret } from '../secrets-refused';
import { personKey } from '../people/person-key';
import { shippedPolicy } from '../policy';
import { type PeopleReadiness, peopleReadiness } from '../readiness/people-readiness';
import { type PeopleRow, staying } from './people-list';
import {
  longestEntry,
  mailboxRoles,
  type PersonEntry,
  type PersonField,
  personFields,
} from './person-entry';

/** Something about one person to put right, or only to look at again. */
export interface EntryProblem {
  key: string;
  /** Null when no single box is to blame. */
  field: PersonField | null;
  code: string;
  message: string;
}

/** Everything that is to be said of a people form. */
export interface PeopleCheck extends PeopleReadiness {
  /** What cannot be right; nothing is sent in while there is any. */
  wrong: readonly EntryProblem[];
}

/** Which box a refusal of the transition table is about. */
const boxes: Readonly<Record<string, PersonField>> = {
  'not-a-uk-mobile': 'mobile',
  'duplicate-mobile': 'mobile',
  'invalid-email': 'email',
  'duplicate-email': 'email',
};

const control = /\p{Cc}/u;

/** What a name cannot be, and what to do. */
function wrongName(name: string): [string, string] | null {
  if (control.test(name)) return ['invalid-name', 'Give the name in one line of letters.'];
  if (/@|\d{5}/.test(name))
    return ['not-a-name', 'That does not look like a name; give the first name and the last name.'];
  if (!/\p{L}/u.test(name)) return ['not-a-name', 'Give the first name and the last name.'];
  return null;
}

const asNamed = ({ key, entry }: PeopleRow): NamedPerson => ({
  person: key,
  mobile: entry.mobile,
  email: entry.email,
  role: entry.role,
  job: entry.job,
  addedOn: '',
  lastAddedOn: '',
  removedOn: null,
});

const inState = (rows: readonly PeopleRow[]) => ({ ...newCase, people: rows.map(asNamed) });

/** The day matters to none of the rules about naming. */
const anyDay = Temporal.PlainDate.from('2026-01-01').toString();

/** What the transition table would refuse of this person beside these others: the same rules. */
function refusals(row: PeopleRow, others: readonly PeopleRow[]): EntryProblem[] {
  const { mobile, email } = row.entry;
  const details = {
    person: row.key,
    ...(mobile === null ? {} : { mobile }),
    ...(email === null ? {} : { email }),
  };
  const situation = {
    state: inState(others),
    fact: { id: '', type: 'person-added', on: anyDay, at: null, details, override: null } as const,
    day: anyDay,
    policy: shippedPolicy,
  };
  return peopleRules['person-added']
    .filter((rule) => rule.when(situation))
    .map(({ code, sentence }) => ({
      key: row.key,
      field: boxes[code] ?? null,
      code,
      message: sentence(situation),
    }));
}

/** What is wrong with one row beside the others. */
export function checkEntry(row: PeopleRow, others: readonly PeopleRow[]): EntryProblem[] {
  const { key, entry } = row;
  const problem = (field: PersonField, code: string, message: string): EntryProblem => ({
    key,
    field,
    code,
    message,
  });
  const found: EntryProblem[] = [];
  const tooLong = personFields.filter((f) => (entry[f]?.length ?? 0) > longestEntry[f]);
  for (const field of tooLong)
    found.push(problem(field, 'too-long', `Give at most ${longestEntry[field]} characters.`));
  if (entry.name === null) found.push(problem('name', 'name-missing', 'Give the full name.'));
  else {
    const wrong = wrongName(entry.name);
    const same = personKey(entry.name);
    if (wrong) found.push(problem('name', ...wrong));
    else if (others.some((o) => o.entry.name !== null && personKey(o.entry.name) === same))
      found.push(
        problem(
          'name',
          'name-taken',
          'Somebody of that name is on the list already. Change them there; or, if these are two people, add what tells them apart.',
        ),
      );
  }
  if (entry.job !== null && (control.test(entry.job) || findSecret(entry.job)))
    found.push(problem('job', 'invalid-job', 'Give the role in a few words, and nothing else.'));
  if (entry.role !== null && !isOffered(entry.role) && row.recorded?.role !== entry.role)
    found.push(problem('role', 'invalid-role', 'Choose one of the answers.'));
  const long = new Set(tooLong);
  return [...found, ...refusals(row, others).filter((r) => r.field === null || !long.has(r.field))];
}

const isOffered = (role: string): boolean => (mailboxRoles as readonly string[]).includes(role);

/**
 * Checks a whole form: what is wrong, what is missing and what is worth a second look. Those who are
 * taken off do not count.
 * @param nameOf how people are called in the sentences
 */
export function checkPeople(
  rows: readonly PeopleRow[],
  nameOf: (row: PeopleRow) => string,
): PeopleCheck {
  const here = staying(rows);
  const byKey = new Map(here.map((row) => [row.key, row]));
  // The eleventh is too many, the ten before are not.
  const wrong = here.flatMap((row, n) =>
    checkEntry(
      row,
      here.filter((o) => o !== row),
    ).filter(({ code }) => code !== 'too-many-people' || n >= mostPeople),
  );
  const people = here.map(({ key, entry }) => ({ person: key, ...nothingTyped(entry) }));
  const called = (key: string) => {
    const row = byKey.get(key);
    return row ? nameOf(row) : key;
  };
  return { wrong, ...peopleReadiness(people, called) };
}

const nothingTyped = ({ mobile, email, role, job }: PersonEntry) => ({ mobile, email, role, job });
