import type { CaseView } from '../case/case-view';
import { candidates } from '../case/people-of-case';
import { type DayItems, dayItems, typedDayOf } from '../forms/day-field';
import { errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { stallChoices, stallInWords } from '../words/stall-words';
import { capital, momentWords } from '../words/when';
import type { Choice, FactField } from './fact-form';
import { knownPersonField, newPersonBox, someoneElse } from './read-fact-form';

/** What every box has. */
interface Box {
  name: string;
  label: string;
  hint: string | undefined;
  errorMessage: { text: string } | undefined;
}

interface Answer {
  value: string;
  text: string;
  hint?: { text: string };
  checked: boolean;
}

interface LineBox extends Box {
  kind: 'line';
  value: string;
  type: string;
  classes: string;
}

/** A field as the view puts it into the kit's macros. */
export type FieldView =
  | (Box & { kind: 'radios'; items: Answer[]; other: LineBox | null })
  | LineBox
  | (Box & { kind: 'text'; value: string; rows: number })
  | (Box & { kind: 'select'; items: { value: string; text: string; selected: boolean }[] })
  | (Box & { kind: 'day'; items: DayItems['items'] })
  /** Shown, and sent along unchanged. */
  | (Box & { kind: 'fixed'; value: string });

/** What of a case its fields choose from. */
export type FieldSource = Pick<CaseView, 'canTake' | 'names' | 'state'> & {
  case: Pick<CaseView['case'], 'officerId'>;
};

/** What was typed so far, and what was wrong with it. */
interface Typed {
  body: FormBody;
  problems: readonly FormProblem[];
}

/** Turns one field of the table into what the page shows; everything typed stays in its box. */
export function fieldView(
  field: FactField,
  view: FieldSource,
  { body, problems }: Typed,
): FieldView {
  const { name } = field;
  const box: Box = {
    name,
    label: field.label,
    hint: field.hint,
    errorMessage: errorOf(problems, name),
  };
  const value = textOf(body, name);
  const radios = (choices: readonly Choice[], other: LineBox | null = null): FieldView => ({
    ...box,
    kind: 'radios',
    items: choices.map((choice) => answer(choice, value)),
    other,
  });
  const line = (extra: Partial<LineBox> = {}): LineBox => ({
    ...box,
    kind: 'line',
    value,
    type: 'text',
    classes: '',
    ...extra,
  });
  switch (field.kind) {
    case 'choice':
      return radios(withOwnWord(field.choices, field.orOwnWord === true, value));
    case 'line':
      return line({
        type: field.type ?? 'text',
        classes: field.width ? `nhsuk-input--width-${field.width}` : '',
      });
    case 'text':
      return { ...box, kind: 'text', value, rows: field.rows };
    case 'day': {
      const wrong = problems.find((p) => p.field.startsWith(`${name}-`));
      return { ...box, kind: 'day', ...dayItems(typedDayOf(body, name), wrong) };
    }
    case 'name':
      return textOf(body, knownPersonField) ? { ...box, kind: 'fixed', value } : line();
    case 'person': {
      const people = candidates(view, field.whom).map((one) => ({
        value: one.person,
        text: one.name,
      }));
      if (people.length === 0) return line({ hint: 'Their full name' });
      return field.mayBeNew
        ? radios([...people, { value: someoneElse, text: 'Somebody else' }], {
            ...line(),
            name: newPersonBox,
            label: 'Name of somebody else',
            hint: undefined,
            value: textOf(body, newPersonBox),
            errorMessage: errorOf(problems, newPersonBox),
          })
        : radios(people);
    }
    case 'ticket': {
      const open = view.state.tickets.filter(({ answeredAt }) => answeredAt === null);
      if (open.length === 0) return line({ label: 'Reference of the ticket' });
      return radios(
        open.map(({ reference, at }) => ({
          value: reference,
          text: reference,
          hint: `Raised ${momentWords(at)}`,
        })),
      );
    }
    case 'stall':
      return field.from === 'table' || view.state.notedStalls.length === 0
        ? select(box, 'Choose a reason', stallChoices(), value)
        : radios(
            view.state.notedStalls.map(({ stall, at }) => ({
              value: stall,
              text: capital(stallInWords(stall)),
              hint: `Noted ${momentWords(at)}`,
            })),
          );
    case 'officer':
      return select(
        box,
        'Choose an officer',
        view.canTake
          .filter(({ id }) => id !== view.case.officerId)
          .map(({ id, name: text }) => ({ value: id, text })),
        value,
      );
  }
}

const answer = ({ value, text, hint }: Choice, chosen: string): Answer => ({
  value,
  text,
  ...(hint ? { hint: { text: hint } } : {}),
  checked: value === chosen,
});

/** A role in words of its own, put there by a program, is one more answer. */
function withOwnWord(
  choices: readonly Choice[],
  allowed: boolean,
  value: string,
): readonly Choice[] {
  const known = value === '' || choices.some((choice) => choice.value === value);
  return allowed && !known ? [...choices, { value, text: capital(value) }] : choices;
}

const select = (
  box: Box,
  nothing: string,
  choices: readonly Choice[],
  chosen: string,
): FieldView => ({
  ...box,
  kind: 'select',
  items: [
    { value: '', text: nothing, selected: chosen === '' },
    ...choices.map(({ value, text }) => ({ value, text, selected: value === chosen })),
  ],
});
