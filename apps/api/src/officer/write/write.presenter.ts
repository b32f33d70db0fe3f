import {
  fittingKind,
  type HandKind,
  keptBackBy,
  preparedKinds,
  type PreparedFrom,
  type ReminderNow,
  reminderName,
} from '@app/cases';
import { londonDay } from '@app/domain';
import { letterKind } from '@app/letters';
import type { CaseView } from '../case/case-view';
import { type CasePerson, isHere, peopleOfCase } from '../case/people-of-case';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { withStop } from '../words/full-stop';
import { letterInWords } from '../words/rung-words';
import { capital } from '../words/when';
import { writeForm } from './write-forms';

interface Choice {
  value: string;
  text: string;
  hint?: { text: string };
  checked: boolean;
}

interface Radios {
  label: string;
  items: Choice[];
  errorMessage: { text: string } | undefined;
}

/** Which letter? First the one that fits, then all. */
export interface ChooseLetterPage {
  section: 'cases';
  practice: boolean;
  caseId: string;
  home: string;
  /** Why nothing can be sent: no address; null when something can. */
  addHref: string | null;
  proposed: { href: string; text: string; when: string } | null;
  own: { href: string; text: string; why: string }[];
  prepared: { href: string; text: string; when: string }[];
  /** Prepared letters that have nothing true to say of this case, each with why not. */
  notNow: { name: string; why: string }[];
}

/** The form of one letter. */
export interface WritePage {
  section: 'cases';
  practice: boolean;
  hasErrors: boolean;
  errors: { text: string; href?: string }[];
  caseId: string;
  home: string;
  version: number;
  action: string;
  title: string;
  lead: string;
  to: Radios | null;
  clock: Radios | null;
  person: Radios | null;
  boxes: {
    name: string;
    label: string;
    hint: string;
    rows: number | null;
    most: number;
    value: string;
    errorMessage: { text: string } | undefined;
  }[];
  /** Asked once it turns out that its reader gets no letters. */
  askedFor: { value: string; errorMessage: { text: string } | undefined } | null;
}

export interface WriteAttempt {
  body: FormBody;
  problems: readonly FormProblem[];
  askAskedFor: boolean;
}

export const untouched: WriteAttempt = { body: {}, problems: [], askAskedFor: false };

/** What every page of writing says of the case. */
export const caseOf = (view: CaseView) => ({
  section: 'cases' as const,
  practice: view.case.practice,
  caseId: view.case.id,
  home: view.site.name,
});

/** From what a prepared letter about this case would be written; people by name, as the view has them. */
export const preparedFrom = (view: CaseView): PreparedFrom => ({
  state: view.state,
  site: view.site,
  clocks: { policy: view.policy, calendar: view.calendar },
  day: londonDay(view.now).toString(),
  names: new Map(view.state.people.map(({ person }) => [person, person])),
  person: null,
});

export function presentChoose(view: CaseView): ChooseLetterPage {
  const from = preparedFrom(view);
  const href = (kind: HandKind): string => `/cases/${view.case.id}/write/${kind}`;
  const named = (kind: (typeof preparedKinds)[number]) => {
    const { name, when } = letterKind(kind);
    return { href: href(kind), text: name, when: when.replace(/^when you send it: /, '') };
  };
  const proposed = fittingKind(from);
  const own = (['ask', 'reminder', 'free'] as const).filter((kind) =>
    view.case.open ? true : kind === 'free',
  );
  const others = preparedKinds.filter((kind) => kind !== proposed && isOpenTo(kind, view));
  return {
    ...caseOf(view),
    addHref: hasReader(view) ? null : `/sites/${encodeURIComponent(view.site.locationId)}/contact`,
    proposed: proposed && isOpenTo(proposed, view) ? named(proposed) : null,
    own: own.map((kind) => {
      const { title, lead } = writeForm(kind);
      return { href: href(kind), text: title, why: lead };
    }),
    prepared: others.filter((kind) => keptBackBy(kind, from) === null).map(named),
    notNow: others.flatMap((kind) => {
      const why = keptBackBy(kind, from);
      return why === null ? [] : [{ name: letterKind(kind).name, why: withStop(capital(why)) }];
    }),
  };
}

/** About a closed case only the goodbye is written. */
const isOpenTo = (kind: HandKind, { case: row }: CaseView): boolean =>
  row.open || kind === 'closed';

const hasReader = (view: CaseView): boolean =>
  view.contact !== null || readersOf(view).some((one) => one.named?.email);

const readersOf = (view: CaseView): CasePerson[] => peopleOfCase(view).filter(isHere);

export function presentWrite(
  kind: HandKind,
  view: CaseView,
  reminders: readonly ReminderNow[],
  { body, problems, askAskedFor }: WriteAttempt,
): WritePage {
  const { title, lead, boxes, about } = writeForm(kind);
  return {
    ...caseOf(view),
    hasErrors: problems.length > 0,
    errors: errorList(problems),
    version: view.case.version,
    action: `/cases/${view.case.id}/write/${kind}`,
    title,
    lead,
    to: kind === 'reminder' ? null : toRadios(view, body, problems),
    clock: kind === 'reminder' ? clockRadios(view, reminders, body, problems) : null,
    person: about === null ? null : personRadios(about, view, body, problems),
    boxes: boxes.map((box) => ({
      ...box,
      value: textOf(body, box.name),
      errorMessage: errorOf(problems, box.name),
    })),
    askedFor: askAskedFor
      ? { value: textOf(body, 'askedFor'), errorMessage: errorOf(problems, 'askedFor') }
      : null,
  };
}

function toRadios(view: CaseView, body: FormBody, problems: readonly FormProblem[]): Radios {
  const chosen = textOf(body, 'recipient') || 'provider';
  const { contact } = view;
  const home: Choice = {
    value: 'provider',
    text: contact?.name ?? 'The manager of the home',
    hint: { text: contact?.email ?? 'No email address is known yet' },
    checked: chosen === 'provider',
  };
  const people = readersOf(view)
    .filter((one) => one.named?.email)
    .map((one) => ({
      value: `person:${one.ref}`,
      text: one.name,
      checked: chosen === `person:${one.ref}`,
    }));
  const errorMessage = errorOf(problems, 'recipient');
  return { label: 'Who is it for?', items: [home, ...people], errorMessage };
}

function clockRadios(
  view: CaseView,
  reminders: readonly ReminderNow[],
  body: FormBody,
  problems: readonly FormProblem[],
): Radios {
  const nameOf = (ref: string) => view.names.get(ref) ?? 'somebody whose name is not kept';
  const chosen = textOf(body, 'clock');
  const items = reminders.map((one, n) => {
    const { rung, recipient } = one;
    const value = reminderName(one);
    const whom =
      recipient === 'provider' ? 'To the contact of the home' : `To ${nameOf(rung.person ?? '')}`;
    return {
      value,
      text: letterInWords(rung.letter ?? ''),
      hint: {
        text:
          rung.person && recipient === 'provider' ? `${whom}, about ${nameOf(rung.person)}` : whom,
      },
      checked: chosen === '' ? n === 0 : chosen === value,
    };
  });
  return { label: 'Remind them of what?', items, errorMessage: errorOf(problems, 'clock') };
}

function personRadios(
  label: string,
  view: CaseView,
  body: FormBody,
  problems: readonly FormProblem[],
): Radios {
  const chosen = textOf(body, 'person');
  const people = readersOf(view).map((one) => ({
    value: one.ref,
    text: one.name,
    checked: chosen === one.ref,
  }));
  const nobody = { value: '', text: 'Nobody who is named on the case', checked: chosen === '' };
  return { label, items: [...people, nobody], errorMessage: errorOf(problems, 'person') };
}
