import { oneLine } from '@app/platform';
import type { Reminder } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Working days 5 and 10 after a question: has it been seen? The officer rings on day 20. */
export const reminder: LetterKindOf<Reminder> = {
  name: 'A question without an answer',
  reader: 'The manager of the home',
  when: '5 and 10 working days after a question nobody answered',
  button: 'another-way',
  cause: (part) => (part.hasNhsmail ? 'has-nhsmail' : 'signing-up'),
  fields: {
    'date asked': { meaning: 'the day you asked', value: (part) => day(part.askedOn) },
    question: {
      meaning: 'what you asked about, in your own words',
      required: true,
      personal: true,
      value: (part) => withoutStop(part.about),
    },
  },
  conditions: {
    last: { meaning: 'no other letter comes before the officer rings', holds: (part) => part.last },
  },
  sample: {
    kind: 'reminder',
    about: 'the names of the staff who need an account',
    askedOn: '2026-12-21',
    last: false,
    hasNhsmail: false,
  },
  variants: {
    last: {
      about: 'who opens the shared mailbox',
      askedOn: '2026-12-14',
      last: true,
      hasNhsmail: true,
    },
  },
  wording: {
    subject: '((last??Can I still help you with NHSmail?)) ((not last??Did you see my question?))',
    heading: '((last??I have not heard from you)) ((not last??Did you see my question?))',
    news: [
      'On ((date asked)) I asked you about this: **((question))**. I have not heard back yet.',
    ],
    action:
      'Please reply to this email. One line is enough. If this is a bad time, reply with the word **LATER**.',
    button: 'Answer my question',
    more: [
      '((last??If I do not hear from you, I will call you. You can also tell me when a call suits you best.)) ((not last??If it is not clear what I need, tell me and I will call you.))',
    ],
  },
};

/** On one line, without the stop the sentence around it has anyway. */
export const withoutStop = (text: string): string => oneLine(text).replace(/[.\s]+$/, '');
