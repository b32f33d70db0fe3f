import { Temporal } from 'temporal-polyfill';
import type { BankHoliday } from '../time/working-calendar';

/** What an announced list of bank holidays makes of the days that are known. */
export interface HolidayChanges {
  /** The days that would then be known, earliest first. */
  days: BankHoliday[];
  added: BankHoliday[];
  removed: BankHoliday[];
  /** The same day under another name. */
  renamed: { date: string; from: string; to: string }[];
  unchanged: number;
}

const byDate = (a: BankHoliday, b: BankHoliday): number => (a.date < b.date ? -1 : 1);

/**
 * Compares the bank holidays known with those a list announces. A list speaks of the days from its
 * first to its last: GOV.UK drops years long past, and those to come are announced one by one, so
 * days before and after stay as they are.
 * @param announced each day at most once
 */
export function compareHolidays(
  known: readonly BankHoliday[],
  announced: readonly BankHoliday[],
): HolidayChanges {
  const listed = new Map(announced.map((holiday) => [holiday.date, holiday]));
  const dates = [...listed.keys()].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  const isSpokenOf = ({ date }: BankHoliday): boolean =>
    first !== undefined && last !== undefined && date >= first && date <= last;
  const before = new Map(known.map((holiday) => [holiday.date, holiday]));
  const stay = known.filter((holiday) => !isSpokenOf(holiday));
  const common = announced.filter(({ date }) => before.has(date));
  const removed = known.filter((h) => isSpokenOf(h) && !listed.has(h.date));
  const renamed = common.flatMap(({ date, title }) => {
    const from = before.get(date)?.title ?? title;
    return from === title ? [] : [{ date, from, to: title }];
  });
  return {
    days: [...stay, ...listed.values()].sort(byDate),
    added: announced.filter(({ date }) => !before.has(date)).sort(byDate),
    removed: removed.sort(byDate),
    renamed: renamed.sort((a, b) => (a.date < b.date ? -1 : 1)),
    unchanged: known.length - renamed.length - removed.length,
  };
}

/** How far ahead the bank holidays are known. */
export interface HolidayHorizon {
  /** The last bank holiday known, `YYYY-MM-DD`; null when none is. */
  knownUntil: string | null;
  /** Dates that are worked out may miss holidays not yet announced: read the list again. */
  isShort: boolean;
}

/** GOV.UK announces a year or two ahead (domain rules, section 2, “Calendar”). */
const enoughMonths = 6;

/**
 * Whether the known bank holidays end in under six months. A list that ends on the very day in six
 * months still reaches far enough.
 * @param knownUntil the last of them, `YYYY-MM-DD`; null when none is known
 * @param today the Europe/London day
 */
export function holidayHorizon(
  knownUntil: string | null,
  today: Temporal.PlainDate,
): HolidayHorizon {
  const isShort =
    knownUntil === null ||
    Temporal.PlainDate.compare(knownUntil, today.add({ months: enoughMonths })) < 0;
  return { knownUntil, isShort };
}
