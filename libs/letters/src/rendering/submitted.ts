import type { Submitted } from './letter-part';
import { bold, type Section } from './section';
import { moment } from './words';

/** Sent as the application goes in: what to expect, and when. */
export function submitted(part: Submitted): Section {
  return {
    subject: 'Your NHSmail form is in: what comes next',
    heading: 'Thank you. Your form is in',
    news: [
      [`You sent the NHSmail form on ${moment(part.submittedAt)}.`],
      [
        'The NHSmail team can take up to 48 hours to reply. You should hear from them by ',
        bold(moment(part.replyBy)),
        '.',
      ],
    ],
    action: [
      'Look for their email, and look in your junk mail too. When it comes, reply to this email with the word ',
      bold('REPLIED'),
      '.',
    ],
    more: [
      [
        'They write to the email addresses you put on the form. Please tell your staff to look too.',
      ],
      ['If nothing comes by then, there is nothing you need to do. I will call the NHSmail team.'],
    ],
    cause: 'signing-up',
  };
}
