import type { Joiner } from '../rendering/letter-part';
import { name } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Somebody new needs an account. Source: domain rules, section 5: joiners go by careadmin@nhs.net. */
export const joiner: LetterKindOf<Joiner> = {
  name: 'Someone is joining',
  reader: 'The owner of the mailbox',
  when: 'when you send it: somebody new needs an account',
  button: 'another-way',
  cause: () => 'has-nhsmail',
  fields: {
    who: {
      meaning: 'the one who joins, or "someone new"',
      personal: true,
      value: (part) => (part.name ? name(part.name) : 'someone new'),
    },
  },
  conditions: {
    'has an account': {
      meaning: 'they have an NHSmail account from another job',
      holds: (part) => part.hasAccount,
    },
  },
  sample: { kind: 'joiner', name: 'Kim Lee', hasAccount: false },
  variants: { 'has an account': { hasAccount: true }, 'name not held': { name: null } },
  wording: {
    subject: 'Someone is joining: how they get NHSmail',
    heading: 'How somebody new gets NHSmail',
    news: [
      'You told me about ((who)). ((has an account??They have an NHSmail account from another job. It can move with them, so they do not need a new one.)) ((not has an account??They need an account of their own. Nobody may use the account of somebody else.))',
      'The NHSmail team does this. They take it only from your shared mailbox.',
    ],
    action:
      'Write to careadmin@nhs.net from your shared mailbox. ((has an account??Ask them to move the account to your home.)) ((not has an account??Ask them for one more account.)) Then reply to this email with the word **ASKED**.',
    button: 'Tell me that you have asked',
    more: [
      'They will tell you which details they need. Do not send those to me.',
      'If you hear nothing for 2 working days, tell me. I will call them.',
    ],
  },
};
