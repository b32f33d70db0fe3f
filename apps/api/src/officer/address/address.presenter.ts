import type { AddressNote } from '@app/cases';
import { type AddressSilence, addressSilences, askers, londonDay, waysTold } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { type DayItems, dayItems, typedDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { askerWords, wayToldWords } from '../words/told-words';
import { todayInWords } from '../words/when';
import { againWords, awayWords, silenceDetail, silenceWords } from './address-words';

/** An address on its way through the pages: whose it is, and where they lead back to. */
export interface AddressOf {
  /** The part of the service it stands in: that of the case or of the home. */
  section: 'cases' | 'sites';
  /** Who reads it, for people: a name, or the home. */
  reader: string;
  address: string;
  /** As pages show it: an account holder's is private. */
  shownAddress: string;
  /** This page. */
  action: string;
  back: { href: string; text: string };
}

interface Radios {
  items: { value: string; text: string; checked: boolean; hint?: { text: string } }[];
  errorMessage: { text: string } | undefined;
}

export interface AddressPage extends AddressOf {
  hasErrors: boolean;
  errors: { text: string; href?: string }[];
  key: string;
  /** What stands against writing to it, each with the button that ends it. */
  silences: { why: AddressSilence; title: string; detail: string; again: string }[];
  away: string | null;
  why: Radios;
  asker: Radios;
  how: Radios;
  day: DayItems & { hint: string };
  /** Whether there is anything left to say against it. */
  canSilence: boolean;
}

/** What was typed, and what was wrong with it; nothing yet when the page is first shown. */
export interface AddressAttempt {
  body: FormBody;
  problems: readonly FormProblem[];
  sent: boolean;
}

const hints: Readonly<Record<AddressSilence, string>> = {
  objected: 'They get no more letters, whatever home they are about',
  'wrong-person': 'Somebody else reads it, or the person has nothing to do with the home',
  bounced: 'It was mistyped, or the mailbox is gone',
};

/** What is noted of one address, and the form to note more. */
export function presentAddress(
  of: AddressOf,
  note: AddressNote,
  officers: ReadonlyMap<string, string>,
  now: Temporal.Instant,
  { body, problems, sent }: AddressAttempt,
): AddressPage {
  const lasting = note.silences.map(({ why }) => why);
  const radios = <V extends string>(
    name: string,
    values: readonly V[],
    words: Readonly<Record<V, string>>,
    more: Partial<Record<V, string>> = {},
  ): Radios => ({
    items: values.map((value) => ({
      value,
      text: words[value],
      checked: textOf(body, name) === value,
      ...(more[value] ? { hint: { text: more[value] } } : {}),
    })),
    errorMessage: errorOf(problems, name),
  });
  const typed = sent ? typedDayOf(body, 'on') : typedDay(londonDay(now));
  const left = addressSilences.filter((why) => !lasting.includes(why));
  return {
    ...of,
    hasErrors: problems.length > 0,
    errors: errorList(problems),
    key: note.key,
    silences: note.silences.map((silence) => ({
      why: silence.why,
      title: silenceWords[silence.why],
      detail: silenceDetail(silence, officers),
      again: againWords[silence.why],
    })),
    away: awayWords(note, now),
    why: radios('why', left, silenceWords, hints),
    asker: radios('asker', askers, askerWords),
    how: radios(
      'how',
      waysTold.filter((way) => way !== 'answer-page'),
      wayToldWords,
    ),
    day: {
      hint: `Today is ${todayInWords(now)}`,
      ...dayItems(
        typed,
        problems.find((p) => p.field.startsWith('on-')),
      ),
    },
    canSilence: left.length > 0,
  };
}
