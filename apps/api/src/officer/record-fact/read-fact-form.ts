import { type FactType, factTypes, londonDay } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { readComingDay, readDay, typedDayOf } from '../forms/day-field';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { londonInstant, readTime } from '../forms/time-field';
import type { FactField, FactForm } from './fact-form';
import { factForms } from './fact-forms';

/** A fact as `CasesService.record` takes it. */
export interface FactInput {
  type: FactType;
  on?: string;
  at?: string;
  override?: string;
  [field: string]: string | undefined;
}

/** Either the fact the form describes, or everything that is wrong with it at once. */
export type FactFormResult = { fact: FactInput } | { problems: FormProblem[] };

/** The answer that stands for somebody who is not on the list: the name is in a box of its own. */
export const someoneElse = 'someone-else';

/** The box for that name. */
export const newPersonBox = 'newPerson';

/** A form opened for one of the people carries their ref in this hidden field. */
export const knownPersonField = 'known';

/**
 * Reads a form of the table `factForms`.
 * @param now facts without a date of their own happened at this moment
 * @param taken names, in small letters, that nobody new can be added by
 */
export function readFactForm(
  type: FactType,
  body: FormBody,
  now: Temporal.Instant,
  taken: ReadonlySet<string> = new Set(),
): FactFormResult {
  const form = factForms[type];
  const problems: FormProblem[] = [];
  // In the order of the page, so that its summary of problems reads from the top down.
  const fact: FactInput = { type };
  for (const field of form.fields ?? []) {
    const read =
      field.kind === 'name' && !textOf(body, knownPersonField)
        ? readNewName(textOf(body, field.name), field, taken)
        : readField(field, body, now);
    if (typeof read === 'object') problems.push(read);
    else if (read !== '') fact[field.name] = read;
  }
  Object.assign(fact, readMoment(type, form, body, now, problems));
  if (form.target) fact.fact = textOf(body, 'fact');
  const override = textOf(body, 'override');
  if (form.reason && !override) problems.push({ field: 'override', message: form.reason.missing });
  else if (override) fact.override = override;
  return problems.length > 0 ? { problems } : { fact };
}

function readField(field: FactField, body: FormBody, now: Temporal.Instant): string | FormProblem {
  const { name, missing } = field;
  const typed = textOf(body, name);
  switch (field.kind) {
    case 'choice':
      if (typed === '' && !missing) return '';
      return typed !== '' && (field.orOwnWord || isOneOf(field.choices, typed))
        ? typed
        : { field: name, message: missing ?? 'Choose one of the answers' };
    case 'person':
      return readPerson(typed, textOf(body, newPersonBox), field);
    case 'day': {
      const isBlank = Object.values(typedDayOf(body, name)).every((part) => part === '');
      if (isBlank && !missing) return '';
      const what = missing?.replace(/^Enter /, '') ?? 'the day';
      const read = readComingDay(body, name, what, londonDay(now));
      return 'problem' in read ? read.problem : read.day;
    }
    default:
      return typed === '' && missing ? { field: name, message: missing } : typed;
  }
}

const isOneOf = (choices: readonly { value: string }[], typed: string): boolean =>
  choices.some(({ value }) => value === typed);

function readPerson(
  chosen: string,
  typed: string,
  { name, missing = '', mayBeNew }: Extract<FactField, { kind: 'person' }>,
): string | FormProblem {
  if (!mayBeNew) return chosen || { field: name, message: missing };
  if (chosen === '' || chosen === someoneElse) {
    if (typed) return typed;
    return chosen === someoneElse
      ? { field: newPersonBox, message: 'Enter the name' }
      : { field: name, message: missing };
  }
  return typed
    ? { field: name, message: 'Choose one of the people or enter another name, not both' }
    : chosen;
}

function readNewName(
  typed: string,
  { name, missing = '' }: FactField,
  taken: ReadonlySet<string>,
): string | FormProblem {
  if (!typed) return { field: name, message: missing };
  return taken.has(typed.toLowerCase())
    ? {
        field: name,
        message: `${typed} is named already: change their details from the case page, or add what tells the two apart`,
      }
    : typed;
}

function readMoment(
  type: FactType,
  { happened }: FactForm,
  body: FormBody,
  now: Temporal.Instant,
  problems: FormProblem[],
): { on?: string; at?: string } {
  const { moment } = factTypes[type];
  if (!happened)
    return moment === 'on' ? { on: londonDay(now).toString() } : { at: now.toString() };
  const day = readDay(body, 'on', `the day ${happened}`, londonDay(now));
  if ('problem' in day) problems.push(day.problem);
  if (moment === 'on') return 'day' in day ? { on: day.day } : {};
  const time = readTime(body, 'time', `the time ${happened}`);
  if ('problem' in time) problems.push(time.problem);
  if (!('day' in day) || !('time' in time)) return {};
  const instant = londonInstant(day.day, time.time, 'time');
  if ('problem' in instant) {
    problems.push(instant.problem);
    return {};
  }
  return { at: instant.at.toString() };
}
