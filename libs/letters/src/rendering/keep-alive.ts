import type { KeepAlive } from './letter-part';
import { isSame, they, whose } from './people-words';
import { bold, type Section } from './section';
import { day, days } from './words';

/**
 * An account nobody uses for 30 days goes inactive. Source: NHSmail notice of December 2022.
 * @param reader name of the one who is written to, who may be the one it is about
 */
export function keepAlive(part: KeepAlive, reader: string | null): Section {
  const [first, second] = part.people;
  const itIsYou = !second && isSame(first, reader);
  const these = second ? 'these' : 'this one';
  return {
    subject: 'Please check that your NHSmail accounts are in use',
    heading: 'Please open your NHSmail mailbox',
    news: [
      [
        `An NHSmail account that is not used for ${days(part.days)} goes inactive. I have not heard of ${these} being used for a while:`,
      ],
      ...part.people.map((p) => [
        `${isSame(p, reader) ? 'Your' : whose(p)} account was last used on ${day(p.since)}, as far as I know. It goes inactive on `,
        bold(day(p.until)),
        '.',
      ]),
    ],
    action: [
      itIsYou
        ? 'Log in and open'
        : `Ask ${second ? 'each of them' : they(first)} to log in and open`,
      ' your shared mailbox before that day. Then reply to this email with the word ',
      bold('OPENED'),
      '.',
    ],
    more: [
      [
        `If ${second ? 'they have' : 'it has'} been used since, just reply and tell me when. Someone should look in the mailbox each day.`,
      ],
    ],
    cause: 'has-nhsmail',
  };
}
