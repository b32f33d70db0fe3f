import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** What Today tells of besides its rows, where there is any: whoever keeps it then says more. */
export interface TodaySigns {
  /** The officer covers for somebody. */
  covers: boolean;
  /** Mail has come in that somebody must put where it belongs, of whosever case. */
  mailWaits: boolean;
  /** A file that Caseload fetched has been read, and does not count yet. */
  filesWait: boolean;
}

/**
 * Most mornings there is none of it: one round trip says so instead of one for each.
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
                     WHERE state = 'previewed' AND asked_by = 'system') AS "filesWait"`,
    [officerId, today.toString()],
    'today-signs',
  );
  return signs ?? { covers: true, mailWaits: true, filesWait: true };
}
