import { Temporal } from 'temporal-polyfill';
import type { RungPolicy } from '../policy';
import { dayInWords, london, londonDay, londonMoment, momentInWords } from '../time/london';
import { nextSendingMoment, previousSendingMoment } from '../time/sending-hours';
import type { ClockName, ClockSettings, Rung } from './rung';

/** What all rungs of one running clock share. */
export interface Anchor {
  clock: ClockName;
  fact: string;
  day: Temporal.PlainDate;
  /** First sentence of every basis: what the dates count from. */
  because: () => string;
  person?: string;
}

/** A rung whose due moment is known, and the sentences that led to it. */
interface Due {
  at: Temporal.Instant;
  steps: () => string[];
}

/** The hour of the day at which day rungs fall due, Europe/London. */
const dueHour = 9;

const many = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** On the anchor moment itself. */
export function onTheAnchor(start: Temporal.Instant): Due {
  return { at: start, steps: () => [] };
}

/** Calendar days after the anchor, at 09:00: weekends and bank holidays count. */
export function daysAfter(anchor: Anchor, days: number): Due {
  const day = anchor.day.add({ days });
  const at = londonMoment(day, dueHour);
  return {
    at,
    steps: () => [
      `${many(days, 'calendar day')} later is ${momentInWords(at)} (weekends and bank holidays count).`,
    ],
  };
}

/** Elapsed hours after an instant, whatever the clocks do. */
export function hoursAfter(start: Temporal.Instant, hours: number): Due {
  const at = start.add({ hours });
  return {
    at,
    steps: () => {
      const offsets = [start, at].map((m) => m.toZonedDateTimeISO(london).offsetNanoseconds);
      const changed = offsets[0] === offsets[1] ? '' : '; the clocks change in between';
      return [`${many(hours, 'hour')} later, day and night, is ${momentInWords(at)}${changed}.`];
    },
  };
}

/**
 * Makes the rung, its due moment moved into sending hours. Dates and sentences are worked out when
 * they are asked for: most rungs are only compared by name, each time the clocks are asked again.
 */
export function rungAt(
  anchor: Anchor,
  policy: RungPolicy,
  due: () => Due,
  settings: ClockSettings,
): Rung {
  const dueOnce = once(due);
  const sendAt = once(() => sendMoment(policy, dueOnce().at, settings));
  const basis = once(() => [
    anchor.because(),
    ...dueOnce().steps(),
    describeRoll(policy, dueOnce().at, sendAt(), settings),
  ]);
  return {
    clock: anchor.clock,
    rung: policy.rung,
    anchorFact: anchor.fact,
    anchor: anchor.day.toString(),
    person: anchor.person ?? null,
    act: policy.act,
    to: policy.to ?? null,
    letter: policy.letter ?? null,
    routine: policy.routine ?? true,
    get dueAt() {
      return dueOnce().at;
    },
    get sendAt() {
      return sendAt();
    },
    get basis() {
      return basis();
    },
  };
}

function once<T>(compute: () => T): () => T {
  let found: { value: T } | undefined;
  return () => (found ??= { value: compute() }).value;
}

function sendMoment(
  policy: RungPolicy,
  dueAt: Temporal.Instant,
  { calendar, policy: { sendingHours } }: ClockSettings,
): Temporal.Instant {
  if (policy.act === 'record') return dueAt;
  return policy.last
    ? previousSendingMoment(dueAt, calendar, sendingHours)
    : nextSendingMoment(dueAt, calendar, sendingHours);
}

/** The last sentence of a basis: whether the date moved, over which days, and which way. */
function describeRoll(
  policy: RungPolicy,
  dueAt: Temporal.Instant,
  sendAt: Temporal.Instant,
  { calendar, policy: { sendingHours } }: ClockSettings,
): string {
  if (policy.act === 'record') return 'It is recorded at that moment, whatever the day or hour.';
  const hours = `${sendingHours.from}:00 and ${sendingHours.to}:00`;
  if (Temporal.Instant.compare(dueAt, sendAt) === 0)
    return `That is a working day between ${hours}, so it goes then.`;
  const outside = calendar.isWorkingDay(londonDay(dueAt))
    ? [`Letters and calls go only between ${hours} on working days`]
    : [];
  const why = [...outside, ...skippedDays(londonDay(dueAt), londonDay(sendAt), calendar.whyNot)];
  const way =
    Temporal.Instant.compare(sendAt, dueAt) < 0
      ? 'a last warning must come before the deadline, so it goes back to'
      : 'it goes on to';
  return `${why.join('; ')}: ${way} ${momentInWords(sendAt)}.`;
}

/** Each day from `from` towards `to` that is not a working day, with the reason by name. */
function skippedDays(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  whyNot: (day: Temporal.PlainDate) => string | null,
): string[] {
  const step = Temporal.PlainDate.compare(from, to) < 0 ? 1 : -1;
  const skipped: string[] = [];
  for (let day = from; !day.equals(to); day = day.add({ days: step })) {
    const reason = whyNot(day);
    if (reason !== null) skipped.push(`${dayInWords(day)} is ${reason}`);
  }
  return skipped;
}
