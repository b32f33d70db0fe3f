import type { OtpArrived } from '../rendering/letter-part';
import { day, days } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Day 7: has it come? */
export const otpArrived: LetterKindOf<OtpArrived> = {
  name: 'Has the passcode come?',
  reader: 'The manager of the home',
  when: '7 days after a passcode was asked for by post',
  button: 'another-way',
  cause: () => 'signing-up',
  fields: {
    'date asked': {
      meaning: 'the day the passcode was asked for',
      value: (part) => day(part.requestedOn),
    },
    'days since': {
      meaning: 'how long ago that is',
      value: (part) => days(part.dayCount),
    },
    'use by': {
      meaning: 'the last day the passcode works',
      required: true,
      value: (part) => day(part.useBy),
    },
  },
  conditions: {
    'counted from the request': {
      meaning: 'the date printed on the passcode letter is not known yet',
      holds: (part) => part.provisional,
    },
  },
  sample: {
    kind: 'otp-arrived',
    requestedOn: '2026-12-24',
    dayCount: 7,
    useBy: '2027-01-21',
    provisional: true,
  },
  variants: { 'issue date known': { useBy: '2027-01-22', provisional: false } },
  wording: {
    subject: 'Has your NHSmail passcode come?',
    heading: 'Has your passcode come?',
    news: [
      'You asked for an NHSmail passcode on ((date asked)). That is ((days since)) ago. It should be with you by now.',
    ],
    action: 'Check your post. Then reply to this email with **YES** or **NO**.',
    button: 'Tell me if it has come',
    more: [
      'If it has come, use it by the end of **((use by))**.',
      '((counted from the request??I counted from the day you asked, to be safe. The date on the passcode letter decides. If it is later, you have a few more days.))',
      'If it has not come, I will find out why. You do not need to ask for a new one yet.',
    ],
  },
};
