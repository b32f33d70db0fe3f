import type { Link } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** The reader asked for a new link, because the old one was too old. */
export const link: LetterKindOf<Link> = {
  name: 'A new link',
  reader: 'Whoever asked for it, at the address we have',
  when: 'as soon as a reader asks for a new link on a page whose link is too old',
  button: 'the-way',
  cause: (part) =>
    part.ownAccount ? 'own-account' : part.hasNhsmail ? 'has-nhsmail' : 'signing-up',
  fields: {
    'works until': {
      meaning: 'the last day the link works',
      required: true,
      value: (part) => day(part.worksUntil),
    },
  },
  conditions: {},
  sample: {
    kind: 'link',
    worksUntil: '2027-01-29',
    ownAccount: false,
    hasNhsmail: false,
  },
  variants: { 'to an account holder': { ownAccount: true } },
  wording: {
    subject: 'Your new link',
    heading: 'Here is your new link',
    news: [
      'The link in an older email had become too old. You asked for a new one.',
      'It works until the end of **((works until))**. It is for you alone, so please do not pass it on.',
    ],
    action:
      '((link??Open the page and carry on.)) ((not link??Reply to this email and tell me what you want to do. I will help.))',
    button: 'Open your page',
    more: ['If you did not ask for it, you can delete this email.'],
  },
};
