import type { Activate } from './letter-part';
import { bold, type Section } from './section';
import { day } from './words';

/**
 * To the account holder: log in for the first time. Sources: NHSmail sends user name and first
 * steps by email (founding texts); an account nobody logs in to goes inactive (NHSmail, Dec 2022).
 */
export function activate(part: Activate): Section {
  const end = day(part.inactiveOn);
  return {
    subject: part.last
      ? `Last reminder: log in to NHSmail before ${end}`
      : 'Please log in to your new NHSmail account',
    heading: part.last
      ? 'Your NHSmail account will go inactive soon'
      : 'Your NHSmail account is ready for you',
    news: [
      [
        `NHSmail made an account for you on ${day(part.createdOn)}. They sent you an email with your user name and the first steps.`,
      ],
      ['If you do not log in, the account goes inactive on ', bold(end), '.'],
    ],
    action: [
      'Find that email, and look in your junk mail too. Follow its steps and log in before that day. Then reply to this email with the word ',
      bold('DONE'),
      '.',
    ],
    more: [
      [
        'The first time you log in, you will be asked to change your password, accept the rules of use, and fill in your profile.',
      ],
      ['If you cannot find the email, or if you are stuck, tell me and I will help.'],
    ],
    cause: 'own-account',
  };
}
