import { type BankHoliday, Conflict, NotFound } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CalendarPublication } from './calendar-publication';

interface StoredImport {
  fileName: string;
  undone: boolean;
  policy: number | null;
}

/**
 * Takes the import of a list of bank holidays back: the days that held before come into force again,
 * as a version of the policy of their own.
 */
@Injectable()
export class UndoBankHolidays {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly publication: CalendarPublication,
  ) {}

  /**
   * @throws NotFound there is no such import of bank holidays
   * @throws Conflict it is undone already, or a later policy stands on its days
   */
  async undo(importId: string, actor: string): Promise<void> {
    const found = await this.find(importId);
    if (found.undone) throw new Conflict('already-undone', 'This import has been undone already.');
    if (found.policy === null) {
      await this.db.transaction((tx) => this.mark(tx, importId, actor));
      return;
    }
    const former = await this.formerDays(found.policy);
    const reason = `The import of ${found.fileName.slice(0, 300)} was undone.`;
    const calendar = { base: found.policy, bankHolidays: former, reason, actor };
    await this.publication.publish(calendar, this.clock.now(), null, (tx) =>
      this.mark(tx, importId, actor),
    );
  }

  private async find(importId: string): Promise<StoredImport> {
    const [found] = await this.db.query<StoredImport>(
      `SELECT file_name AS "fileName", undone_at IS NOT NULL AS undone,
              (result ->> 'policy')::int AS policy
         FROM import_run WHERE id = $1 AND kind = 'bank-holidays'`,
      [importId],
    );
    if (!found)
      throw new NotFound('no-such-import', 'There is no import of bank holidays with that id.');
    return found;
  }

  /** The calendar that held before this version; it must be the one that holds now. */
  private async formerDays(policy: number): Promise<BankHoliday[]> {
    const versions = await this.db.query<{ number: number; calendar: BankHoliday[] }>(
      `SELECT number, calendar FROM policy_version WHERE published_at IS NOT NULL
        ORDER BY published_at DESC, number DESC`,
    );
    const [newest] = versions;
    if (newest?.number !== policy)
      throw new Conflict(
        'has-dependants',
        `Policy ${newest?.number} was published after these days came into force; change the days in a policy of its own.`,
      );
    return versions[1]?.calendar ?? [];
  }

  private async mark(tx: Sql, importId: string, actor: string): Promise<void> {
    await tx.query('UPDATE import_run SET undone_at = $2, undone_by = $3 WHERE id = $1', [
      importId,
      this.clock.now().toString(),
      actor,
    ]);
  }
}
