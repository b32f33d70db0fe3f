import { opensPeopleForm } from '@app/cases';
import { type AnswerKey, answers, type Ask, londonDay } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { dayItems, type DayItems, typedDay, typedDayOf } from '../officer/forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../officer/forms/form';
import { capital, momentWords } from '../officer/words/when';
import {
  answerWords,
  headingOf,
  loggedInByOthers,
  outcomeLabels,
  wholeLabels,
} from './answer-words';
import type { AnswerView } from './answer.reader';

interface Choice {
  key: AnswerKey;
  label: string;
}

/** What every page behind a good link shows. */
interface Frame {
  action: string;
  heading: string;
  home: string;
  town: string | null;
  officer: string;
  practice: boolean;
}

/** The page a link opens. */
export interface LookPage extends Frame {
  /** Where the people form is, when the letter asks for it. */
  formHref: string | null;
  waiting: { what: string; from: string; by: string | null; why: readonly string[] } | null;
  said: { label: string; when: string }[];
  own: Choice[];
  always: Choice[];
}

const frame = (token: string, view: AnswerView): Frame => ({
  action: `/a/${token}`,
  heading: headingOf(view.link.purpose),
  home: view.home,
  town: view.town,
  officer: view.officer,
  practice: view.practice,
});

const choice = (key: AnswerKey, view: AnswerView): Choice => ({ key, label: labelOf(key, view) });

function labelOf(key: AnswerKey, { answering }: AnswerView): string {
  return key === 'logged-in' && answering.person === null
    ? loggedInByOthers.label
    : answerWords[key].label;
}

/** What has been sent, in the words of the button that was pressed. */
const toldOf = (key: AnswerKey, view: AnswerView): string =>
  key === 'reply' ? answerWords.reply.told : labelOf(key, view);

/** Nothing while a lost passcode is being seen to: no date of it counts any more. */
function waitingFor({ awaited, said }: AnswerView): LookPage['waiting'] {
  if (!awaited || said.some(({ key }) => key === 'code-lost')) return null;
  return { ...awaited, by: awaited.by && capital(awaited.by) };
}

/** A home tells when others did something, a person when they did. */
const dayLabel = (key: AnswerKey, { answering }: AnswerView): string =>
  key === 'logged-in' && answering.person === null ? loggedInByOthers.day : answerWords[key].day;

const saidSoFar = (view: AnswerView): LookPage['said'] =>
  view.said.map(({ key, at }) => ({ label: toldOf(key, view), when: momentWords(at) }));

/** What has not been said yet by this link. */
const unsaid = (keys: readonly AnswerKey[], view: AnswerView): Choice[] =>
  keys.filter((key) => !view.said.some((one) => one.key === key)).map((key) => choice(key, view));

export function presentLook(token: string, view: AnswerView): LookPage {
  return {
    ...frame(token, view),
    formHref: opensPeopleForm(view.link) ? `/a/${token}/people` : null,
    waiting: waitingFor(view),
    said: saidSoFar(view),
    own: unsaid(view.offered.own, view),
    always: unsaid(view.offered.always, view),
  };
}

/** Why a letter needs no answer any more. */
export type Settled = 'answered' | 'moved-on' | 'closed';

/** Null while there is something to answer. */
export function settledBy(view: AnswerView): Settled | null {
  if (view.link.answeredAt !== null) return 'answered';
  if (view.state.closed) return 'closed';
  if (opensPeopleForm(view.link)) return null;
  return view.offered.own.length === 0 ? 'moved-on' : null;
}

export interface SettledPage extends Frame {
  why: Settled;
  said: LookPage['said'];
  always: Choice[];
}

export function presentSettled(token: string, view: AnswerView, why: Settled): SettledPage {
  const always = unsaid(view.offered.always, view);
  return { ...frame(token, view), why, said: saidSoFar(view), always };
}

/** After a press has been taken. */
export interface ThanksPage extends Frame {
  label: string;
  next: string;
  /** It did not fit, so the officer looks at it. */
  refused: boolean;
  /** Something is left to say by this link. */
  more: boolean;
  /** What comes next; null where nothing is left to say. */
  waiting: LookPage['waiting'];
}

/** Null unless this was said by this link. */
export function presentThanks(token: string, view: AnswerView, key: string): ThanksPage | null {
  const said = view.said.find((one) => one.key === key);
  if (!said) return null;
  const { next } = answerWords[said.key];
  const { refused } = said;
  const label = toldOf(said.key, view);
  const more = settledBy(view) === null;
  const waiting = more && !refused ? waitingFor(view) : null;
  return { ...frame(token, view), label, next, refused, more, waiting };
}

/** A field as the view puts it into the kit's macros. */
type AskView = { label: string; hint?: string; error: { text: string } | undefined } & (
  | { kind: 'day'; name: string; items: DayItems['items'] }
  | { kind: 'time'; value: string }
  | { kind: 'text'; value: string }
  | { kind: 'radios'; name: string; items: { value: string; text: string; checked: boolean }[] }
  | { kind: 'checkboxes'; name: string; items: { value: string; text: string; checked: boolean }[] }
);

/** What an answer asks, before it is sent. */
export interface AskPage extends Frame {
  key: AnswerKey;
  label: string;
  lead: string;
  fields: AskView[];
  errors: { text: string; href?: string }[];
  hasErrors: boolean;
}

/** @param body what was typed; null when the page is shown for the first time */
export function presentAsk(
  token: string,
  view: AnswerView,
  key: AnswerKey,
  names: ReadonlyMap<string, string>,
  body: FormBody | null,
  problems: readonly FormProblem[] = [],
): AskPage {
  const show = { view, key, names, body, problems };
  return {
    ...frame(token, view),
    key,
    label: labelOf(key, view),
    lead: answerWords[key].lead,
    fields: answers[key].asks(view.answering).map((ask) => askView(ask, show)),
    errors: errorList(problems),
    hasErrors: problems.length > 0,
  };
}

interface Show {
  view: AnswerView;
  key: AnswerKey;
  names: ReadonlyMap<string, string>;
  body: FormBody | null;
  problems: readonly FormProblem[];
}

function askView(ask: Ask, { view, key, names, body, problems }: Show): AskView {
  const words = answerWords[key];
  const typed = (name: string) => (body ? textOf(body, name) : '');
  const radios = (
    name: string,
    label: string,
    labels: Readonly<Record<string, string>>,
  ): AskView => ({
    kind: 'radios',
    name,
    label,
    error: errorOf(problems, name),
    items: Object.entries(labels).map(([value, text]) => ({
      value,
      text,
      checked: typed(name) === value,
    })),
  });
  switch (ask.field) {
    case 'on':
      return dayView(
        'on',
        dayLabel(key, view),
        undefined,
        londonDay(view.answering.now),
        body,
        problems,
      );
    case 'printedOn':
      return dayView(
        'printedOn',
        'What date is printed on it?',
        'Leave this out if you cannot find one. Do not type the passcode.',
        null,
        body,
        problems,
      );
    case 'time':
      return {
        kind: 'time',
        label: 'At about what time? (you can leave this out)',
        hint: 'For example 2:30pm',
        value: typed('time'),
        error: errorOf(problems, 'time'),
      };
    case 'outcome':
      return radios('outcome', 'What did they say?', outcomeLabels);
    case 'whole':
      return radios('whole', 'Who has an account now?', wholeLabels);
    case 'who':
      return {
        kind: 'checkboxes',
        name: 'who',
        label: 'Who was it?',
        hint: 'Choose all that fit.',
        error: errorOf(problems, 'who'),
        items: ask.among.map((ref) => ({
          value: ref,
          text: names.get(ref) ?? 'A person whose name we do not keep',
          checked: [body?.['who[]']].flat().includes(ref),
        })),
      };
    case 'text':
      return {
        kind: 'text',
        label: words.text,
        hint: 'No passcodes, no passwords, and nothing about residents.',
        value: typed('text'),
        error: errorOf(problems, 'text'),
      };
  }
}

function dayView(
  name: string,
  label: string,
  hint: string | undefined,
  first: Temporal.PlainDate | null,
  body: FormBody | null,
  problems: readonly FormProblem[],
): AskView {
  const empty = { day: '', month: '', year: '' };
  const typed = body ? typedDayOf(body, name) : first ? typedDay(first) : empty;
  const problem = problems.find(({ field }) => field.startsWith(`${name}-`));
  const { items, errorMessage } = dayItems(typed, problem);
  return { kind: 'day', name, label, ...(hint ? { hint } : {}), items, error: errorMessage };
}
