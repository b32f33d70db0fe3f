import type { OtpOnItsWay } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Day 5: the passcode should be with them in a day or two; the letter asks to be told when it is. */
export const otpOnItsWay: LetterKindOf<OtpOnItsWay> = {
  name: 'Passcode in the post',
  reader: 'The manager of the home',
  when: '5 days after a passcode was asked for by post',
  button: 'another-way',
  cause: () => 'signing-up',
  fields: {
    'date asked': {
      meaning: 'the day the passcode was asked for',
      value: (part) => day(part.requestedOn),
    },
    'arrive by': {
      meaning: 'the day by which the post should bring it',
      required: true,
      value: (part) => day(part.arriveBy),
    },
  },
  conditions: {},
  sample: { kind: 'otp-on-its-way', requestedOn: '2026-12-24', arriveBy: '2026-12-31' },
  variants: {},
  wording: {
    subject: 'Your NHSmail passcode should come by ((arrive by))',
    heading: 'Your passcode is in the post',
    news: [
      'You asked for an NHSmail passcode on ((date asked)). It takes 5 to 7 days by post.',
      'It should be with you by **((arrive by))**.',
    ],
    action: 'Look out for it. When it comes, reply to this email with the word **ARRIVED**.',
    button: 'Tell me when it has come',
    more: ['Please tell the person who opens your post, so that it is not missed.'],
  },
};
