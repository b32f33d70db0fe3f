import type { Act, Addressee } from '@app/domain';
import { callScript } from './call-scripts';

/** What each letter is about, as it follows "Letter:". */
const letterWords: Readonly<Record<string, string>> = {
  'otp-on-its-way': 'the passcode is on its way',
  'otp-arrived': 'has the passcode arrived?',
  'otp-expiring': 'the passcode runs out soon',
  submitted: 'what to expect from NHSmail',
  activate: 'activate the account',
  'keep-alive': 'open the mailbox, or the account goes inactive',
  leaver: 'what happens to the account of a leaver',
  'long-leave': 'the end of a long leave',
  'dspt-expiring': 'the DSPT runs out',
  reminder: 'a reminder of what they were asked',
};

export const letterInWords = (letter: string): string =>
  letterWords[letter] ?? letter.replaceAll('-', ' ');

/** What a moment that is only recorded means. */
const recordWords: Readonly<Record<string, string>> = {
  'otp-validity/expired': 'The passcode stops working',
  'nhsmail-reply/breach': 'NHSmail’s 48 hours are over',
  'leaver/day-30': 'The account of the leaver is deleted',
  'dspt-currency/expired': 'The DSPT lapses',
  'approaching-to-met/expired': 'The DSPT lapses',
  'provider-silence/parked': 'Nobody has answered: the case is parked as unresponsive',
};

const addresseeWords: Readonly<Record<Addressee, string>> = {
  provider: 'to the provider',
  person: 'to the account holder',
  officer: 'for the officer',
  lead: 'for the lead',
};

/** A rung of any kind, as the pages name it. */
export interface RungLike {
  clock: string;
  rung: string;
  act: Act;
  to: Addressee | null;
  letter: string | null;
}

/** "Letter: has the passcode arrived?", "Call NHSmail: no reply in 48 hours". */
export function rungTitle({ clock, rung, act, letter }: RungLike): string {
  const kind = `${clock}/${rung}`;
  if (act === 'letter') return `Letter: ${letterInWords(letter ?? rung)}`;
  if (act === 'task') return callScript(kind).title;
  return recordWords[kind] ?? `Noted: ${kind.replace('/', ', ').replaceAll('-', ' ')}`;
}

/**
 * "to the provider", "to Jo Field", "for the officer, about INC42"; nothing for what is only recorded
 * of the whole case.
 * @param person the person or ticket a clock runs for, in words; null when it runs for the case
 */
export function addresseeInWords(to: Addressee | null, person: string | null = null): string {
  if (person === null) return to ? addresseeWords[to] : '';
  if (to === 'person') return `to ${person}`;
  return to ? `${addresseeWords[to]}, about ${person}` : `about ${person}`;
}
