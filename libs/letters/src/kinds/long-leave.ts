import type { LongLeave } from '../rendering/letter-part';
import { whose } from '../rendering/people-words';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Months 15 and 17: an account may be switched off for 18 months at most (NHSmail). */
export const longLeave: LetterKindOf<LongLeave> = {
  name: 'Switched off for a long time',
  reader: 'The manager of the home',
  when: '15 and 17 months after an account was switched off',
  button: 'another-way',
  cause: () => 'has-nhsmail',
  fields: {
    months: {
      meaning: 'how many months an account may stay off',
      value: ({ months }) => `${months} months`,
    },
  },
  conditions: {
    several: { meaning: 'it is about several people', holds: ({ people }) => people.length > 1 },
  },
  each: {
    fields: {
      whose: { meaning: 'whose account it is: "Alex Doe\'s"', personal: true },
      'date off': { meaning: 'the day it was switched off' },
      'on again by': { meaning: 'the last day it can stay off', required: true },
    },
    values: ({ people }) =>
      people.map((person) => ({
        whose: whose(person),
        'date off': day(person.since),
        'on again by': day(person.until),
      })),
  },
  sample: {
    kind: 'long-leave',
    months: 18,
    people: [{ name: 'Alex Doe', since: '2025-09-30', until: '2027-03-30' }],
  },
  variants: {
    'two people': {
      people: [
        { name: 'Alex Doe', since: '2025-09-30', until: '2027-03-30' },
        { name: 'Kim Lee', since: '2025-09-29', until: '2027-03-29' },
      ],
    },
  },
  wording: {
    subject: 'Will they come back? An NHSmail account will be deleted',
    heading: 'An account has been switched off for a long time',
    news: [
      'An NHSmail account can be switched off for ((months)) at most. Then it is deleted.',
      '((whose)) account was switched off on ((date off)). It must be back on by **((on again by))**.',
    ],
    action:
      '((not several??Reply to this email with **BACK** if they will come back to work before then, or with **LEFT** if they will not.)) ((several??Reply to this email and tell me who will come **BACK** to work before then.))',
    button: 'Tell me if they will come back',
    more: ['If they come back, I will tell you how to have the account switched on again.'],
  },
};
