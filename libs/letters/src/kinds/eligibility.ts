import { oneLine } from '@app/platform';
import type { Eligibility } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** Can this home have NHSmail? Source: domain rules, section 3, stage 2. */
export const eligibility: LetterKindOf<Eligibility> = {
  name: 'Can the home apply?',
  reader: 'The manager of the home',
  when: 'when you send it: after you have checked',
  button: 'another-way',
  cause: (part) => (part.result === 'has-it-already' ? 'has-nhsmail' : 'signing-up'),
  fields: {},
  conditions: {
    'can apply': { meaning: 'nothing is in the way', holds: (part) => part.result === 'can-apply' },
    'can be put right': {
      meaning: 'something has to be put right first',
      holds: (part) => part.result === 'not-yet',
    },
    'has it already': {
      meaning: 'the home seems to have NHSmail',
      holds: (part) => part.result === 'has-it-already',
    },
    'cannot apply': {
      meaning: 'the home cannot have it',
      holds: (part) => part.result === 'cannot',
    },
  },
  exactlyOne: ['can apply', 'can be put right', 'has it already', 'cannot apply'],
  each: {
    fields: {
      reason: {
        meaning: 'a sentence that says what is in the way',
        required: true,
        personal: true,
      },
    },
    values: ({ reasons }) => reasons.map((reason) => ({ reason: oneLine(reason) })),
  },
  sample: {
    kind: 'eligibility',
    result: 'not-yet',
    reasons: [
      'Your DSPT for 24/25 ran out on Tuesday 30 June 2026.',
      'The postcode you gave is not the one that CQC has.',
    ],
  },
  variants: {
    'can apply': { result: 'can-apply', reasons: [] },
    'has it already': {
      result: 'has-it-already',
      reasons: ['The NHS has accounts for your home since 2021.'],
    },
    'cannot apply': { result: 'cannot', reasons: ['CQC says that the home is closed.'] },
  },
  wording: {
    subject:
      '((can apply??Your home can have NHSmail)) ((can be put right??NHSmail for your home: what is in the way)) ((has it already??Your home seems to have NHSmail)) ((cannot apply??Your home cannot have NHSmail now))',
    heading:
      '((can apply??Good news: you can apply for NHSmail)) ((can be put right??You cannot apply just yet)) ((has it already??You seem to have NHSmail already)) ((cannot apply??You cannot apply for NHSmail))',
    news: [
      '((can apply??I have checked your home. Nothing is in the way, and the next step is to get ready.)) ((can be put right??I have checked your home. You can have NHSmail once this is put right:)) ((has it already??I have checked your home, and this is what I found:)) ((cannot apply??I have checked your home. I am sorry that this is in the way:))',
      '((reason))',
    ],
    action:
      '((can apply??Reply to this email with the word **START**, and I will send you the list of what to gather.)) ((not can apply??Reply to this email and tell me **if this is right**.)) ((can be put right??I will help you to put it right.)) ((has it already??If nobody can open the mailbox, I will help you to get back in.))',
    button: 'Tell me how to go on',
    more: ['If I have something wrong, tell me. I can look again at any time.'],
  },
};
