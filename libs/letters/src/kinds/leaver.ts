import type { Leaver } from '../rendering/letter-part';
import { whose } from '../rendering/people-words';
import { day, name } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Sent when somebody is marked as a leaver. Source: NHSmail deletes the account 30 days later. */
export const leaver: LetterKindOf<Leaver> = {
  name: 'Someone is leaving',
  reader: 'The manager of the home',
  when: 'as soon as somebody with an account is marked as a leaver',
  button: 'another-way',
  cause: () => 'has-nhsmail',
  fields: {
    who: {
      meaning: 'the one who leaves, or "One person"',
      personal: true,
      value: (part) => (part.name ? name(part.name) : 'One person'),
    },
    whose: { meaning: 'whose account it is: "Alex Doe\'s"', personal: true, value: whose },
    'date marked': { meaning: 'the day they were marked', value: (part) => day(part.since) },
    'deleted on': {
      meaning: 'the day the account is deleted',
      required: true,
      value: (part) => day(part.until),
    },
  },
  conditions: {},
  sample: { kind: 'leaver', name: 'Alex Doe', since: '2026-12-31', until: '2027-01-30' },
  variants: { 'name not held': { name: null } },
  wording: {
    subject: 'Someone is leaving: save their NHSmail email in time',
    heading: 'Someone with an NHSmail account is leaving',
    news: [
      '((who)) was marked as leaving your home on ((date marked)).',
      '((whose)) account and all the email in it will be deleted on **((deleted on))**. After that it cannot be brought back.',
    ],
    action:
      'Save any email your home still needs before that day. Then reply to this email and tell me **who will take over**.',
    button: 'Tell me it is done',
    more: [
      'Your shared mailbox stays. Check that someone else can open it.',
      'If they are moving to a new job with NHSmail, tell me. They can take the account along.',
    ],
  },
};
