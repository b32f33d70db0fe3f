import { policyPublishedSql } from '@app/cases';
import type { Sql } from '@app/platform';
import { type RegisterDay, registerDaysSql } from '@app/providers';
import type { Temporal } from 'temporal-polyfill';

/** What Today tells of besides its rows, where there is any: whoever keeps it then says more. */
export interface TodaySigns {
  /** The officer covers for somebody. */
  covers: boolean;
  /** Mail has come in that somebody must put where it belongs, of whosever case. */
  mailWaits: boolean;
  /** A file that Caseload fetched has been read, and does not count yet. */
  filesWait: boolean;
  /** How old the registers are. */
  registers: RegisterDay[];
  /** The number of the policy in force, whose calendar may end soon; null before anybody needed one. */
  policy: number | null;
}

/**
 * Most mornings there is nothing to say: one round trip tells instead of one for each.
 * @param today Europe/London
 */
export async function readTodaySigns(
  sql: Sql,
  officerId: string,
  today: Temporal.PlainDate,
): Promise<TodaySigns> {
  const [signs] = await sql.query<TodaySigns>(
    `SELECT EXISTS (SELECT FROM officer_absence
                     WHERE covered_by = $1 AND $2::date BETWEEN from_day AND until_day) AS covers,
            EXISTS (SELECT FROM inbound_message WHERE status = 'tray') AS "mailWaits",
            EXISTS (SELECT FROM import_job
                     WHERE state = 'previewed' AND asked_by = 'system') AS "filesWait",
            (SELECT coalesce(json_agg(d), '[]') FROM (${registerDaysSql}) d) AS registers,
            (${policyPublishedSql}) AS policy`,
    [officerId, today.toString()],
    'today-signs',
  );
  if (!signs) throw new Error('One row was asked for and none came.');
  return signs;
}
