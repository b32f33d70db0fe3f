import { dayInWords, monthNumber } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { capital } from '../words/when';
import { type FormBody, type FormProblem, textOf } from './form';

/** A day as typed, in the three boxes of the design system. */
export interface TypedDay {
  day: string;
  month: string;
  year: string;
}

/** The three boxes as the kit's date input takes them. */
export interface DayItems {
  items: { name: string; value: string; classes: string }[];
  errorMessage: { text: string } | undefined;
}

/** Shows a day as typed, and what is wrong with it if something is. */
export function dayItems(typed: TypedDay, problem: FormProblem | undefined): DayItems {
  const error = problem ? ' nhsuk-input--error' : '';
  return {
    items: [
      { name: 'day', value: typed.day, classes: `nhsuk-input--width-2${error}` },
      { name: 'month', value: typed.month, classes: `nhsuk-input--width-2${error}` },
      { name: 'year', value: typed.year, classes: `nhsuk-input--width-4${error}` },
    ],
    errorMessage: problem && { text: problem.message },
  };
}

/** What is wrong with the day `name`, whichever of its boxes it is about. */
export const dayProblem = (
  problems: readonly FormProblem[],
  name: string,
): FormProblem | undefined => problems.find(({ field }) => field.startsWith(`${name}-`));

export type ReadDay =
  | { day: string }
  | { problem: FormProblem; parts: ('day' | 'month' | 'year')[] };

const parts = ['day', 'month', 'year'] as const;

/** The boxes of the field `name`, filled with a day. */
export function typedDay(day: Temporal.PlainDate): TypedDay {
  return { day: String(day.day), month: String(day.month), year: String(day.year) };
}

export function typedDayOf(body: FormBody, name: string): TypedDay {
  return {
    day: textOf(body, `${name}[day]`),
    month: textOf(body, `${name}[month]`),
    year: textOf(body, `${name}[year]`),
  };
}

/**
 * Reads a day that has come from its three boxes. Months may be numbers or names; a year may have two
 * digits.
 * @param what how the message calls it: "the day the passcode was requested"
 * @param latest the last day allowed, normally today
 * @returns the day as `YYYY-MM-DD`, or what is wrong and in which boxes
 */
export function readDay(
  body: FormBody,
  name: string,
  what: string,
  latest: Temporal.PlainDate,
): ReadDay {
  const read = readRealDay(body, name, what);
  if ('problem' in read) return read;
  const { day } = read;
  if (Temporal.PlainDate.compare(day, latest) > 0)
    return fault(
      name,
      `${capital(what)} must be today or in the past, so not after ${dayInWords(latest)}`,
    );
  if (day.year < 2000) return fault(name, `${capital(what)} must be after 1999`, ['year']);
  return { day: day.toString() };
}

/** How far ahead a day to come may lie: further on, somebody mistyped the year. */
const mostYearsAhead = 5;

/**
 * Reads a day still to come, as `readDay` does.
 * @param today the Europe/London day it has to come after
 */
export function readComingDay(
  body: FormBody,
  name: string,
  what: string,
  today: Temporal.PlainDate,
): ReadDay {
  const read = readRealDay(body, name, what);
  if ('problem' in read) return read;
  const { day } = read;
  if (Temporal.PlainDate.compare(day, today) <= 0)
    return fault(name, `${capital(what)} must be later than today, ${dayInWords(today)}`);
  if (Temporal.PlainDate.compare(day, today.add({ years: mostYearsAhead })) > 0)
    return fault(name, `${capital(what)} must be within ${mostYearsAhead} years`, ['year']);
  return { day: day.toString() };
}

type Part = (typeof parts)[number];

/** What is wrong with a day, and in which boxes. */
type Fault = Extract<ReadDay, { problem: FormProblem }>;

const fault = (name: string, message: string, at: readonly Part[] = parts): Fault => ({
  problem: { field: `${name}-${at[0] ?? 'day'}`, message },
  parts: [...at],
});

/** Reads a real day, past or to come, as `readDay` does. Which days are allowed is for others to say. */
export function readAnyDay(body: FormBody, name: string, what: string): ReadDay {
  const read = readRealDay(body, name, what);
  return 'problem' in read ? read : { day: read.day.toString() };
}

function readRealDay(
  body: FormBody,
  name: string,
  what: string,
): { day: Temporal.PlainDate } | Fault {
  const typed = typedDayOf(body, name);
  const missing = parts.filter((part) => typed[part] === '');
  if (missing.length === 3) return fault(name, `Enter ${what}`);
  if (missing.length > 0)
    return fault(name, `${capital(what)} must include a ${missing.join(' and ')}`, missing);
  const day = toDay(typed);
  return day ? { day } : fault(name, `${capital(what)} must be a real date`);
}

function toDay(typed: TypedDay): Temporal.PlainDate | null {
  const month = /^\d{1,2}$/.test(typed.month) ? Number(typed.month) : monthNumber(typed.month);
  if (!/^\d{1,2}$/.test(typed.day) || !/^(\d{2}|\d{4})$/.test(typed.year) || !month) return null;
  const year = Number(typed.year) + (typed.year.length === 2 ? 2000 : 0);
  try {
    return Temporal.PlainDate.from({ year, month, day: Number(typed.day) }, { overflow: 'reject' });
  } catch {
    return null;
  }
}
