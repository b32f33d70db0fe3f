import type { OtpExpiring } from './letter-part';
import { bold, type Section } from './section';
import { lastDay, provisionalNote } from './use-by-words';
import { day, days } from './words';

/** Days 14, 21 and 26: helpful first, urgent at the last. */
export function otpExpiring(part: OtpExpiring): Section {
  const end = day(part.useBy);
  const left = part.daysLeft <= 0 ? ' That is today.' : ` You have ${days(part.daysLeft)} left.`;
  return {
    subject: part.last
      ? `Last reminder: use your NHSmail passcode by ${end}`
      : `Use your NHSmail passcode by ${end}`,
    heading: part.last ? 'Your passcode is about to run out' : 'Please use your passcode soon',
    news: [
      lastDay('Your NHSmail passcode works until the end of', part.useBy, left),
      [
        part.channel === 'post'
          ? 'After that it will not work. You would have to ask for a new one and wait for the post again.'
          : 'After that it will not work. You would have to ask for a new one.',
      ],
    ],
    action: [
      'Go back to the NHSmail form and type in the passcode. Then reply to this email with the word ',
      bold('DONE'),
      '.',
    ],
    more: [
      ...provisionalNote(part),
      [
        part.received
          ? 'If you are stuck, tell me today and I will help.'
          : 'If it has not come, or if you are stuck, tell me today and I will help.',
      ],
    ],
    cause: 'signing-up',
  };
}
