import { BadInput, Conflict, type Described } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Page } from '../../sites/page';
import { Imports } from '../imports.service';
import { applyRow } from './apply-row';
import { likelyDsptRows, type SiteWithoutStatus } from './likely-dspt-rows';
import { likelySites, type SiteSuggestion } from './likely-sites';
import {
  countRows,
  describedBy,
  type QuarantinedRow,
  readRow,
  readRows,
  type RowCount,
  type RowSearch,
  type RowState,
} from './quarantined-row';

const alreadyDecided: Readonly<Record<RowState, string>> = {
  waiting: 'Nobody has decided about this row yet.',
  matched: 'This row has been said to be of a site already; take that back first.',
  dismissed: 'This row has been said to be none of ours already; take that back first.',
};

/**
 * Rows of files that fit no site. A person says which site such a row is of, or that it is none of
 * ours; either is remembered, so the row goes the same way in later files. Nothing here makes a site,
 * and nothing is joined by likeness alone.
 */
@Injectable()
export class Quarantine {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly imports: Imports,
  ) {}

  /** @throws BadInput the cursor is not of this list */
  list(search: RowSearch): Promise<Page<QuarantinedRow>> {
    return readRows(this.db, search);
  }

  counts(): Promise<RowCount[]> {
    return countRows(this.db);
  }

  /** @throws NotFound */
  get(id: string): Promise<QuarantinedRow> {
    return readRow(this.db, id);
  }

  /** The sites that each row may be about, best first. */
  suggestions(
    rows: readonly Pick<QuarantinedRow, 'said'>[],
    most: number,
  ): Promise<SiteSuggestion[][]> {
    const described: Described[] = rows.map(({ said }) => describedBy(said));
    return likelySites(this.db, described, most);
  }

  /**
   * Sites without a DSPT status that a row of the list resembles, under a code to check.
   * @throws BadInput the cursor is not of this list
   */
  likelyDsptRows(page: {
    limit: number;
    cursor?: string | undefined;
  }): Promise<Page<SiteWithoutStatus>> {
    return likelyDsptRows(this.db, page);
  }

  /**
   * Says that a row is of a site, remembers it for later files, and brings the row in at once.
   * @throws NotFound there is no such row
   * @throws BadInput there is no such site
   * @throws Conflict somebody has decided about it
   * @throws Refused the row cannot be used; then nothing is remembered
   */
  async match(id: string, locationId: string, actor: string): Promise<QuarantinedRow> {
    const row = await this.settle(id, actor, 'matched', locationId.trim().toUpperCase());
    try {
      const importId = await applyRow(this.imports, row, actor);
      await this.db.query(
        `UPDATE quarantined_row SET applied_in = $2 WHERE id = $1 AND state = 'matched'`,
        [id, importId],
      );
    } catch (error) {
      await this.forget(this.db, id);
      throw error;
    }
    return this.get(id);
  }

  /**
   * Says that a row is none of ours: it is not listed again, whatever file it comes in.
   * @throws NotFound, Conflict
   */
  dismiss(id: string, actor: string): Promise<QuarantinedRow> {
    return this.settle(id, actor, 'dismissed', null);
  }

  /**
   * Takes a decision back; the import that brought the row in must have been undone before.
   * @throws NotFound
   * @throws Conflict nobody has decided, or what the row brought in still stands
   */
  async reopen(id: string): Promise<QuarantinedRow> {
    await this.db.transaction(async (tx) => {
      const row = await readRow(tx, id, true);
      if (row.state === 'waiting') throw new Conflict('row-undecided', alreadyDecided.waiting);
      if (row.appliedIn !== null && (await stillStands(tx, row.appliedIn)))
        throw new Conflict(
          'row-applied',
          'What this row brought in still stands; undo that import first.',
        );
      await this.forget(tx, id);
    });
    return this.get(id);
  }

  private async settle(
    id: string,
    actor: string,
    state: RowState,
    locationId: string | null,
  ): Promise<QuarantinedRow> {
    return this.db.transaction(async (tx) => {
      const row = await readRow(tx, id, true);
      if (row.state !== 'waiting') throw new Conflict('row-decided', alreadyDecided[row.state]);
      if (locationId !== null) await expectSite(tx, locationId);
      await tx.query(
        `UPDATE quarantined_row
            SET state = $2, location_id = $3, decided_by = $4, decided_at = $5 WHERE id = $1`,
        [id, state, locationId, actor, this.clock.now().toString()],
      );
      return readRow(tx, id);
    });
  }

  private async forget(sql: Sql, id: string): Promise<void> {
    await sql.query(
      `UPDATE quarantined_row SET state = 'waiting', location_id = NULL, decided_by = NULL,
              decided_at = NULL, applied_in = NULL WHERE id = $1`,
      [id],
    );
  }
}

async function expectSite(sql: Sql, locationId: string): Promise<void> {
  const found = locationId.includes('\0')
    ? []
    : await sql.query('SELECT 1 FROM site WHERE location_id = $1', [locationId]);
  if (found.length > 0) return;
  const message = 'There is no site with that location ID; look it up under Sites.';
  throw new BadInput('no-such-site', message, [
    { pointer: '/locationId', code: 'no-such-site', message },
  ]);
}

async function stillStands(sql: Sql, importId: string): Promise<boolean> {
  const [found] = await sql.query<{ stands: boolean }>(
    'SELECT undone_at IS NULL AS stands FROM import_run WHERE id = $1',
    [importId],
  );
  return found?.stands ?? false;
}
