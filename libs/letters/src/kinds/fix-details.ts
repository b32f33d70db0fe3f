import { oneLine } from '@app/platform';
import type { FixDetails } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** Something they gave cannot go into the form as it is: specific, and nobody's fault. */
export const fixDetails: LetterKindOf<FixDetails> = {
  name: 'Fix these details',
  reader: 'The manager of the home',
  when: 'when you send it: something in the details will not do',
  button: 'the-way',
  cause: () => 'signing-up',
  fields: {},
  conditions: {
    several: {
      meaning: 'there is more than one thing',
      holds: ({ details }) => details.length > 1,
    },
  },
  each: {
    fields: {
      detail: { meaning: 'a sentence that says what to put right', required: true, personal: true },
    },
    values: ({ details }) => details.map((detail) => ({ detail: oneLine(detail) })),
  },
  sample: {
    kind: 'fix-details',
    details: [
      'Alex Doe and Kim Lee have the same mobile number. Each needs their own.',
      'The number for Sam Hill is not a UK mobile number.',
    ],
  },
  variants: { 'one thing': { details: ['We need at least 2 people, and there is 1.'] } },
  wording: {
    subject:
      'Your NHSmail details: ((several??some things)) ((not several??one thing)) to put right',
    heading: 'Nearly there: please look at ((several??these)) ((not several??this))',
    news: [
      'Thank you for the details. NHSmail will not take them just as they are. It is soon put right:',
      '((detail))',
    ],
    action:
      '((link??Open this page and put it right.)) ((not link??Reply to this email and tell me what it should be, but give no phone numbers or private addresses. I will send you a page for those.))',
    button: 'Put the details right',
    more: ['If you think it is right as it stands, tell me. I will check.'],
  },
};
