import { policyPublishedSql } from '@app/cases';
import { london } from '@app/domain';
import { type RegisterDay, registerDaysSql } from '@app/providers';

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
 * The columns of `TodaySigns`, which stand behind those of Today itself: most mornings there is
 * nothing to say, and a round trip for each would be made in vain.
 * @param officer the placeholder of the officer's id
 * @param now that of the moment, ISO 8601
 */
export const signColumns = (officer: string, now: string): string => `
  EXISTS (SELECT FROM officer_absence
           WHERE covered_by = ${officer}
             AND (${now}::timestamptz AT TIME ZONE '${london}')::date BETWEEN from_day AND until_day) AS covers,
  EXISTS (SELECT FROM inbound_message WHERE status = 'tray') AS "mailWaits",
  EXISTS (SELECT FROM import_job WHERE state = 'previewed' AND asked_by = 'system') AS "filesWait",
  (SELECT coalesce(json_agg(d), '[]') FROM (${registerDaysSql}) d) AS registers,
  (${policyPublishedSql}) AS policy`;
