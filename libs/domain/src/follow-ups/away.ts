import { Temporal } from 'temporal-polyfill';
import type { ClockSettings, Rung } from '../clocks/rung';
import { londonDay, londonMoment } from '../time/london';
import { nextSendingMoment, previousSendingMoment } from '../time/sending-hours';
import { workingDaysAfter } from '../time/working-days';

/** A reader who is away for longer is written to all the same, and finds the letter. */
const longestHoldDays = 14;

/**
 * Until when a letter waits for a reader who is away; null when it need not. It goes at 09:00 of the
 * working day they are back, at most 14 days after its own moment; one that must precede a deadline,
 * at the latest at 09:00 of the last working day before that.
 * @param awayUntil in the Europe/London day they are back
 * @param sendAt the letter's own moment
 * @param wanted everything the clocks want, among it what this letter must precede
 */
export function awayHold(
  rung: Rung,
  awayUntil: Temporal.Instant,
  sendAt: Temporal.Instant,
  now: Temporal.Instant,
  wanted: readonly Rung[],
  { policy, calendar }: ClockSettings,
): Temporal.Instant | null {
  const { sendingHours } = policy;
  const atNine = (day: Temporal.PlainDate) => londonMoment(day, sendingHours.from);
  const back = nextSendingMoment(atNine(londonDay(awayUntil)), calendar, sendingHours);
  const longest = previousSendingMoment(
    atNine(londonDay(sendAt).add({ days: longestHoldDays })),
    calendar,
    sendingHours,
  );
  return earliestAhead([back, longest, ...latestMoment(rung, wanted, { policy, calendar })], now);
}

/**
 * Until when a letter of the ladder waits because somebody has sent its reader the same by hand; null
 * when it need not. It comes neither on that day nor on the working day after it, but one that must
 * precede a deadline still does.
 * @param remindedOn the Europe/London day the letter sent by hand goes
 */
export function restHold(
  rung: Rung,
  remindedOn: Temporal.PlainDate,
  now: Temporal.Instant,
  wanted: readonly Rung[],
  { policy, calendar }: ClockSettings,
): Temporal.Instant | null {
  const day = workingDaysAfter(remindedOn, 2, calendar);
  const rested = londonMoment(day, policy.sendingHours.from);
  return earliestAhead([rested, ...latestMoment(rung, wanted, { policy, calendar })], now);
}

const earliestAhead = (
  moments: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Temporal.Instant | null => {
  const [until] = [...moments].sort(Temporal.Instant.compare);
  return until && Temporal.Instant.compare(until, now) > 0 ? until : null;
};

/** For a letter that must precede a deadline, 09:00 of the last working day before that. */
function latestMoment(
  rung: Rung,
  wanted: readonly Rung[],
  { policy, calendar }: ClockSettings,
): Temporal.Instant[] {
  const deadline = isLast(rung, policy) ? deadlineOf(rung, wanted) : undefined;
  if (!deadline) return [];
  return [londonMoment(calendar.lastBefore(londonDay(deadline)), policy.sendingHours.from)];
}

/** Whether the ladder says that this letter must precede a deadline. */
const isLast = ({ clock, rung }: Rung, policy: ClockSettings['policy']): boolean =>
  policy.ladders[clock].some((step) => step.rung === rung && step.last === true);

/** What the clock comes to after this letter: what it records then, else the task it raises. */
function deadlineOf(rung: Rung, wanted: readonly Rung[]): Temporal.Instant | undefined {
  const later = wanted
    .filter(
      (other) =>
        other.clock === rung.clock &&
        other.anchorFact === rung.anchorFact &&
        other.act !== 'letter' &&
        Temporal.Instant.compare(other.dueAt, rung.dueAt) > 0,
    )
    .sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
  return (later.find(({ act }) => act === 'record') ?? later[0])?.dueAt;
}
