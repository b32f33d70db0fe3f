import {
  type Act,
  type Addressee,
  type CallMatter,
  ownersIn,
  type Scope,
  type Stage,
  type WaitingOn,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { signColumns, type TodaySigns } from './today-signs';
import { type TodaySizes, todaySql, type Whose } from './today.sql';
import type { TodaySection } from './today-sections';

/** A home as a line on the Today page names it. */
interface Home {
  caseId: string;
  locationId: string;
  home: string;
  town: string | null;
  practice: boolean;
}

/** A call or check that somebody or a clock has asked for. */
export interface TodayTask {
  id: string;
  /** `clock/rung`, or the kind of a task that no clock made: names what to do. */
  kind: string;
  /** The letter or message it is about, when no clock made it. */
  about: string | null;
  /** ISO 8601 UTC. */
  dueAt: string;
}

/** A letter a person has to decide about: nobody knows if it arrived, or the server refused it. */
export interface TroubledLetter {
  id: string;
  subject: string;
  status: 'refused' | 'unknown';
  plannedAt: string;
  serverReply: string | null;
}

/** The moment an account or a DSPT ends, unless something is done before. */
export interface Ending {
  clock: string;
  rung: string;
  /** ISO 8601 UTC; a DSPT is good until just before it. */
  at: string;
}

/** One matter of one case that needs somebody today, with all that asks for it. */
export interface TodayRow extends Home {
  section: TodaySection;
  matter: CallMatter;
  /** What its place on the page goes by: since when it is due, or when it ends; ISO 8601 UTC. */
  at: string;
  /** The telephone number of the home by the register; null when the register has none. */
  phone: string | null;
  stage: Stage;
  /** Who has to act next. */
  waitingOn: WaitingOn;
  /** The last day its passcode is good, Europe/London; null without one. */
  useBy: string | null;
  /** When NHSmail's 48 hours ran out without a reply. */
  breachedAt: string | null;
  /** The Europe/London day it rests until; null when it does not. */
  parkedUntil: string | null;
  /** Why, where the row is about that. */
  parkedWhy: string | null;
  /** Open tasks about this matter, earliest due first. */
  tasks: TodayTask[];
  letter: TroubledLetter | null;
  ends: Ending | null;
}

/** A letter or call that is planned. */
export interface ComingUp extends Home {
  clock: string;
  rung: string;
  act: Act;
  to: Addressee | null;
  letter: string | null;
  /** When it goes out. */
  at: string;
}

/** The officer's morning on one page. Every list is cut at its limit; counts stop at `countsTo`. */
export interface Today {
  /** ISO 8601 UTC. */
  asOf: string;
  /** Open cases by who has to act next; every open case counts once. */
  waitingOn: { on: WaitingOn; cases: number }[];
  /** How many rows each part of the page has, in the order of the page; up to `rowsCountedTo`. */
  sections: { section: TodaySection; count: number }[];
  /** In the order of the page; the first of each part, then as many as there is room for. */
  rows: TodayRow[];
  comingUp: ComingUp[];
  /**
   * Follow-ups whose moment passed more than five minutes ago and which nothing has taken up; up to
   * `rowsCountedTo`.
   */
  behind: number;
  /** Cases whose follow-up failed and is being tried again. */
  failing: Home[];
  /** False before the first import. */
  anySites: boolean;
}

/** Counts stop here, so that a page never counts a million rows; shown as "1,000 or more". */
export const countsTo = 1000;

/** Here counting the rows of Today stops, unless more of them are wanted than one page has. */
export const rowsCountedTo = 100;

/** The others move up as these are finished. */
const onePage: TodaySizes = { rows: 30, forCertain: 4, counted: rowsCountedTo, waiting: countsTo };

/** PostgreSQL plans each of these once on a connection. */
const pageSql: Readonly<Record<Whose, string>> = {
  everyone: todaySql('everyone', onePage),
  one: todaySql('one', onePage),
  several: todaySql('several', onePage),
};

/** Each with the signs behind it; the officer is its last value. */
const pageWithSignsSql: Readonly<Record<Whose, string>> = {
  everyone: `${pageSql.everyone}, ${signColumns('$2', '$1')}`,
  one: `${pageSql.one}, ${signColumns('$3', '$1')}`,
  several: `${pageSql.several}, ${signColumns('$3', '$1')}`,
};

/** Whose cases, and the value that names them. */
function namedIn(scope: Scope): { whose: Whose; whom: unknown[] } {
  const owners = ownersIn(scope);
  if (owners === null) return { whose: 'everyone', whom: [] };
  return owners.length === 1
    ? { whose: 'one', whom: [owners[0]] }
    : { whose: 'several', whom: [owners] };
}

/**
 * What the Today page shows, as JSON text that can be sent as it stands.
 * @param scope whose cases
 * @param most rows in all, which are then counted this far; files and letters tell of more than a page
 */
export async function todayAsJson(
  sql: Sql,
  now: Temporal.Instant,
  scope: Scope,
  most?: number,
): Promise<string> {
  const { whose, whom } = namedIn(scope);
  const text =
    most === undefined
      ? pageSql[whose]
      : todaySql(whose, { ...onePage, rows: most, counted: Math.max(most, rowsCountedTo) });
  const rows = await sql.query<{ today: string }>(
    text,
    [now.toString(), ...whom],
    most === undefined ? `today-of-${whose}` : undefined,
  );
  return rows[0]?.today ?? '';
}

/**
 * What the Today page shows.
 * @param most rows in all, which are then counted this far; files and letters tell of more than a page
 */
export async function readToday(
  sql: Sql,
  now: Temporal.Instant,
  scope: Scope,
  most?: number,
): Promise<Today> {
  return JSON.parse(await todayAsJson(sql, now, scope, most)) as Today;
}

/** What the Today page shows, and what it tells of besides to this officer, in one round trip. */
export async function readTodayWithSigns(
  sql: Sql,
  now: Temporal.Instant,
  scope: Scope,
  officerId: string,
): Promise<{ today: Today; signs: TodaySigns }> {
  const { whose, whom } = namedIn(scope);
  const [row] = await sql.query<TodaySigns & { today: string }>(
    pageWithSignsSql[whose],
    [now.toString(), ...whom, officerId],
    `today-with-signs-of-${whose}`,
  );
  if (!row) throw new Error('One row was asked for and none came.');
  const { today, ...signs } = row;
  return { today: JSON.parse(today) as Today, signs };
}
