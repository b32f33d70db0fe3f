import {
  type Act,
  type Addressee,
  ownersIn,
  type Scope,
  type Stage,
  type WaitingOn,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { todayOfSeveralSql, todaySql } from './today.sql';

/** A home as a line on the Today page names it. */
interface Home {
  caseId: string;
  locationId: string;
  home: string;
  town: string | null;
  practice: boolean;
}

/** A call or check only a person can make. */
export interface TodayTask extends Home {
  id: string;
  /** `clock/rung`, or the kind of a task that no clock made: names what to do. */
  kind: string;
  /** The letter or message it is about, when no clock made it. */
  about: string | null;
  /** ISO 8601 UTC. */
  dueAt: string;
}

/** An application NHSmail has not answered within 48 hours. */
export interface LateReply extends Home {
  breachedAt: string;
}

/** A passcode that stops working soon, or has. */
export interface DyingPasscode extends Home {
  /** The last day it is good, Europe/London. */
  useBy: string;
}

/** A case that was set aside, or had no date running, and whose day has come. */
export interface ToReview extends Home {
  stage: Stage;
  /** Europe/London day, today or earlier. */
  parkedUntil: string;
  parkedWhy: string | null;
}

/** A letter a person has to decide about: nobody knows if it arrived, or the server refused it. */
export interface TroubledLetter extends Home {
  id: string;
  subject: string;
  status: 'refused' | 'unknown';
  plannedAt: string;
  serverReply: string | null;
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
  tasks: TodayTask[];
  taskCount: number;
  lateReplies: LateReply[];
  lateReplyCount: number;
  /** Within seven days, or already dead. */
  dyingPasscodes: DyingPasscode[];
  dyingPasscodeCount: number;
  toReview: ToReview[];
  toReviewCount: number;
  troubledLetters: TroubledLetter[];
  troubledLetterCount: number;
  comingUp: ComingUp[];
  /** Follow-ups whose moment passed more than five minutes ago and which nothing has taken up. */
  behind: number;
  /** Cases whose follow-up failed and is being tried again. */
  failing: Home[];
  /** False before the first import. */
  anySites: boolean;
}

/** Counts stop here, so that a page never counts a million rows; shown as "1,000 or more". */
export const countsTo = 1000;

/** Open tasks shown at once. */
const tasksAtOnce = 50;

/**
 * What the Today page shows, as JSON text that can be sent as it stands.
 * @param scope whose cases
 */
export async function todayAsJson(sql: Sql, now: Temporal.Instant, scope: Scope): Promise<string> {
  const owners = ownersIn(scope);
  // For one officer the lists come in order from the index of their cases.
  const isOneOrAll = owners === null || owners.length === 1;
  const rows = await sql.query<{ today: string }>(
    isOneOrAll ? todaySql : todayOfSeveralSql,
    [now.toString(), isOneOrAll ? (owners?.[0] ?? null) : owners, tasksAtOnce, countsTo],
    isOneOrAll ? 'today' : 'today-of-several',
  );
  return rows[0]?.today ?? '';
}

/** What the Today page shows. */
export async function readToday(sql: Sql, now: Temporal.Instant, scope: Scope): Promise<Today> {
  return JSON.parse(await todayAsJson(sql, now, scope)) as Today;
}
