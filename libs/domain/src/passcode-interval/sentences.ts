import { Temporal } from 'temporal-polyfill';
import type { Passcode } from '../cases/case-state';
import { dayInWords } from '../time/london';
import type { PasscodeInterval } from './passcode-interval';

type Known = Omit<PasscodeInterval, 'sentences'>;

const words = (day: string): string => dayInWords(Temporal.PlainDate.from(day));

const retirements: Record<NonNullable<Passcode['retired']>, string> = {
  replaced: 'A newer passcode has been asked for since: this one is not to be entered.',
  'not-needed': 'It is not needed: the contact ID is there.',
  submitted: 'It is not needed any more: the application has been submitted.',
  closed: 'It is not needed any more: the case was closed.',
};

function beginning({ requestedOn, channel, issued, exact }: Known): string[] {
  if (exact) return [`The passcode was issued on ${words(issued.from)}.`];
  return [
    `The passcode was asked for by ${channel} on ${words(requestedOn)}; its date of issue is not known.`,
    issued.from === issued.to
      ? `It can only have been issued on ${words(issued.from)}.`
      : `It was issued between ${words(issued.from)} and ${words(issued.to)}.`,
  ];
}

const end = ({ safeUntil, deadAfter }: Known): string =>
  safeUntil === deadAfter
    ? `It is good to the end of ${words(safeUntil)}, and dead after that.`
    : `Use it by the end of ${words(safeUntil)} to be safe; it is certainly dead after ${words(deadAfter)}.`;

function left({ safeUntil, standing, deadAfter }: Known, day: string): string {
  if (standing === 'dead') return `It is dead: that day, ${words(deadAfter)}, has passed.`;
  if (standing === 'doubtful')
    return 'It may be dead already: ask for the date printed on the letter before anything else.';
  const days = Temporal.PlainDate.from(day).until(safeUntil).days;
  if (days === 0) return 'Today is the last day on which it is surely good.';
  return `That is ${days} day${days === 1 ? '' : 's'} from today.`;
}

/** What an officer reads out: when it was issued, until when it is good, and how long that is. */
export function inSentences(known: Known, code: Passcode, day: string): string[] {
  const { conflict, retired } = known;
  const whole = [...beginning(known), end(known)];
  if (retired) whole.push(retirements[retired]);
  else if (code.usedAt !== null) whole.push('It has been used, and works only once.');
  else whole.push(left(known, day));
  if (conflict) whole.push(conflict.sentence, conflict.todo);
  return whole;
}
