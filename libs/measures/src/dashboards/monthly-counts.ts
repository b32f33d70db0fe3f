import {
  lastDayOfMonth,
  type PasscodeChannel,
  passcodeChannels,
  type PasscodeEvent,
  passcodeEvents,
} from '@app/domain';
import type { Sql } from '@app/platform';
import { type DashboardFilter, placeConditions, placeJoins } from './dashboard-filter';
import { monthsOf, readKept } from './months';
import { instantsOf } from './stage-times';

/** One month of counts. */
interface Month {
  /** `YYYY-MM`. */
  month: string;
  /** As it was kept when the month ended; else as it is known at present. */
  isKept: boolean;
}

/** M8 of one month. */
export interface PasscodeMonth extends Month {
  counts: Record<PasscodeEvent, Record<PasscodeChannel, number>>;
}

/** M10 of one month. */
export interface ReplyMonth extends Month {
  /** Replies within 48 hours. */
  within: number;
  /** 48 hours that ended without one. */
  late: number;
}

/** What became of passcodes, by the month it happened and the way they were sent. */
export async function readPasscodeMonths(
  sql: Sql,
  filter: DashboardFilter,
): Promise<PasscodeMonth[]> {
  const kept = await readKept(sql, 'M8', filter);
  const wanted = stillOpen(filter, kept);
  const counted = new Map<string, number>();
  if (wanted) {
    const values: unknown[] = [`${wanted.from}-01`, lastDayOfMonth(wanted.to)];
    const place = placeConditions(filter, values);
    const byDay = passcodeEvents.map(
      (event) => `SELECT '${event}' AS event, p.channel, p.${event}_on AS day, count(*) AS passcodes
                    FROM case_passcode p${placeJoins(filter, 'p.case_id')}
                   WHERE p.${event}_on BETWEEN $1 AND $2${place}
                   GROUP BY p.channel, p.${event}_on`,
    );
    const rows = await sql.query<{ month: string; key: string; passcodes: number }>(
      `SELECT to_char(d.day, 'YYYY-MM') AS month, d.channel || '-' || d.event AS key,
              sum(d.passcodes)::int AS passcodes
         FROM (${byDay.join(' UNION ALL ')}) d GROUP BY 1, 2`,
      values,
    );
    for (const { month, key, passcodes } of rows) counted.set(`${month} ${key}`, passcodes);
  }
  return monthsOf(filter).map((month) => {
    const figures = kept.get(month);
    const of = (key: string): number =>
      figures ? (figures[key] ?? 0) : (counted.get(`${month} ${key}`) ?? 0);
    const byChannel = (event: PasscodeEvent) =>
      Object.fromEntries(
        passcodeChannels.map((channel) => [channel, of(`${channel}-${event}`)]),
      ) as Record<PasscodeChannel, number>;
    return {
      month,
      isKept: figures !== undefined,
      counts: Object.fromEntries(
        passcodeEvents.map((event) => [event, byChannel(event)]),
      ) as PasscodeMonth['counts'],
    };
  });
}

/** Whether NHSmail kept its promise, by the month in which that was settled. */
export async function readReplyMonths(sql: Sql, filter: DashboardFilter): Promise<ReplyMonth[]> {
  const kept = await readKept(sql, 'M10', filter);
  const wanted = stillOpen(filter, kept);
  const counted = new Map<string, { within: number; late: number }>();
  if (wanted) {
    const values: unknown[] = instantsOf({ ...filter, ...wanted });
    const place = placeConditions(filter, values);
    const rows = await sql.query<{ month: string; within: number; late: number }>(
      `SELECT to_char(m.settled_at AT TIME ZONE 'Europe/London', 'YYYY-MM') AS month,
              coalesce(sum(m.replies) FILTER (WHERE m.within), 0)::int AS within,
              coalesce(sum(m.replies) FILTER (WHERE NOT m.within), 0)::int AS late
         FROM (SELECT h.settled_at, h.within, count(*) AS replies
                 FROM case_submission h${placeJoins(filter, 'h.case_id')}
                WHERE h.settled_at >= $1 AND h.settled_at < $2${place}
                GROUP BY h.settled_at, h.within) m
        GROUP BY 1`,
      values,
    );
    for (const { month, ...counts } of rows) counted.set(month, counts);
  }
  return monthsOf(filter).map((month) => {
    const figures = kept.get(month) ?? counted.get(month);
    return {
      month,
      isKept: kept.has(month),
      within: figures?.within ?? 0,
      late: figures?.late ?? 0,
    };
  });
}

/** The months that were not kept, from the first to the last of them; null when all were. */
function stillOpen(
  filter: DashboardFilter,
  kept: ReadonlyMap<string, unknown>,
): Pick<DashboardFilter, 'from' | 'to'> | null {
  const missing = monthsOf(filter).filter((month) => !kept.has(month));
  const [from, to] = [missing[0], missing.at(-1)];
  return from !== undefined && to !== undefined ? { from, to } : null;
}
