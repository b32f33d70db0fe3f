import { dayAfter, dayAt, dayBefore } from '../time/walked-time';
import type { Calendar, Claim, Grounds } from './claim';
import { readNamedDays, reasonsOff, wrongDays } from './day-off';
import { writtenMoment } from './written-moments';

const recorded = 'It is recorded at that moment, whatever the day or hour.';
const late =
  /^That had passed when it was recorded on (.+), so it goes at the next sending time, (.+)\.$/;

/**
 * The last sentences: from when it is due to when it goes. Takes them off the list.
 * @returns what is wrong with them
 */
export function checkRoll(
  sentences: string[],
  claim: Claim,
  grounds: Grounds,
  calendar: Calendar,
): string[] {
  const sentence = sentences.shift();
  if (grounds.rung.act === 'record')
    return sentence === recorded ? [] : [`is only recorded, yet says "${sentence ?? 'nothing'}"`];
  const { own, problems } = readRoll(sentence ?? '', claim.due, grounds, calendar);
  const lateness = sentences.shift();
  if (lateness === undefined) {
    if (grounds.lateSince !== null) problems.push('does not say that it had passed already');
    if (claim.send !== own)
      problems.push(`leads to ${writtenMoment(own)}, but goes ${writtenMoment(claim.send)}`);
    return problems;
  }
  return [...problems, ...checkLate(lateness, claim, grounds)];
}

/** "That had passed when it was recorded": told only when it is so, and leading to what comes next. */
function checkLate(sentence: string, claim: Claim, { lateSince, send }: Grounds): string[] {
  const [, since, goes] = late.exec(sentence) ?? [];
  if (since === undefined) return [`says more than it should: "${sentence}"`];
  if (lateSince === null) return [`had not passed when it was recorded: "${sentence}"`];
  const problems: string[] = [];
  if (since !== writtenMoment(lateSince))
    problems.push(`was recorded on ${writtenMoment(lateSince)}, not on ${since}`);
  if (send !== claim.send || goes !== writtenMoment(send))
    problems.push(`goes ${writtenMoment(claim.send)}, which is not the next sending time`);
  return problems;
}

interface Roll {
  /** The sending moment the calendar gives, milliseconds since 1970. */
  own: number;
  problems: string[];
}

function readRoll(
  sentence: string,
  due: number,
  { rung }: Grounds,
  { holidays, times }: Calendar,
): Roll {
  const hours = `between ${times.from}:00 and ${times.to}:00`;
  if (times.isOpen(due)) {
    const said = `That is a working day ${hours}, so it goes then.`;
    return { own: due, problems: sentence === said ? [] : [`says "${sentence}", not "${said}"`] };
  }
  const back = rung.last === true;
  const own = back ? times.backFrom(due) : times.next(due);
  const goes = back
    ? `a last warning must come before the deadline, so it goes back to ${writtenMoment(own)}.`
    : `it goes on to ${writtenMoment(own)}.`;
  if (!sentence.endsWith(`: ${goes}`))
    return { own, problems: [`says "${sentence}", not "… ${goes}"`] };
  const reasons = sentence.slice(0, -goes.length - 2).split('; ');
  const outOfHours = `Letters and calls go only ${hours} on working days`;
  const problems: string[] = [];
  if (times.isWorkingDay(dayAt(due)) !== (reasons[0] === outOfHours))
    problems.push('gives the hour as a reason where it is none, or does not give it where it is');
  const named = readNamedDays(
    reasons.filter((reason) => reason !== outOfHours),
    /^(.+?) is (.+)$/,
  );
  if (!named) return { own, problems: [...problems, `cannot be read: "${sentence}"`] };
  const off = daysPassed(dayAt(due), dayAt(own), back).filter((day) => !times.isWorkingDay(day));
  return { own, problems: [...problems, ...wrongDays(named, off, (d) => reasonsOff(d, holidays))] };
}

/** The days from the one it is due on, included, to the one it goes on, excluded, as it moves. */
function daysPassed(from: string, to: string, back: boolean): string[] {
  const days: string[] = [];
  for (let day = from; day !== to; day = back ? dayBefore(day) : dayAfter(day)) days.push(day);
  return days;
}
