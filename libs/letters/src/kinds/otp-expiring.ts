import type { OtpExpiring } from '../rendering/letter-part';
import { day, days } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/**
 * Days 14, 21 and 26: helpful first, urgent at the last. While the date of issue is unknown the days
 * are counted from the request. That day is safe: the printed date is the true start, and cannot be
 * earlier.
 */
export const otpExpiring: LetterKindOf<OtpExpiring> = {
  name: 'Use the passcode in time',
  reader: 'The manager of the home',
  when: '14, 21 and 26 days after the passcode was issued, while it is not used',
  button: 'another-way',
  cause: () => 'signing-up',
  fields: {
    'use by': {
      meaning: 'the last day the passcode works',
      required: true,
      value: (part) => day(part.useBy),
    },
    'days left': {
      meaning: 'the days from the day of the letter to that day',
      value: (part) => days(part.daysLeft),
    },
    carrier: {
      meaning: 'what brought the passcode: "letter" or "email"',
      value: (part) => (part.channel === 'post' ? 'letter' : 'email'),
    },
  },
  conditions: {
    last: { meaning: 'no other letter comes before it ends', holds: (part) => part.last },
    today: {
      meaning: 'the last day is the day of the letter',
      holds: (part) => part.daysLeft <= 0,
    },
    'by post': { meaning: 'the passcode comes by post', holds: (part) => part.channel === 'post' },
    received: { meaning: 'they are known to have it', holds: (part) => part.received },
    'counted from the request': {
      meaning: 'the date it was issued is not known yet',
      holds: (part) => part.provisional,
    },
  },
  sample: {
    kind: 'otp-expiring',
    channel: 'post',
    useBy: '2027-01-21',
    provisional: true,
    daysLeft: 21,
    last: false,
    received: false,
  },
  variants: {
    'issue date known': { provisional: false, received: true },
    last: { daysLeft: 2, last: true },
    'by email, on the last day': { channel: 'email', daysLeft: 0, last: true, received: true },
  },
  wording: {
    subject: '((last??Last reminder: use)) ((not last??Use)) your NHSmail passcode by ((use by))',
    heading:
      '((last??Your passcode is about to run out)) ((not last??Please use your passcode soon))',
    news: [
      'Your NHSmail passcode works until the end of **((use by))**. ((today??That is today.)) ((not today??You have ((days left)) left.))',
      'After that it will not work. ((by post??You would have to ask for a new one and wait for the post again.)) ((not by post??You would have to ask for a new one.))',
    ],
    action:
      'Go back to the NHSmail form and type in the passcode. Then reply to this email with the word **DONE**.',
    button: 'Tell me how it went',
    more: [
      '((counted from the request??I counted from the day you asked, to be safe. The date on the passcode ((carrier)) decides. If it is later, you have a few more days.))',
      '((received??If you are stuck, tell me today and I will help.)) ((not received??If it has not come, or if you are stuck, tell me today and I will help.))',
    ],
  },
};
