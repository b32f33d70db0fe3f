import { isEnd } from '../second-reading/running-clocks';
import { aheadAt, dayAt, instant, leafed, strike, ticked, turned } from '../time/walked-time';
import type { Calendar, Claim, Grounds } from './claim';
import { daysOff, readNamedDays, reasonsOff, wrongDays } from './day-off';
import { readDay, writtenMoment } from './written-moments';

const plural = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

/**
 * The sentences from what a rung counts from to when it is due; takes them off the list.
 * @returns what is wrong with them
 */
export function checkSteps(
  sentences: string[],
  claim: Claim,
  grounds: Grounds,
  calendar: Calendar,
): string[] {
  const { rung, anchor, start, lastDay } = grounds;
  if (rung.workingDays !== undefined)
    return checkWorkingDays(sentences.shift(), rung.workingDays, claim, grounds, calendar);
  if (rung.days !== undefined) {
    const due = strike(leafed(anchor, rung.days), 9);
    const said = `${plural(rung.days, 'calendar day')} later is ${writtenMoment(due)} (weekends and bank holidays count).`;
    return [...expectSaid(sentences.shift(), said), ...expectDue(claim, due)];
  }
  if (rung.months !== undefined) {
    const { day, clamped } = turned(anchor, rung.months);
    const due = strike(day, 9);
    const note = clamped
      ? ` That month has no day ${Number(anchor.slice(8))}, so its last day counts.`
      : '';
    const said = `${plural(rung.months, 'calendar month')} later is ${writtenMoment(due)}.${note}`;
    return [...expectSaid(sentences.shift(), said), ...expectDue(claim, due)];
  }
  const moment = start.at ? instant(start.at) : strike(anchor, 8);
  if (rung.hours !== undefined) {
    const due = ticked(moment, rung.hours * 60);
    const note = aheadAt(moment) === aheadAt(due) ? '' : '; the clocks change in between';
    const said = `${plural(rung.hours, 'hour')} later, day and night, is ${writtenMoment(due)}${note}.`;
    return [...expectSaid(sentences.shift(), said), ...expectDue(claim, due)];
  }
  if (lastDay !== null && (isEnd(rung) || rung.daysBeforeEnd !== undefined))
    return checkEnd(sentences, claim, grounds, lastDay);
  return expectDue(claim, moment);
}

function expectSaid(sentence: string | undefined, said: string): string[] {
  return sentence === said
    ? []
    : [`says "${sentence ?? 'nothing'}", where it should say "${said}"`];
}

const expectDue = (claim: Claim, due: number): string[] =>
  claim.due === due
    ? []
    : [`leads to ${writtenMoment(due)}, but is due ${writtenMoment(claim.due)}`];

/** To the last good day, and from there to the moment after it or the days before it. */
function checkEnd(
  sentences: string[],
  claim: Claim,
  { clock, rung, anchor }: Grounds,
  lastDay: string,
): string[] {
  const first = sentences.shift() ?? '';
  const good =
    /^It is good for (\d+) calendar days?, to the end of (.+); bank holidays do not extend it\.$/;
  const valid = /^It is valid to the end of (.+)\.$/;
  const [, days, until] = good.exec(first) ?? [];
  const day = readDay(until ?? valid.exec(first)?.[1] ?? '');
  const problems = day === lastDay ? [] : [`says "${first}", but the last day is ${lastDay}`];
  if ((clock === 'otp-validity') !== (days !== undefined))
    problems.push(`"${first}" is not what is said of ${clock}`);
  if (days !== undefined && leafed(anchor, Number(days)) !== lastDay)
    problems.push(`${days} days from ${anchor} do not lead to ${lastDay}`);
  if (rung.daysBeforeEnd === undefined) {
    const due = strike(leafed(lastDay, 1), 0);
    const said = `The first moment after that is ${writtenMoment(due)}.`;
    return [...problems, ...expectSaid(sentences.shift(), said), ...expectDue(claim, due)];
  }
  const due = strike(leafed(lastDay, -rung.daysBeforeEnd), 9);
  const said = `${plural(rung.daysBeforeEnd, 'calendar day')} before that is ${writtenMoment(due)}.`;
  return [...problems, ...expectSaid(sentences.shift(), said), ...expectDue(claim, due)];
}

const counted = /^Working day (\d+) after that is (.+?)\.(?: Not counted: (.+)\.)?$/;
const notCounted = /^(.+?) \((.+)\)$/;

/** The N-th working day: every day in between that does not count is named, with a true reason. */
function checkWorkingDays(
  sentence: string | undefined,
  wanted: number,
  claim: Claim,
  { anchor, rests }: Grounds,
  { holidays, times }: Calendar,
): string[] {
  const [, n, moment, list] = counted.exec(sentence ?? '') ?? [];
  if (n === undefined) return [`says "${sentence ?? 'nothing'}" instead of counting working days`];
  const due = dayAt(claim.due);
  const problems: string[] = [];
  if (moment !== writtenMoment(claim.due))
    problems.push(`counts to ${moment}, but is due ${writtenMoment(claim.due)}`);
  if (claim.due !== strike(due, 9)) problems.push('is not due at 9:00');
  const off = daysOff(anchor, due, times, rests);
  const between = daysBetween(anchor, due) - off.length;
  if (
    Number(n) !== wanted ||
    between !== wanted ||
    daysOff(anchor, leafed(due, 1), times, rests).length !== off.length
  )
    problems.push(
      `says working day ${n}; ${due} is working day ${between}, and ${wanted} is wanted`,
    );
  const named = readNamedDays(list === undefined ? [] : list.split(/(?<=\)), /), notCounted);
  if (!named) return [...problems, `cannot be read: "${list}"`];
  problems.push(...wrongDays(named, off, (day) => reasonsOff(day, holidays, rests)));
  return problems;
}

/** How many days come after `from`, up to and with `to`. */
function daysBetween(from: string, to: string): number {
  let days = 0;
  for (let day = from; day < to; day = leafed(day, 1)) days++;
  return days;
}
