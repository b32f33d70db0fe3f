import type { OwnerChange } from '../rendering/letter-part';
import { name } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** The mailbox needs a new owner. Source: domain rules, sections 6 and 10 (case 45). */
export const ownerChange: LetterKindOf<OwnerChange> = {
  name: 'A new owner for the mailbox',
  reader: 'The owner of the mailbox, or the manager',
  when: 'when you send it: the owner of the mailbox goes, or the home changes hands',
  button: 'another-way',
  cause: () => 'has-nhsmail',
  fields: {
    who: {
      meaning: 'the owner who goes, or "the owner of your mailbox"',
      personal: true,
      value: (part) => (part.name ? name(part.name) : 'the owner of your mailbox'),
    },
  },
  conditions: {
    'home changes hands': {
      meaning: 'it is the home that has a new owner',
      holds: (part) => part.homeChangesHands,
    },
  },
  sample: { kind: 'owner-change', name: 'Alex Doe', homeChangesHands: false },
  variants: {
    'home changes hands': { name: null, homeChangesHands: true },
    'name not held': { name: null },
  },
  wording: {
    subject: 'Who will own your NHSmail mailbox?',
    heading: 'Your shared mailbox needs an owner',
    news: [
      '((home changes hands??Your home has changed hands. The people who run the mailbox may change too, and its name may.)) ((not home changes hands??You told me that ((who)) will stop.))',
      'The owner adds people to the mailbox and takes them off. Without one, nobody can. It is best to have two.',
    ],
    action:
      'Choose who will own the mailbox, and let the present owner add them while they still can. Then reply to this email and tell me **who it is**.',
    button: 'Tell me who the new owner is',
    more: [
      'If the owner has gone already, tell me. The NHSmail team can help if you call from the phone number that CQC has for your home.',
    ],
  },
};
