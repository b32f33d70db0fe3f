import { type CaseState, factTypes, newCase } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import type { FactField } from '../record-fact/fact-form';
import { dayField, timeField, untouched } from '../record-fact/fact-form.presenter';
import { factForms } from '../record-fact/fact-forms';
import { type FieldView, fieldView } from '../record-fact/field-views';
import { writeForm } from '../write/write-forms';
import { type Doing, nameOfDoing, titleOfDoing } from './doing';

/** What the form needs besides what is done. */
export interface FormContext {
  id: string;
  /** “40 cases” */
  chosen: string;
  practice: boolean;
  now: Temporal.Instant;
  canTake: readonly { id: string; name: string }[];
  body: FormBody;
  sent: boolean;
  problems: readonly FormProblem[];
}

/** The form of one thing to be done to many. */
export interface DoingFormPage {
  section: 'cases';
  practice: boolean;
  id: string;
  chosen: string;
  title: string;
  lead: string | null;
  hasErrors: boolean;
  errors: { text: string; href?: string }[];
  action: string;
  fields: FieldView[];
  day: ReturnType<typeof dayField>;
  time: (ReturnType<typeof timeField> & { label: string }) | null;
  /** A reason kept beside the fact, where its form always asks for one. */
  override: { label: string; value: string; errorMessage: { text: string } | undefined } | null;
}

const whoLooksAfter: FactField = {
  kind: 'officer',
  name: 'officer',
  label: 'Who looks after the cases?',
  missing: 'Choose who looks after the cases',
};

export function presentDoingForm(doing: Doing, context: FormContext): DoingFormPage {
  const { id, chosen, practice, problems, now, body, sent } = context;
  const form = doing.kind === 'record' ? factForms[doing.type] : null;
  const attempt = { ...untouched, body, sent, problems };
  const asksTime = doing.kind === 'record' && factTypes[doing.type].moment === 'at';
  return {
    section: 'cases',
    practice,
    id,
    chosen,
    title: titleOfDoing(doing),
    lead: leadOf(doing),
    hasErrors: problems.length > 0,
    errors: errorList(problems),
    action: `/bulk/${id}/preview?do=${nameOfDoing(doing)}`,
    fields: fieldsOf(doing).map((field) => fieldView(field, sourceOf(context), attempt)),
    day: form?.happened ? dayField(form.happened, { now }, attempt) : null,
    time:
      form?.happened && asksTime
        ? { ...timeField({ now }, attempt), label: `The time ${form.happened}` }
        : null,
    override: form?.reason
      ? {
          label: form.reason.label,
          value: textOf(body, 'override'),
          errorMessage: errorOf(problems, 'override'),
        }
      : null,
  };
}

/** No case of its own: what is chosen is the same for all of them. */
const sourceOf = ({ canTake }: FormContext) => ({
  canTake,
  names: new Map<string, string>(),
  state: newCase satisfies CaseState,
  case: { officerId: '' },
});

function leadOf(doing: Doing): string | null {
  switch (doing.kind) {
    case 'record':
      return factForms[doing.type].lead ?? null;
    case 'letter':
      return `${writeForm(doing.letter).lead} Each goes to the contact of the home; homes of one contact share a letter.`;
    case 'open-cases':
      return 'One for each site that has none. What the registers know is recorded at once.';
  }
}

function fieldsOf(doing: Doing): readonly FactField[] {
  switch (doing.kind) {
    case 'record':
      return factForms[doing.type].fields ?? [];
    case 'letter':
      return writeForm(doing.letter).boxes.map(({ name, label, hint, rows }) =>
        rows === null
          ? { kind: 'line', name, label, hint }
          : { kind: 'text', name, label, hint, rows },
      );
    case 'open-cases':
      return [whoLooksAfter];
  }
}
