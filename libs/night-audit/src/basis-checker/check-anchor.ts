import { dayOfFact, momentOf } from '../second-reading/given-fact';
import type { Grounds } from './claim';
import { writtenDay, writtenMoment } from './written-moments';

const levels: Record<string, string> = {
  exceeded: 'Standards Exceeded',
  met: 'Standards Met',
  approaching: 'Approaching Standards',
};

/** What the first sentence of each clock may be, given what it truly counts from. */
function truths({ clock, start, from, person }: Grounds): string[] {
  const day = writtenDay(dayOfFact(from));
  const moment = start.at ? writtenMoment(momentOf(start)) : day;
  switch (clock) {
    case 'otp-arrival':
      return [`The passcode was requested by post on ${day}.`];
    case 'otp-validity':
      return from.type === 'otp-issued'
        ? [`The passcode was issued on ${day}.`]
        : [
            `The passcode was requested on ${day}; its issue date is not known yet, so the request date stands in.`,
          ];
    case 'nhsmail-reply':
      return [`The application was submitted on ${moment}.`];
    case 'activation':
      return [`The account of ${person} was created on ${day}.`];
    case 'inactivity':
      return from.type === 'account-activated'
        ? [`The account of ${person} was activated on ${day}.`]
        : [`${person} opened the mailbox on ${day}.`];
    case 'leaver':
      return [`${person} was marked as a leaver on ${day}.`];
    case 'long-leave':
      return [`The account of ${person} was disabled on ${day}.`];
    case 'dspt-currency':
    case 'approaching-to-met':
      return [
        `The DSPT edition ${start.edition} was published on ${day} at ${levels[start.level ?? '']}.`,
      ];
    case 'provider-silence':
      return [`The provider was asked about ${start.about} on ${moment}.`];
    case 'ticket':
      return [`Ticket ${person} was raised on ${moment}.`];
    default:
      return [];
  }
}

/** The first sentence: what the rung counts from. */
export function checkAnchor(sentence: string | undefined, grounds: Grounds): string[] {
  if (sentence === undefined) return ['does not say what it counts from'];
  if (truths(grounds).includes(sentence)) return [];
  return [`does not count from "${sentence}", but: ${truths(grounds).join(' ')}`];
}
