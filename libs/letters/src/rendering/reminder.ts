import { oneLine } from '@app/platform';
import type { Reminder } from './letter-part';
import { bold, type Section } from './section';
import { day } from './words';

/** Working days 5 and 10 after a question: has it been seen? The officer rings on day 20. */
export function reminder(part: Reminder): Section {
  return {
    subject: part.last ? 'Can I still help you with NHSmail?' : 'Did you see my question?',
    heading: part.last ? 'I have not heard from you' : 'Did you see my question?',
    news: [
      [
        `On ${day(part.askedOn)} I asked you about this: `,
        bold(oneLine(part.about).replace(/[.\s]+$/, '')),
        '. I have not heard back yet.',
      ],
    ],
    action: [
      'Please reply to this email. One line is enough. If this is a bad time, reply with the word ',
      bold('LATER'),
      '.',
    ],
    more: [
      [
        part.last
          ? 'If I do not hear from you, I will call you. You can also tell me when a call suits you best.'
          : 'If it is not clear what I need, tell me and I will call you.',
      ],
    ],
    cause: part.hasNhsmail ? 'has-nhsmail' : 'signing-up',
  };
}
