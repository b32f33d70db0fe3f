import type { Invitation } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** The first letter: what NHSmail is, and would they like it? Sources: founding texts; PECR (factual). */
export const invitation: LetterKindOf<Invitation> = {
  name: 'Invitation',
  reader: 'The manager of the home',
  when: 'when you send it: the first letter to a home',
  button: 'another-way',
  cause: () => 'invited',
  fields: {},
  conditions: {},
  sample: { kind: 'invitation' },
  variants: {},
  wording: {
    subject: 'NHSmail for your home: would you like my help?',
    heading: 'Would you like NHSmail for your home?',
    news: [
      'NHSmail is safe email for health and care. It costs your home nothing. With it you can share facts about the people you care for with the GP, the hospital and the chemist.',
      'You need a DSPT that is up to date and 2 to 10 staff who will use it. The form takes about an hour. I can help you with each step.',
    ],
    action:
      'Reply to this email with **YES** if you would like my help, or with **NO** if you would not.',
    button: 'Tell me yes or no',
    more: [
      'You may have NHSmail already, or your head office may see to it. If so, please tell me.',
      'It is up to you. If you say no, I will not write about this again.',
    ],
  },
};
