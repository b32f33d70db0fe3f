import {
  type AnswerKey,
  type Answering,
  answers,
  type Ask,
  findSecret,
  type GivenAnswer,
  londonDay,
  replyOutcomes,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { readDay, typedDayOf } from '../officer/forms/day-field';
import { type FormBody, type FormProblem, textOf } from '../officer/forms/form';
import { readTime } from '../officer/forms/time-field';

/** What a form says, or what is wrong with it. */
export type ReadAnswer = { given: GivenAnswer } | { problems: readonly FormProblem[] };

const longestText = 2000;
/** All but the end of a line. */
const controlCharacters = /[^\P{Cc}\n]/gu;

/** Reads what came with the second press. Nothing that was not asked for is taken. */
export function readAnswerForm(key: AnswerKey, answering: Answering, body: FormBody): ReadAnswer {
  const given: GivenAnswer = {};
  const problems: FormProblem[] = [];
  for (const ask of answers[key].asks(answering)) {
    const problem = readField(ask, answering, body, given);
    if (problem) problems.push(problem);
  }
  if (problems.length === 0) {
    const problem = compare(given);
    if (problem) problems.push(problem);
  }
  return problems.length > 0 ? { problems } : { given };
}

function readField(
  ask: Ask,
  { now }: Answering,
  body: FormBody,
  given: GivenAnswer,
): FormProblem | null {
  const today = londonDay(now);
  switch (ask.field) {
    case 'on': {
      const read = readDay(body, 'on', 'the day', today);
      if ('problem' in read) return read.problem;
      given.on = read.day;
      return null;
    }
    case 'printedOn': {
      if (isEmptyDay(body, 'printedOn')) return null;
      const read = readDay(body, 'printedOn', 'the date printed on it', today);
      if ('problem' in read) return read.problem;
      given.printedOn = read.day;
      return null;
    }
    case 'time': {
      if (textOf(body, 'time') === '') return null;
      const read = readTime(body, 'time', 'the time');
      if ('problem' in read) return read.problem;
      given.time = read.time.toString({ smallestUnit: 'minute' });
      return null;
    }
    case 'outcome': {
      const outcome = replyOutcomes.find((one) => one === textOf(body, 'outcome'));
      if (!outcome) return { field: 'outcome', message: 'Choose what NHSmail said' };
      given.outcome = outcome;
      return null;
    }
    case 'whole': {
      const whole = (['all', 'some'] as const).find((one) => one === textOf(body, 'whole'));
      if (!whole) return { field: 'whole', message: 'Choose who has an account' };
      given.whole = whole;
      return null;
    }
    case 'who': {
      const who = ask.among.filter((ref) => [body['who[]']].flat().includes(ref));
      if (who.length === 0) return { field: 'who', message: 'Choose who it was' };
      given.who = who;
      return null;
    }
    case 'text':
      return readText(ask.required, body, given);
  }
}

function readText(required: boolean, body: FormBody, given: GivenAnswer): FormProblem | null {
  const text = textOf(body, 'text').replace(/\r\n?/g, '\n').replace(controlCharacters, '').trim();
  const fault = (message: string): FormProblem => ({ field: 'text', message });
  if (text === '') return required ? fault('Write something first') : null;
  if (text.length > longestText) return fault(`Write at most ${longestText} letters`);
  const secret = findSecret(text);
  if (secret) return fault(secret.message);
  given.text = text;
  return null;
}

const isEmptyDay = (body: FormBody, name: string): boolean =>
  Object.values(typedDayOf(body, name)).every((box) => box === '');

function compare({ on, printedOn }: GivenAnswer): FormProblem | null {
  return on !== undefined &&
    printedOn !== undefined &&
    Temporal.PlainDate.compare(printedOn, on) > 0
    ? {
        field: 'printedOn-day',
        message: 'The date printed on it must be on or before the day it came',
      }
    : null;
}
