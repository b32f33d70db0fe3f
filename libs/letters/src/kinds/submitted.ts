import type { Submitted } from '../rendering/letter-part';
import { moment } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** Sent as the application goes in: what to expect, and when. */
export const submitted: LetterKindOf<Submitted> = {
  name: 'The form is in',
  reader: 'The manager of the home',
  when: 'as soon as the NHSmail form has been sent',
  button: 'another-way',
  cause: () => 'signing-up',
  fields: {
    'sent at': {
      meaning: 'the day and time the form was sent',
      value: (part) => moment(part.submittedAt),
    },
    'reply by': {
      meaning: 'the day and time by which NHSmail should reply',
      required: true,
      value: (part) => moment(part.replyBy),
    },
  },
  conditions: {},
  sample: {
    kind: 'submitted',
    submittedAt: '2026-10-23T16:00:00Z',
    replyBy: '2026-10-25T16:00:00Z',
  },
  variants: {},
  wording: {
    subject: 'Your NHSmail form is in: what comes next',
    heading: 'Thank you. Your form is in',
    news: [
      'You sent the NHSmail form on ((sent at)).',
      'The NHSmail team can take up to 48 hours to reply. You should hear from them by **((reply by))**.',
    ],
    action:
      'Look for their email, and look in your junk mail too. When it comes, reply to this email with the word **REPLIED**.',
    button: 'Tell me when they reply',
    more: [
      'They write to the email addresses you put on the form. Please tell your staff to look too.',
      'If nothing comes by then, there is nothing you need to do. I will call the NHSmail team.',
    ],
  },
};
