import { type CaseState, type DsptFact, factOfStatus } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import type { Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** What the DSPT lists say that an open case does not know. */
@Injectable()
export class DsptNews {
  constructor(private readonly standings: DsptStandings) {}

  /** Open cases whose site may stand otherwise after an import of a DSPT list. */
  async casesTouchedBy(sql: Sql, importId: string): Promise<Set<string>> {
    const codes = await sql.query<{ code: string }>(
      `SELECT code FROM dspt_status WHERE import_id = $1
       UNION SELECT key FROM register_change WHERE import_id = $1 AND subject = 'dsptStatus'`,
      [importId],
      'dspt-codes-of-import',
    );
    if (codes.length === 0) return new Set();
    const sites = await this.standings.sitesUnder(
      codes.map(({ code }) => code),
      sql,
    );
    const cases = await sql.query<{ id: string }>(
      'SELECT id FROM application_case WHERE open AND location_id = ANY($1)',
      [sites],
      'cases-under-dspt-codes',
    );
    return new Set(cases.map(({ id }) => id));
  }

  /**
   * The publication a case should be told of; null when it knows what counts, or no list has been
   * imported.
   * @param state what the case knows
   * @param listDay the day the list speaks of; the newest list's unless given
   * @param today Europe/London day, `YYYY-MM-DD`
   */
  async factFor(
    tx: Sql,
    locationId: string,
    state: CaseState,
    today: string,
    listDay?: string,
  ): Promise<DsptFact | null> {
    const day = listDay ?? (await newestListDay(tx));
    if (day === null) return null;
    const standing = await this.standings.of(locationId, today, tx);
    return factOfStatus(standing.counted, state.dspt, day < today ? day : today);
  }
}

async function newestListDay(tx: Sql): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>(
    "SELECT max(as_of) AS day FROM import_run WHERE kind = 'dspt' AND undone_at IS NULL",
    [],
    'newest-list-for-news',
  );
  return row?.day ?? null;
}
