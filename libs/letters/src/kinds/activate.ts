import type { Activate } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/**
 * To the account holder: log in for the first time. Sources: NHSmail sends user name and first
 * steps by email (founding texts); an account nobody logs in to goes inactive (NHSmail, Dec 2022).
 */
export const activate: LetterKindOf<Activate> = {
  name: 'Log in for the first time',
  reader: 'The account holder',
  when: '3, 10, 20 and 27 days after the account was made, until they log in',
  button: 'another-way',
  cause: () => 'own-account',
  fields: {
    'date made': { meaning: 'the day the account was made', value: (part) => day(part.createdOn) },
    'log in before': {
      meaning: 'the day it goes inactive',
      required: true,
      value: (part) => day(part.inactiveOn),
    },
  },
  conditions: {
    last: { meaning: 'no other letter comes before that day', holds: (part) => part.last },
  },
  sample: {
    kind: 'activate',
    createdOn: '2026-12-21',
    inactiveOn: '2027-01-20',
    last: false,
  },
  variants: { last: { createdOn: '2026-12-04', inactiveOn: '2027-01-03', last: true } },
  wording: {
    subject:
      '((last??Last reminder: log in to NHSmail before ((log in before)))) ((not last??Please log in to your new NHSmail account))',
    heading:
      '((last??Your NHSmail account will go inactive soon)) ((not last??Your NHSmail account is ready for you))',
    news: [
      'NHSmail made an account for you on ((date made)). They sent you an email with your user name and the first steps.',
      'If you do not log in, the account goes inactive on **((log in before))**.',
    ],
    action:
      'Find that email, and look in your junk mail too. Follow its steps and log in before that day. Then reply to this email with the word **DONE**.',
    button: 'Tell me how it went',
    more: [
      'The first time you log in, you will be asked to change your password, accept the rules of use, and fill in your profile.',
      'If you cannot find the email, or if you are stuck, tell me and I will help.',
    ],
  },
};
