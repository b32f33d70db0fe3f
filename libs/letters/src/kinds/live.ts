import { oneLine } from '@app/platform';
import type { Live } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** The mailbox is open: share its address, and agree who looks. Source: domain rules, stage 8. */
export const live: LetterKindOf<Live> = {
  name: 'You are live',
  reader: 'The owner of the mailbox',
  when: 'when you send it: two people have opened the mailbox',
  button: 'another-way',
  cause: () => 'has-nhsmail',
  fields: {
    mailbox: {
      meaning: 'the address of the shared mailbox; empty while it is not known',
      value: (part) => oneLine(part.mailbox ?? ''),
    },
  },
  conditions: {
    'address known': {
      meaning: 'the address of the mailbox is known',
      holds: (part) => part.mailbox !== null,
    },
  },
  sample: { kind: 'live', mailbox: 'care.va1b2@nhs.net' },
  variants: { 'address not known': { mailbox: null } },
  wording: {
    subject: 'Your home is on NHSmail: well done',
    heading: 'Well done: your home is on NHSmail',
    news: [
      'Your staff have opened the shared mailbox. ((address known??Its address is **((mailbox))**.))',
      'Give the address to your GP, your chemist and the hospital. From now on they can write to you there.',
      'They will only use it if someone reads it. So it is good to agree who looks each day, and who does so when that person is away.',
    ],
    action:
      'Agree who looks in the mailbox each day. Then reply to this email and tell me **who it is**.',
    button: 'Tell me who looks each day',
    more: [
      'When somebody joins or leaves, tell me early. I will help with their account.',
      'Log in at least once a month. An account that nobody uses is switched off.',
    ],
  },
};
