import type { Temporal } from 'temporal-polyfill';
import { type RungPolicy, type Unit, unitOf } from '../policy';
import { dayInWords, london, londonMoment, momentInWords, startOfLondonDay } from '../time/london';
import { countWorkingDays, type Uncounted } from '../time/working-days';
import type { ClockSettings } from './rung';

/** The last day something is good, and the sentence that says why. */
export interface End {
  lastDay: Temporal.PlainDate;
  because: string;
}

/** What the rungs of one running clock count from. */
export interface Counting {
  /** The Europe/London day it started. */
  day: Temporal.PlainDate;
  /** The very moment it started. */
  start: Temporal.Instant;
  /** For rungs that count back from an end, or fall on it. */
  end?: () => End;
  /** Spans whose working days do not count. */
  uncounted?: readonly Uncounted[];
}

/** A moment a rule names, and the sentences that led to it. */
export interface Due {
  at: Temporal.Instant;
  steps: () => string[];
}

/** The hour of the day at which day rungs fall due, Europe/London. */
const dueHour = 9;

type CountDue = (counting: Counting, n: number, settings: ClockSettings) => Due | null;

const many = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

const endOf = ({ end }: Counting): End => {
  if (!end) throw new Error('this clock has no end to count from');
  return end();
};

/** How each unit of a ladder counts. Null: not known yet, while the clock is paused. */
const counted: Record<Unit, CountDue> = {
  atStart: ({ start }) => ({ at: start, steps: () => [] }),

  days: ({ day }, days) => {
    const at = londonMoment(day.add({ days }), dueHour);
    return {
      at,
      steps: () => [
        `${many(days, 'calendar day')} later is ${momentInWords(at)} (weekends and bank holidays count).`,
      ],
    };
  },

  months: ({ day }, months) => {
    const on = day.add({ months });
    const at = londonMoment(on, dueHour);
    const short =
      on.day === day.day ? '' : ` That month has no day ${day.day}, so its last day counts.`;
    return {
      at,
      steps: () => [`${many(months, 'calendar month')} later is ${momentInWords(at)}.${short}`],
    };
  },

  hours: ({ start }, hours) => {
    const at = start.add({ hours });
    return {
      at,
      steps: () => {
        const offsets = [start, at].map((m) => m.toZonedDateTimeISO(london).offsetNanoseconds);
        const changed = offsets[0] === offsets[1] ? '' : '; the clocks change in between';
        return [`${many(hours, 'hour')} later, day and night, is ${momentInWords(at)}${changed}.`];
      },
    };
  },

  workingDays: ({ day, uncounted }, count, { calendar }) => {
    const found = countWorkingDays(day, count, dueHour, calendar, uncounted);
    if (!found) return null;
    const { at, skipped } = found;
    return {
      at,
      steps: () => {
        const days = skipped.map((s) => `${dayInWords(s.day)} (${s.why})`).join(', ');
        const notCounted = days === '' ? '' : ` Not counted: ${days}.`;
        return [`Working day ${count} after that is ${momentInWords(at)}.${notCounted}`];
      },
    };
  },

  daysBeforeEnd: (counting, days) => {
    const { lastDay, because } = endOf(counting);
    const at = londonMoment(lastDay.subtract({ days }), dueHour);
    return {
      at,
      steps: () => [because, `${many(days, 'calendar day')} before that is ${momentInWords(at)}.`],
    };
  },

  atEnd: (counting) => {
    const { lastDay, because } = endOf(counting);
    const at = startOfLondonDay(lastDay.add({ days: 1 }));
    return {
      at,
      steps: () => [because, `The first moment after that is ${momentInWords(at)}.`],
    };
  },
};

/** When a rung falls due; null while a pause without end hides it. */
export function dueOf(rung: RungPolicy, counting: Counting, settings: ClockSettings): Due | null {
  const unit = unitOf(rung) ?? 'atStart';
  const n = unit === 'atStart' ? 0 : Number(rung[unit]);
  return counted[unit](counting, n, settings);
}
