import { instant, leafed, type SendingTimes, strike, ticked, turned } from '../time/walked-time';
import { dayOfFact, type GivenFact } from './given-fact';
import { countsFrom, onItsWay, usable } from './passcodes';
import { everyone, lastSignOfLife, leaving, onLongLeave, toActivate } from './people';
import type { Policy, PolicyRung } from './policy-document';
import { validTo, watchedPublication } from './publications';
import { dormancies, openQuestion, openTickets, pauses, type Rest, workingDay } from './questions';
import { unanswered } from './submissions';

/** A clock that runs: what started it, and what its rungs count from. */
export interface RunningClock {
  clock: string;
  start: GivenFact;
  /** The fact whose day its rungs count from: the one that started it, or a code's day of issue. */
  from: GivenFact;
  /** That day, `YYYY-MM-DD`, Europe/London. */
  anchor: string;
  /** The person or ticket of a clock that runs once for each. */
  person: string | null;
  /** The last day of what comes to an end, if anything does. */
  lastDay: string | null;
  /** Stretches in which its working days do not count. */
  rests: readonly Rest[];
}

/** A day alone is taken at this hour where a moment is needed. */
const hourOfDay = 8;

/** Every clock that runs after these facts, which all stand. */
export function runningClocks(facts: readonly GivenFact[], policy: Policy): RunningClock[] {
  const plain = { person: null, lastDay: null, rests: [] };
  const found: RunningClock[] = [];
  const begin = (
    clock: string,
    start: GivenFact | undefined,
    more: (start: GivenFact) => Partial<RunningClock> = () => ({}),
  ): void => {
    if (!start) return;
    const from = more(start).from ?? start;
    found.push({ ...plain, clock, start, from, anchor: dayOfFact(from), ...more(start) });
  };
  begin('otp-arrival', onItsWay(facts));
  begin('otp-validity', usable(facts), (code) => {
    const from = countsFrom(facts, code);
    return { from, lastDay: leafed(dayOfFact(from), policy.passcodeGoodForDays) };
  });
  begin('nhsmail-reply', unanswered(facts));
  begin('provider-silence', openQuestion(facts), () => ({
    rests: [...pauses(facts), ...dormancies(facts)],
  }));
  const publication = watchedPublication(facts);
  begin(
    publication?.level === 'approaching' ? 'approaching-to-met' : 'dspt-currency',
    publication,
    (p) => ({ lastDay: validTo(p) }),
  );
  for (const ticket of openTickets(facts))
    begin('ticket', ticket, (t) => ({ person: t.reference ?? '', rests: pauses(facts) }));
  for (const person of everyone(facts)) {
    const own = () => ({ person });
    for (const start of toActivate(facts, person)) begin('activation', start, own);
    for (const start of lastSignOfLife(facts, person)) begin('inactivity', start, own);
    for (const start of leaving(facts, person)) begin('leaver', start, own);
    for (const start of onLongLeave(facts, person)) begin('long-leave', start, own);
  }
  return found;
}

/** When a rung is due; null while a rest without an end keeps its day from being set. */
export function dueAt(
  rung: PolicyRung,
  { anchor, start, lastDay, rests }: RunningClock,
  times: SendingTimes,
): number | null {
  if (rung.days !== undefined) return strike(leafed(anchor, rung.days), 9);
  if (rung.months !== undefined) return strike(turned(anchor, rung.months).day, 9);
  if (rung.workingDays !== undefined) {
    const isWorkingDay = (day: string): boolean => times.isWorkingDay(day);
    return workingDay(anchor, rung.workingDays, isWorkingDay, rests);
  }
  if (lastDay !== null && rung.daysBeforeEnd !== undefined)
    return strike(leafed(lastDay, -rung.daysBeforeEnd), 9);
  const moment = start.at ? instant(start.at) : strike(anchor, hourOfDay);
  if (rung.hours !== undefined) return ticked(moment, rung.hours * 60);
  if (lastDay !== null && isEnd(rung)) return strike(leafed(lastDay, 1), 0);
  return moment;
}

/** The rung that records an end: no letter of its clock goes after it. */
export const isEnd = (rung: PolicyRung): boolean =>
  rung.atEnd === true || (rung.rung === 'expired' && rung.act === 'record');
