import type { OtpArrived } from './letter-part';
import { bold, type Section } from './section';
import { lastDay, provisionalNote } from './use-by-words';
import { day, days } from './words';

/** Day 7: has it come? */
export function otpArrived(part: OtpArrived): Section {
  return {
    subject: 'Has your NHSmail passcode come?',
    heading: 'Has your passcode come?',
    news: [
      [
        `You asked for an NHSmail passcode on ${day(part.requestedOn)}. That is ${days(part.dayCount)} ago. It should be with you by now.`,
      ],
    ],
    action: [
      'Check your post. Then reply to this email with ',
      bold('YES'),
      ' or ',
      bold('NO'),
      '.',
    ],
    more: [
      lastDay('If it has come, use it by the end of', part.useBy),
      ...provisionalNote({ ...part, channel: 'post' }),
      ['If it has not come, I will find out why. You do not need to ask for a new one yet.'],
    ],
    cause: 'signing-up',
  };
}
