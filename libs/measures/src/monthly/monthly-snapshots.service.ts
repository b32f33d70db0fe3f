import { londonDay } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { readSnapshotMonths, takeSnapshot } from './snapshots';

/** Keeps the measures of each month once it is over. */
@Injectable()
export class MonthlySnapshots {
  /** The newest month known to be taken: while that is the last one there is nothing to ask. */
  private newest = '';

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes every month that is over and not taken, the oldest first; those missed while no worker ran
   * are made up for and say so. The months begin with the one in which the first officer came: what
   * is recorded of earlier times may still be on its way in.
   * @returns the months taken just now, `YYYY-MM`
   */
  async run(): Promise<string[]> {
    const now = this.clock.now();
    const last = londonDay(now).toPlainYearMonth().subtract({ months: 1 });
    if (this.newest === last.toString()) return [];
    const taken: string[] = [];
    for (const month of await missingMonths(this.db, last))
      if (await this.db.transaction((tx) => takeSnapshot(tx, month, now))) taken.push(month);
    this.newest = last.toString();
    return taken;
  }
}

/** The month in which the first officer came, `YYYY-MM`, Europe/London; null before. */
export async function firstMonthOfUse(sql: Sql): Promise<string | null> {
  const [begun] = await sql.query<{ month: string | null }>(
    `SELECT to_char(min(created_at) AT TIME ZONE 'Europe/London', 'YYYY-MM') AS month FROM officer`,
    [],
    'first-month-of-use',
  );
  return begun?.month ?? null;
}

/** Months since the service is used, up to `last`, that are not taken. */
async function missingMonths(sql: Sql, last: Temporal.PlainYearMonth): Promise<string[]> {
  const begun = await firstMonthOfUse(sql);
  if (begun === null) return [];
  const taken = new Set(await readSnapshotMonths(sql));
  const missing: string[] = [];
  for (
    let month = Temporal.PlainYearMonth.from(begun);
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  )
    if (!taken.has(month.toString())) missing.push(month.toString());
  return missing;
}
