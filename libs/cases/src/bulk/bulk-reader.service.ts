import { isUuid, NotFound, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type BulkHead, headColumns, readOwnHead } from './bulk-action.repository';
import type { Chooser } from './bulk-actions.service';
import { type BulkRow, rowColumns } from './bulk-rows';

/** A row with what it is about, for people. */
export interface ShownRow extends BulkRow {
  home: string;
  town: string | null;
  practice: boolean;
}

/** How many rows stand where. */
export interface BulkCounts {
  rows: number;
  waiting: number;
  verdicts: Record<string, number>;
  results: Record<string, number>;
  undoings: Record<string, number>;
}

/** What was chosen for many cases at once, what would come of it, and what came of it. */
@Injectable()
export class BulkReader {
  constructor(private readonly db: Database) {}

  /** @throws NotFound it is not there, or somebody else's */
  head(id: string, { officerId }: Chooser): Promise<BulkHead> {
    if (!isUuid(id))
      throw new NotFound('no-such-bulk', 'There is no such selection; choose the cases again.');
    return readOwnHead(this.db, id, officerId);
  }

  /** Of an action whose head was read. Cases that are another team's by now are left out. */
  rows(id: string, scope: Scope): Promise<ShownRow[]> {
    const values: unknown[] = [id];
    return this.db.query<ShownRow>(
      `SELECT ${rowColumns}, s.name AS home, s.town, coalesce(c.practice, false) AS practice
         FROM bulk_row r JOIN site s USING (location_id)
         LEFT JOIN application_case c ON c.id = r.case_id
        WHERE r.bulk_id = $1
          AND (r.case_id IS NULL OR ${scopeCondition(scope, 'c.officer_id', values)})
        ORDER BY r.n`,
      values,
    );
  }

  /** The last actions of an officer, the newest first. */
  recent(officerId: string): Promise<(BulkHead & { rows: number; done: number })[]> {
    return this.db.query(
      `SELECT ${headColumns},
              (SELECT count(*)::int FROM bulk_row r WHERE r.bulk_id = a.id) AS rows,
              (SELECT count(*)::int FROM bulk_row r WHERE r.bulk_id = a.id AND r.result = 'done') AS done
         FROM bulk_action a WHERE made_by = $1 ORDER BY made_at DESC, id LIMIT 30`,
      [officerId],
      'recent-bulk',
    );
  }

  /** How many rows of an action stand where. */
  async counts(id: string): Promise<BulkCounts> {
    const rows = await this.db.query<
      Record<'todo' | 'verdict' | 'result' | 'undo', string | null> & { n: number }
    >(
      `SELECT todo, verdict, result, undo, count(*)::int AS n FROM bulk_row
        WHERE bulk_id = $1 GROUP BY todo, verdict, result, undo`,
      [id],
    );
    const by = (column: 'verdict' | 'result' | 'undo'): Record<string, number> => {
      const sums: Record<string, number> = {};
      for (const { [column]: name, n } of rows) if (name) sums[name] = (sums[name] ?? 0) + n;
      return sums;
    };
    const sum = (which: readonly { n: number }[]) => which.reduce((all, { n }) => all + n, 0);
    return {
      rows: sum(rows),
      waiting: sum(rows.filter(({ todo }) => todo !== null)),
      verdicts: by('verdict'),
      results: by('result'),
      undoings: by('undo'),
    };
  }
}
