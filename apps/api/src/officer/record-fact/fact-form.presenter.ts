import { type FactType, factTypes, londonDay, londonWallClock } from '@app/domain';
import { todayInWords } from '../words/when';
import type { CaseView } from '../case/case-view';
import { presentTimeline, type TimelineEntry } from '../case/timeline.presenter';
import { type DayItems, dayItems, typedDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { typedTime } from '../forms/time-field';
import { dsptCheckedBox } from './dspt-check';
import type { FactForm } from './fact-form';
import { factForms } from './fact-forms';
import { type FieldView, fieldView } from './field-views';
import { knownPersonField } from './read-fact-form';

/** A field as the kit's macros take it. */
interface Field {
  value: string;
  errorMessage: { text: string } | undefined;
}

/** The form of one kind of fact, ready for the view. */
export interface FactFormPage {
  section: 'cases';
  practice: boolean;
  hasErrors: boolean;
  errors: { text: string; href?: string }[];
  /** What others recorded since the form was opened; empty when nothing. */
  changes: TimelineEntry[];
  caseId: string;
  home: string;
  action: string;
  version: number;
  form: FactForm;
  /** What is being taken back. */
  target: { id: string; title: string; detail: string; when: string } | null;
  day: (DayItems & { legend: string; hint: string }) | null;
  time: (Field & { label: string }) | null;
  fields: FieldView[];
  /** Hidden: whose details are being changed; empty when nobody's. */
  knownPerson: string;
  /** What to confirm before this is recorded, and whether it was. */
  check: { sentence: string; ticked: boolean; errorMessage: { text: string } | undefined } | null;
  /** Asked when a rule stands in the way that may be set aside, or when a reason is always wanted. */
  override: (Field & { label: string }) | null;
}

/** What was typed, and how it went. */
export interface Attempt {
  body: FormBody;
  /** Whether that was sent; otherwise it only fills the boxes to begin with. */
  sent: boolean;
  problems: readonly FormProblem[];
  /** Ask why a rule is set aside. */
  askOverride: boolean;
  /** Id of the fact to be taken back; empty for other forms. */
  target: string;
  /** What a person must confirm first; null for nothing. */
  check: string | null;
  /** The version the officer had before them, when the case has moved on since. */
  staleVersion: number | null;
}

/** A form nobody has filled in yet: today, and now. */
export const untouched: Attempt = {
  body: {},
  sent: false,
  problems: [],
  askOverride: false,
  target: '',
  check: null,
  staleVersion: null,
};

/** Everything typed stays in its box, whatever was wrong with it. */
export function presentFactForm(type: FactType, view: CaseView, attempt: Attempt): FactFormPage {
  const form = formFor(type, attempt.body);
  const { body, problems } = attempt;
  const field = (name: string): Field => ({
    value: textOf(body, name),
    errorMessage: errorOf(problems, name),
  });
  const timeline = presentTimeline(view);
  const since = attempt.staleVersion;
  const newer = since === null ? [] : view.facts.filter((f) => f.seq > since).map((f) => f.id);
  const target = timeline.find((e) => e.id === attempt.target);
  return {
    section: 'cases',
    practice: view.case.practice,
    hasErrors: problems.length > 0 || newer.length > 0,
    errors: errorList(problems),
    changes: timeline.filter((e) => newer.includes(e.id)),
    caseId: view.case.id,
    home: view.site.name,
    action: `/cases/${view.case.id}/record/${type}`,
    version: view.case.version,
    form,
    target: target
      ? { id: target.id, title: target.title, detail: target.detail, when: target.when }
      : null,
    day: form.happened ? dayField(form.happened, view, attempt) : null,
    time:
      form.happened && factTypes[type].moment === 'at'
        ? { ...timeField(view, attempt), label: `The time ${form.happened}` }
        : null,
    fields: (form.fields ?? []).map((one) => fieldView(one, view, attempt)),
    knownPerson: textOf(body, knownPersonField),
    check: checkField(attempt, field(dsptCheckedBox)),
    override: overrideField(form, attempt, field('override')),
  };
}

/** Opened for one of the people, the form of naming somebody is about their details. */
function formFor(type: FactType, body: FormBody): FactForm {
  const form = factForms[type];
  return textOf(body, knownPersonField)
    ? { ...form, title: `Details of ${textOf(body, 'person')}`, happened: 'you learned this' }
    : form;
}

export function dayField(
  happened: string,
  { now }: Pick<CaseView, 'now'>,
  attempt: Attempt,
): FactFormPage['day'] {
  const typed = !attempt.sent ? typedDay(londonDay(now)) : typedDayOf(attempt.body, 'on');
  return {
    legend: `The day ${happened}`,
    hint: `Today is ${todayInWords(now)}`,
    ...dayItems(
      typed,
      attempt.problems.find((p) => p.field.startsWith('on-')),
    ),
  };
}

export function timeField(
  { now }: Pick<CaseView, 'now'>,
  { body, sent, problems }: Attempt,
): Field {
  const value = !sent ? typedTime(londonWallClock(now).toPlainTime()) : textOf(body, 'time');
  return { value, errorMessage: errorOf(problems, 'time') };
}

function checkField({ check }: Attempt, { value, errorMessage }: Field): FactFormPage['check'] {
  return check === null ? null : { sentence: check, ticked: value === 'yes', errorMessage };
}

function overrideField(form: FactForm, attempt: Attempt, field: Field): FactFormPage['override'] {
  if (form.reason) return { ...field, label: form.reason.label };
  return attempt.askOverride || field.value
    ? { ...field, label: 'If it happened all the same, say why' }
    : null;
}
