import type { DsptExpiring } from './letter-part';
import { bold, type Section } from './section';
import { lastDay } from './use-by-words';
import { day, days } from './words';

/**
 * Days 90 to 7 before a DSPT standing ends: firm and dated. Sources: the DSPT is published at least
 * yearly; Approaching Standards can be published once, the next must be Standards Met (Digital Care
 * Hub).
 */
export function dsptExpiring(part: DsptExpiring): Section {
  const end = day(part.validTo);
  const left = part.daysLeft <= 0 ? ' That is today.' : ` You have ${days(part.daysLeft)} left.`;
  const aim = part.approaching ? 'reach DSPT Standards Met by' : 'publish your DSPT by';
  return {
    subject: part.last ? `Last reminder: ${aim} ${end}` : `${capital(aim)} ${end}`,
    heading: part.approaching
      ? 'Your DSPT must reach Standards Met'
      : 'Your DSPT is about to run out',
    news: [
      lastDay(`Your DSPT for ${part.edition} counts until the end of`, part.validTo, left),
      ...(part.approaching
        ? [
            [
              'It was published at Approaching Standards. That can be done only once. You cannot publish at Approaching Standards again.',
            ],
          ]
        : []),
      [
        part.applied
          ? 'Every home with NHSmail must keep its DSPT up to date.'
          : 'After that day you cannot send in the NHSmail form.',
      ],
    ],
    action: [doNow(part), ' Then reply to this email with the word ', bold('PUBLISHED'), '.'],
    more: [
      [
        'If you are stuck, tell me now. There is free help with the DSPT, and I can find it for you.',
      ],
    ],
    cause: part.applied ? 'has-nhsmail' : 'signing-up',
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function doNow({ approaching, inherited }: DsptExpiring): string {
  const aim = approaching ? 'publish the DSPT at Standards Met' : 'publish the DSPT again';
  if (inherited) return `Ask your head office to ${aim} by then, and to name your home in it.`;
  return approaching
    ? `Do what is still open on your action plan, and ${aim} by then.`
    : `Please ${aim} by then.`;
}
