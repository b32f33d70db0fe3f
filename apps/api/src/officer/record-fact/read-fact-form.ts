import { type FactType, factTypes, londonDay } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { readDay } from '../forms/day-field';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { londonInstant, readTime } from '../forms/time-field';
import { type FactForm, factForms } from './fact-forms';

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

/**
 * Reads a form of the table `factForms`.
 * @param now facts without a date of their own happened at this moment
 */
export function readFactForm(
  type: FactType,
  body: FormBody,
  now: Temporal.Instant,
): FactFormResult {
  const form = factForms[type];
  const problems: FormProblem[] = [];
  const keep = (value: string | FormProblem): string | undefined => {
    if (typeof value === 'string') return value;
    problems.push(value);
    return undefined;
  };
  // In the order of the page, so that its summary of problems reads from the top down.
  const fact: FactInput = { type };
  if (form.choice) fact[form.choice.name] = keep(readChoice(form.choice, body));
  Object.assign(fact, readMoment(type, form, body, now, problems));
  if (form.text)
    fact[form.text.name] = keep(
      textOf(body, form.text.name) || { field: form.text.name, message: form.text.missing },
    );
  if (form.officer)
    fact.officer = keep(
      textOf(body, 'officer') || { field: 'officer', message: 'Choose who takes the case' },
    );
  if (form.target) fact.fact = textOf(body, 'fact');
  if (form.reason)
    fact.override = keep(
      textOf(body, 'override') || { field: 'override', message: 'Say why it was wrong' },
    );
  else if (textOf(body, 'override')) fact.override = textOf(body, 'override');
  return problems.length > 0 ? { problems } : { fact };
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

function readChoice(
  { name, choices, missing }: NonNullable<FactForm['choice']>,
  body: FormBody,
): string | FormProblem {
  const chosen = textOf(body, name);
  return choices.some((c) => c.value === chosen) ? chosen : { field: name, message: missing };
}
