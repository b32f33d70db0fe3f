import type { LongLeave } from './letter-part';
import { whose } from './people-words';
import { bold, type Section } from './section';
import { day } from './words';

/** Months 15 and 17: an account may be switched off for 18 months at most (NHSmail). */
export function longLeave({ people, months }: LongLeave): Section {
  const one = people.length === 1;
  return {
    subject: 'Will they come back? An NHSmail account will be deleted',
    heading: 'An account has been switched off for a long time',
    news: [
      [`An NHSmail account can be switched off for ${months} months at most. Then it is deleted.`],
      ...people.map((p) => [
        `${whose(p)} account was switched off on ${day(p.since)}. It must be back on by `,
        bold(day(p.until)),
        '.',
      ]),
    ],
    action: one
      ? [
          'Reply to this email with ',
          bold('BACK'),
          ' if they will come back to work before then, or with ',
          bold('LEFT'),
          ' if they will not.',
        ]
      : ['Reply to this email and tell me who will come ', bold('BACK'), ' to work before then.'],
    more: [['If they come back, I will tell you how to have the account switched on again.']],
    cause: 'has-nhsmail',
  };
}
