import type { Ask } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';
import { withoutStop } from './reminder';

/** The officer's own question; it starts the provider-silence clock. */
export const ask: LetterKindOf<Ask> = {
  name: 'Your question',
  reader: 'The manager of the home',
  when: 'when you ask something from the page of a case',
  button: 'another-way',
  cause: (part) => (part.hasNhsmail ? 'has-nhsmail' : 'signing-up'),
  fields: {
    question: {
      meaning: 'what you ask about, in your own words',
      required: true,
      personal: true,
      value: (part) => withoutStop(part.about),
    },
  },
  conditions: {},
  sample: {
    kind: 'ask',
    about: 'the names of the staff who need an account',
    hasNhsmail: false,
  },
  variants: { 'has NHSmail': { about: 'who opens the shared mailbox', hasNhsmail: true } },
  wording: {
    subject: 'A question about NHSmail for your home',
    heading: 'I have a question for you',
    news: ['To go on with NHSmail for your home, I need to know about this: **((question))**.'],
    action:
      'Please reply to this email. One line is enough. If this is a bad time, reply with the word **LATER**.',
    button: 'Answer my question',
    more: ['If it is not clear what I need, tell me and I will call you.'],
  },
};
