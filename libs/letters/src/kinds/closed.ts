import type { Closed } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** The case is closed: neutral, with the way back. */
export const closed: LetterKindOf<Closed> = {
  name: 'Closed',
  reader: 'The manager of the home',
  when: 'when you send it: the case is closed',
  button: 'another-way',
  cause: (part) => (part.hasNhsmail ? 'has-nhsmail' : 'was-signing-up'),
  fields: {},
  conditions: {
    'has NHSmail': { meaning: 'the home has NHSmail', holds: (part) => part.hasNhsmail },
  },
  sample: { kind: 'closed', hasNhsmail: false },
  variants: { 'has NHSmail': { hasNhsmail: true } },
  wording: {
    subject: 'NHSmail for your home: I have closed it on my side',
    heading: 'I have closed this on my side',
    news: [
      '((has NHSmail??You have NHSmail, and there is nothing left for me to do. Thank you for your work on it.)) ((not has NHSmail??I am no longer working on NHSmail for your home, and I will not write about it again.))',
      '((has NHSmail??Your accounts and your mailbox go on as they are.)) ((not has NHSmail??You can come back at any time. We would take it up from where it was.))',
    ],
    action:
      '((has NHSmail??If you need help with it later, reply to this email with the word **HELP**.)) ((not has NHSmail??If you want to come back, reply to this email with the word **BACK**.))',
    button: 'Come back, or ask for help',
    more: [
      'We keep what we hold about your staff only as long as our rules say, and then erase it. You can ask me about this at any time.',
    ],
  },
};
