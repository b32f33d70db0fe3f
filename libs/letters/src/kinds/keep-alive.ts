import type { KeepAlive } from '../rendering/letter-part';
import { isSame, they, whose } from '../rendering/people-words';
import { day, days } from '../rendering/words';
import type { LetterKindOf, Setting } from './letter-kind';

/** The reader is the one person it is about, as far as the names tell. */
const isAboutReader = ({ people }: KeepAlive, { reader }: Setting): boolean =>
  people.length === 1 && isSame(people[0], reader);

/** An account nobody uses for 30 days goes inactive. Source: NHSmail notice of December 2022. */
export const keepAlive: LetterKindOf<KeepAlive> = {
  name: 'Open the mailbox',
  reader: 'The owner of the mailbox',
  when: '23 days after an account was last known to be used',
  button: 'another-way',
  cause: () => 'has-nhsmail',
  fields: {
    days: {
      meaning: 'the days without use after which an account goes inactive',
      value: (part) => days(part.days),
    },
    who: {
      meaning: 'the one to ask, or "each of them"',
      personal: true,
      value: ({ people }) => (people.length > 1 ? 'each of them' : they(people[0])),
    },
  },
  conditions: {
    several: { meaning: 'it is about several people', holds: ({ people }) => people.length > 1 },
    'about the reader': { meaning: 'it is about the reader alone', holds: isAboutReader },
  },
  each: {
    fields: {
      whose: { meaning: 'whose account it is: "Alex Doe\'s", or "Your"', personal: true },
      'last used': { meaning: 'the day the account was last known to be used' },
      'goes inactive': { meaning: 'the day it goes inactive', required: true },
    },
    values: ({ people }, { reader }) =>
      people.map((person) => ({
        whose: isSame(person, reader) ? 'Your' : whose(person),
        'last used': day(person.since),
        'goes inactive': day(person.until),
      })),
  },
  sample: {
    kind: 'keep-alive',
    days: 30,
    people: [{ name: 'Alex Doe', since: '2026-12-08', until: '2027-01-07' }],
  },
  variants: {
    'two people': {
      people: [
        { name: 'Alex Doe', since: '2026-12-08', until: '2027-01-07' },
        { name: null, since: '2026-12-07', until: '2027-01-06' },
      ],
    },
    'about the reader': {
      people: [{ name: 'Sam Carter', since: '2026-12-08', until: '2027-01-07' }],
    },
  },
  wording: {
    subject: 'Please check that your NHSmail accounts are in use',
    heading: 'Please open your NHSmail mailbox',
    news: [
      'An NHSmail account that is not used for ((days)) goes inactive. I have not heard of ((several??these)) ((not several??this one)) being used for a while:',
      '((whose)) account was last used on ((last used)), as far as I know. It goes inactive on **((goes inactive))**.',
    ],
    action:
      '((about the reader??Log in and open)) ((not about the reader??Ask ((who)) to log in and open)) your shared mailbox before that day. Then reply to this email with the word **OPENED**.',
    button: 'Tell me that it is in use',
    more: [
      'If ((several??they have)) ((not several??it has)) been used since, just reply and tell me when. Someone should look in the mailbox each day.',
    ],
  },
};
