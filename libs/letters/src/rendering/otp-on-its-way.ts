import type { OtpOnItsWay } from './letter-part';
import { bold, type Section } from './section';
import { day } from './words';

/** Day 5: the passcode should be with them in a day or two; the letter asks to be told when it is. */
export function otpOnItsWay(part: OtpOnItsWay): Section {
  return {
    subject: `Your NHSmail passcode should come by ${day(part.arriveBy)}`,
    heading: 'Your passcode is in the post',
    news: [
      [
        `You asked for an NHSmail passcode on ${day(part.requestedOn)}. It takes 5 to 7 days by post.`,
      ],
      ['It should be with you by ', bold(day(part.arriveBy)), '.'],
    ],
    action: [
      'Look out for it. When it comes, reply to this email with the word ',
      bold('ARRIVED'),
      '.',
    ],
    more: [['Please tell the person who opens your post, so that it is not missed.']],
    cause: 'signing-up',
  };
}
