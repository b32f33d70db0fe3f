import type { Ready } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** All is there: send in the form. Source: domain rules, section 3, stage 5. */
export const ready: LetterKindOf<Ready> = {
  name: 'Ready: send in the form',
  reader: 'The manager of the home',
  when: 'when you send it: nothing is missing any more',
  button: 'another-way',
  cause: () => 'signing-up',
  fields: {
    'passcode use by': {
      meaning: 'the last day the passcode works; empty without one',
      value: (part) => (part.passcodeUseBy ? day(part.passcodeUseBy) : ''),
    },
    'DSPT until': {
      meaning: 'the last day the DSPT counts; empty while it is not known',
      value: (part) => (part.dsptUntil ? day(part.dsptUntil) : ''),
    },
  },
  conditions: {
    passcode: {
      meaning: 'they prove who they are with a passcode',
      holds: (part) => part.passcodeUseBy !== null,
    },
    'DSPT known': {
      meaning: 'it is known until when the DSPT counts',
      holds: (p) => p.dsptUntil !== null,
    },
  },
  sample: {
    kind: 'ready',
    passcodeUseBy: '2027-01-21',
    dsptUntil: '2027-06-30',
  },
  variants: {
    'with the contact ID': { passcodeUseBy: null },
    'DSPT not known': { dsptUntil: null },
  },
  wording: {
    subject: 'You are ready: please send in the NHSmail form',
    heading: 'You are ready to send in the form',
    news: [
      'All that NHSmail asks for is there. ((DSPT known??Your DSPT counts until ((DSPT until)).))',
      '((passcode??Have your passcode at hand. It works until the end of **((passcode use by))**.)) ((not passcode??Have the CQC contact ID of your manager at hand.)) Type it into the form only.',
    ],
    action:
      'Fill in the NHSmail form and send it in. One person should do it all in one go. Then reply to this email with the word **SENT**.',
    button: 'Tell me when you have sent it',
    more: [
      'It takes about an hour. If the form stops or says no, tell me what you see on the screen, and I will help. Leave out the passcode and phone numbers.',
    ],
  },
};
