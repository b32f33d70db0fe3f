import type { Leaver } from './letter-part';
import { whose } from './people-words';
import { bold, type Section } from './section';
import { day, name } from './words';

/** Sent when somebody is marked as a leaver. Source: NHSmail deletes the account 30 days later. */
export function leaver(part: Leaver): Section {
  const who = part.name ? name(part.name) : 'One person';
  return {
    subject: 'Someone is leaving: save their NHSmail email in time',
    heading: 'Someone with an NHSmail account is leaving',
    news: [
      [`${who} was marked as leaving your home on ${day(part.since)}.`],
      [
        `${whose(part)} account and all the email in it will be deleted on `,
        bold(day(part.until)),
        '. After that it cannot be brought back.',
      ],
    ],
    action: [
      'Save any email your home still needs before that day. Then reply to this email and tell me ',
      bold('who will take over'),
      '.',
    ],
    more: [
      ['Your shared mailbox stays. Check that someone else can open it.'],
      ['If they are moving to a new job with NHSmail, tell me. They can take the account along.'],
    ],
    cause: 'has-nhsmail',
  };
}
