import type { BulkActionInput } from '@app/cases';
import { factTypes, isUuid } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { factForms } from '../record-fact/fact-forms';
import { readFactForm } from '../record-fact/read-fact-form';
import { writeForm } from '../write/write-forms';
import type { Doing } from './doing';

type Read = { action: BulkActionInput } | { problems: FormProblem[] };

/** Reads the form of one thing to be done to many: the action, or everything wrong with it at once. */
export function readDoingForm(doing: Doing, body: FormBody, now: Temporal.Instant): Read {
  switch (doing.kind) {
    case 'record':
      return readFact(doing.type, body, now);
    case 'letter':
      return readLetter(doing.letter, body);
    case 'open-cases':
      return readOpening(body);
  }
}

function readFact(
  type: Extract<Doing, { kind: 'record' }>['type'],
  body: FormBody,
  now: Temporal.Instant,
): Read {
  const read = readFactForm(type, body, now);
  if ('problems' in read) return read;
  const { at, ...fact } = read.fact;
  // What the form does not ask the time of happens as it is recorded, not as it was looked at.
  const isNow = factTypes[type].moment === 'at' && !factForms[type].happened;
  return { action: { do: 'record', fact: isNow || at === undefined ? fact : { at, ...fact } } };
}

function readLetter(kind: Extract<Doing, { kind: 'letter' }>['letter'], body: FormBody): Read {
  const { boxes } = writeForm(kind);
  const problems = boxes
    .filter(({ name }) => textOf(body, name) === '')
    .map(({ name, label }) => ({ field: name, message: missing[name] ?? `Fill in “${label}”` }));
  if (problems.length > 0) return { problems };
  const texts = Object.fromEntries(boxes.map(({ name }) => [name, textOf(body, name)]));
  return { action: { do: 'letter', letter: { kind, ...texts } } };
}

const missing: Readonly<Record<string, string>> = {
  about: 'Write what you need to know',
  title: 'Write the heading',
  text: 'Write the letter',
};

function readOpening(body: FormBody): Read {
  const officerId = textOf(body, 'officer');
  return isUuid(officerId)
    ? { action: { do: 'open-cases', officerId } }
    : { problems: [{ field: 'officer', message: 'Choose who looks after the cases' }] };
}
