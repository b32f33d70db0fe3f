import { type Figures, lastDayOfMonth, type MeasureCode, type Split, splits } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { keepHistories } from '../dashboards/keep-histories';
import { countedMonth } from './counted-month';
import { readMeasured } from './read-measured';
import { measuredParts } from './read-measures';

/** One measure of a month that is over, as it was told then. */
export interface MeasureSnapshot {
  /** `YYYY-MM`. */
  month: string;
  measure: MeasureCode;
  split: Split;
  /** As `partsOf` names it. */
  part: string;
  figures: Figures;
  /** Last day of the month: the register as it was then. */
  day: string;
  /** ISO 8601 UTC. */
  takenAt: string;
  /** Taken later than the first of the next month, from what was known at `takenAt`. */
  isLate: boolean;
}

/** Which snapshots are wanted; what is left out limits nothing. Both months are included. */
export interface SnapshotQuery {
  measure?: MeasureCode;
  split?: Split;
  part?: string;
  /** `YYYY-MM`. */
  from?: string;
  to?: string;
}

/** The snapshots kept, by month, measure and part. */
export function readSnapshots(sql: Sql, query: SnapshotQuery = {}): Promise<MeasureSnapshot[]> {
  const { measure, split, part, from, to } = query;
  return sql.query<MeasureSnapshot>(
    `SELECT to_char(month, 'YYYY-MM') AS month, measure, split, part, figures, day,
            taken_at AS "takenAt", late AS "isLate"
       FROM measure_snapshot
      WHERE ($1::text IS NULL OR measure = $1) AND ($2::text IS NULL OR split = $2)
        AND ($3::text IS NULL OR part = $3)
        AND month BETWEEN coalesce($4::date, '-infinity') AND coalesce($5::date, 'infinity')
      ORDER BY measure_snapshot.month, length(measure), measure, part = '', part COLLATE "C"`,
    [measure, split, part, from && `${from}-01`, to && `${to}-01`].map((value) => value ?? null),
    'measure-snapshots',
  );
}

/** The months that have been taken, `YYYY-MM`, oldest first. */
export async function readSnapshotMonths(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ month: string }>(
    `SELECT to_char(month, 'YYYY-MM') AS month FROM measure_snapshot
      WHERE measure = 'M1' AND split = 'all' ORDER BY 1`,
    [],
    'snapshot-months',
  );
  return rows.map(({ month }) => month);
}

/** Two that come at once take turns; whoever comes second finds the month taken. */
const snapshotLock = 'measure-snapshot';

/**
 * Keeps all measures of a month that is over, in every split, for good. One that is there already is
 * left as it is.
 * @param month `YYYY-MM`
 * @returns whether it was taken just now
 * @throws RangeError while the month is not over
 */
export async function takeSnapshot(
  tx: Sql,
  month: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const [first, day] = [`${month}-01`, lastDayOfMonth(month)];
  const counted = countedMonth(day, now);
  if (!counted.isOver)
    throw new RangeError(
      `${month} is not over yet: its figures can be kept from the first of the next month.`,
    );
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [snapshotLock]);
  const [taken] = await tx.query(
    `SELECT 1 FROM measure_snapshot WHERE month = $1 LIMIT 1`,
    [first],
    'is-month-taken',
  );
  if (taken) return false;
  await keepHistories(tx);
  const rows = await readMeasured(tx, counted);
  const kept = splits.flatMap((split) =>
    measuredParts(rows, counted, split).flatMap(({ part, measures }) =>
      Object.entries(measures).map(([measure, figures]) => ({ measure, split, part, figures })),
    ),
  );
  await tx.query(
    `INSERT INTO measure_snapshot (month, measure, split, part, figures, day, taken_at, late)
     SELECT $1::date, k->>'measure', k->>'split', k->>'part', k->'figures', $2::date, $3, $4
       FROM jsonb_array_elements($5::jsonb) k`,
    [first, day, now.toString(), counted.isPast, JSON.stringify(kept)],
  );
  return true;
}
