import { startOfLondonDay } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type PlaceFilter, placeConditions, placeJoins } from './dashboard-filter';

/** What is planned for one day. */
export interface ComingDay {
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
  /** Matters to be written about; several of one address go as one letter. */
  reminders: number;
  /** Calls and checks for a person. */
  tasks: number;
}

/**
 * The follow-ups that wait, by the day they are planned for. The forecast runs the cases forward and
 * knows besides what those bring with them; this counts what stands planned now, at once.
 * @param days how many, today the first of them; what should have gone before counts under today
 */
export async function readComing(
  sql: Sql,
  today: Temporal.PlainDate,
  days: number,
  filter: PlaceFilter,
): Promise<ComingDay[]> {
  const until = startOfLondonDay(today.add({ days }));
  const values: unknown[] = [until.toString(), today.toString()];
  const place = placeConditions(filter, values);
  // Thousands share a moment: those are counted first, by the index alone, and then put into days.
  const rows = await sql.query<ComingDay>(
    `SELECT greatest((w.ring_at AT TIME ZONE 'Europe/London')::date, $2::date) AS day,
            coalesce(sum(w.waiting) FILTER (WHERE w.act = 'letter'), 0)::int AS reminders,
            coalesce(sum(w.waiting) FILTER (WHERE w.act = 'task'), 0)::int AS tasks
       FROM (SELECT f.ring_at, f.act, count(*) AS waiting
               FROM follow_up f${placeJoins(filter, 'f.case_id')}
              WHERE f.status = 'waiting' AND f.ring_at < $1${place}
              GROUP BY f.ring_at, f.act) w
      GROUP BY 1`,
    values,
  );
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: days }, (_, n) => today.add({ days: n }).toString()).map(
    (day) => byDay.get(day) ?? { day, reminders: 0, tasks: 0 },
  );
}
