import {
  checkPeople,
  type EntryProblem,
  fewestPeople,
  mostPeople,
  type PeopleRow,
  type PersonEntry,
  type PersonField,
} from '@app/domain';
import type { FormRow, FormStanding, FormTimes, FormView } from '@app/cases';
import { errorList, errorOf, type FormProblem } from '../../officer/forms/form';
import { maskedEmail, maskedMobile, maskedName } from '../../officer/words/masked';
import { capital, dayWords, momentWords } from '../../officer/words/when';
import { noticeOf } from '../../views/notice';

/** The home the form is about. */
export interface FormHome {
  name: string;
  town: string | null;
  practice: boolean;
}

/** Where the pages of one form lie, and what all of them show. */
interface Shell {
  home: string;
  place: string;
  practice: boolean;
  /** `/a/<token>/people`. */
  base: string;
  /** Where other answers are given, such as that help is needed; null when this link takes none. */
  answerAction: string | null;
}

/** One person as the list shows them: masked, since a link is no sign-in. */
interface PersonLine {
  name: string;
  role: string;
  details: string;
  /** What has to be put right; empty when all is well. */
  problems: string[];
  removed: boolean;
  changeHref: string;
  removeHref: string;
  keepAction: string;
}

export interface PeopleListPage extends Shell {
  standing: FormStanding;
  notice: string | null;
  people: PersonLine[];
  missing: string[];
  warnings: string[];
  isFull: boolean;
  addHref: string;
  /** Everything is there, and some of it has not been sent in. */
  canSend: boolean;
  /** Everything is there and nothing is left to send in. */
  allKnown: boolean;
  /** When the list was last sent in, in words. */
  sentIn: string | null;
  mark: string;
  comeBackUntil: string;
  limits: { fewest: number; most: number };
}

const notices: Readonly<Record<string, string>> = {
  saved: 'Saved. You can go on now, or come back later.',
  removed: 'Taken off the list.',
  kept: 'Kept on the list.',
};

/** @param path of the link, `/a/<token>` */
export const shellOf = (home: FormHome, path: string, mayAnswer: boolean): Shell => ({
  home: home.name,
  place: home.town ?? '',
  practice: home.practice,
  base: `${path}/people`,
  answerAction: mayAnswer ? path : null,
});

/** How somebody is called on these pages. */
export const calledOn = ({ entry }: Pick<PeopleRow, 'entry'>): string =>
  entry.name === null ? 'somebody without a name' : maskedName(entry.name);

/** The list with what it lacks. @param did what has just been done, by its key */
export function presentPeopleList(
  form: FormView,
  times: FormTimes | null,
  shell: Shell,
  expiresAt: string,
  did: unknown,
): PeopleListPage {
  const { wrong, missing, warnings } = checkPeople(form.rows, calledOn);
  const isComplete = wrong.length === 0 && missing.length === 0;
  // A wrong number stands beside its person; saying that one is missing would be said twice.
  const told = new Set(wrong.map(({ code }) => saidOfPeople[code]));
  const here = form.rows.filter(({ removed }) => !removed);
  return {
    ...shell,
    standing: form.standing,
    notice: noticeOf(notices, did),
    people: form.rows.map((row) => personLine(row, wrong, shell.base)),
    missing: missing.filter(({ code }) => !told.has(code)).map(({ ask }) => ask),
    warnings: warnings.map(({ ask }) => ask),
    isFull: here.length >= mostPeople,
    addHref: `${shell.base}/add`,
    canSend: isComplete && form.isUnsent,
    allKnown: isComplete && !form.isUnsent,
    sentIn: times?.arrivedAt ? momentWords(times.arrivedAt) : null,
    mark: form.mark,
    comeBackUntil: dayWords(expiresAt.slice(0, 10)),
    limits: { fewest: fewestPeople, most: mostPeople },
  };
}

/** What is missing, by the fault beside a person that says the same. */
const saidOfPeople: Readonly<Record<string, string>> = {
  'not-a-uk-mobile': 'mobile-not-uk',
  'duplicate-mobile': 'mobile-shared',
  'invalid-email': 'email-malformed',
  'duplicate-email': 'email-shared',
  'too-many-people': 'too-many-people',
};

function personLine(row: FormRow, wrong: readonly EntryProblem[], base: string): PersonLine {
  const { entry, key } = row;
  return {
    name: calledOn(row),
    role: [entry.job, entry.role].flatMap((r) => (r ? [capital(r)] : [])).join(', '),
    details: [
      entry.mobile ? `Mobile ${maskedMobile(entry.mobile)}` : 'No mobile yet',
      entry.email ? `email ${maskedEmail(entry.email)}` : 'no email yet',
    ].join(', '),
    problems: row.removed ? [] : wrong.filter((p) => p.key === key).map((p) => p.message),
    removed: row.removed,
    changeHref: `${base}/${key}`,
    removeHref: `${base}/${key}/remove`,
    keepAction: `${base}/${key}/keep`,
  };
}

interface Box {
  value: string;
  hint: string;
  errorMessage: { text: string } | undefined;
}

export interface PersonPage extends Shell {
  title: string;
  action: string;
  checkAction: string;
  key: string;
  mark: string;
  /** What was typed is kept although something is wrong with it. */
  isKept: boolean;
  hasErrors: boolean;
  errors: { text: string; href?: string }[];
  name: Box;
  job: Box;
  mobile: Box;
  email: Box;
  role: Omit<Box, 'value'> & {
    items: { value: string; text: string; hint?: { text: string }; checked: boolean }[];
  };
}

/** What is typed into the boxes, as it was sent. */
export type Typed = Readonly<Partial<Record<PersonField, string>>>;

/** What a page about one person is made of. */
export interface PersonShowing {
  key: string;
  mark: string;
  /** What is saved; null of somebody new. */
  saved: PersonEntry | null;
  /** What was typed just now by whoever looks at it; absent on a first look. */
  typed?: Typed;
  problems?: readonly EntryProblem[];
  isKept?: boolean;
}

const roles = [
  {
    value: 'owner and administrator',
    text: 'Owner and administrator',
    hint: { text: 'Adds and removes people, and sees to it that the mailbox is checked' },
  },
  {
    value: 'owner',
    text: 'Owner',
    hint: { text: 'Adds and removes people. Two are better than one' },
  },
  {
    value: 'administrator',
    text: 'Administrator',
    hint: { text: 'Sees to it that the mailbox is checked' },
  },
  { value: 'member', text: 'Member', hint: { text: 'Reads and sends' } },
];

/**
 * The boxes of one person. What was saved before is not shown in full: an empty box keeps it. What
 * was typed just now stays in its box.
 */
export function presentPerson(
  { key, mark, saved, typed, problems = [], isKept = false }: PersonShowing,
  shell: Shell,
): PersonPage {
  const wrong: FormProblem[] = problems.map((p) => ({
    field: p.field ?? 'name',
    message: p.message,
  }));
  const box = (field: PersonField, mask: ((value: string) => string) | null, hint: string): Box => {
    const known = saved?.[field] ?? null;
    return {
      value: typed?.[field] ?? (mask ? '' : (known ?? '')),
      hint: mask && known ? `Saved: ${mask(known)}. Leave this empty to keep it.` : hint,
      errorMessage: errorOf(wrong, field),
    };
  };
  const chosen = typed?.role ?? saved?.role ?? '';
  const ownWord = chosen !== '' && !roles.some(({ value }) => value === chosen);
  return {
    ...shell,
    title: saved === null ? 'Add somebody' : `Change ${calledOn({ entry: saved })}`,
    action: `${shell.base}/${key}`,
    checkAction: `${shell.base}/check`,
    key,
    mark,
    isKept,
    hasErrors: wrong.length > 0,
    errors: errorList(wrong),
    name: box('name', maskedName, 'First name and last name'),
    job: box('job', null, 'Such as deputy manager, or nurse. You can leave this out'),
    mobile: box(
      'mobile',
      (v) => `a number that ${maskedMobile(v)}`,
      'A UK mobile of their own. A private one is fine',
    ),
    email: box(
      'email',
      maskedEmail,
      'Of their own, not one for the whole home. A private one is fine',
    ),
    role: {
      hint: 'Choose one. Somebody has to be the owner, and somebody the administrator',
      errorMessage: errorOf(wrong, 'role'),
      items: [...roles, ...(ownWord ? [{ value: chosen, text: capital(chosen) }] : [])].map(
        (one) => ({
          ...one,
          checked: one.value === chosen,
        }),
      ),
    },
  };
}

/** Two versions of one person: what somebody else saved, masked, and what was typed just now. */
export function presentConflict(
  theirs: FormRow | null,
  yours: PersonEntry,
  { key, typed }: { key: string; typed: Typed },
  shell: Shell,
) {
  const said = (label: string, value: string | null) => ({ label, value: value ?? 'nothing' });
  const linesOf = (entry: PersonEntry, mask: boolean) => [
    said('Name', entry.name && mask ? maskedName(entry.name) : entry.name),
    said('Role in the home', entry.job),
    said('In the mailbox', entry.role && capital(entry.role)),
    said('Mobile', entry.mobile && mask ? maskedMobile(entry.mobile) : entry.mobile),
    said('Email', entry.email && mask ? maskedEmail(entry.email) : entry.email),
  ];
  return {
    ...shell,
    who: theirs ? calledOn(theirs) : 'This person',
    theirs: theirs && linesOf(theirs.entry, true),
    isRemoved: theirs?.removed ?? true,
    yours: linesOf(yours, false).filter(({ value }) => value !== 'nothing'),
    // Somebody who is gone is added as somebody new.
    action: theirs ? `${shell.base}/${key}` : null,
    mark: theirs?.mark ?? 'new',
    typed: Object.entries(typed).map(([name, value]) => ({ name, value })),
  };
}
