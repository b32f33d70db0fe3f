import { Conflict, DomainError, NotFound } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { type Dependant, dependantsOf, undoImport, UndoInTheWay } from '@app/providers';
import { Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';
import { RecordFactService } from '../record-fact.service';
import { UndoBankHolidays } from './bank-holidays/undo-bank-holidays.service';
import { newsOf, type ToldFact, withdrawTasksOf } from './kept-news';

/** Ends a trial without keeping anything. */
class OnlyLooked extends Error {
  constructor(readonly dependants: readonly Dependant[]) {
    super('looked');
  }
}

/** Takes an import back: the register, and what open cases were told because of it, at once. */
@Injectable()
export class UndoImport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly recording: RecordFactService,
    private readonly bankHolidays: UndoBankHolidays,
  ) {}

  /**
   * The register is as it was before the import, facts it gave reason to record are retracted, and
   * tasks it raised withdrawn; all of it or nothing.
   * @throws NotFound no such import
   * @throws Conflict it has been undone already
   * @throws UndoInTheWay something later stands on it, each named
   */
  async undo(importId: string, actor: string): Promise<void> {
    if (await this.isBankHolidays(importId)) return this.bankHolidays.undo(importId, actor);
    const wanted = await this.db.transaction(async (tx) => {
      const { inTheWay, wanted } = await this.retract(tx, importId, actor);
      if (inTheWay.length > 0) throw new UndoInTheWay(inTheWay);
      await undoImport(tx, importId, actor, this.clock.now().toString());
      return wanted;
    });
    await this.bells.setFor(wanted);
  }

  /**
   * What an undo would be refused for; nothing is changed. Bank holidays say it themselves as they
   * are undone.
   * @throws NotFound, Conflict as `undo`
   */
  async inTheWay(importId: string): Promise<readonly Dependant[]> {
    if (await this.isBankHolidays(importId)) return [];
    try {
      return await this.db.transaction(async (tx) => {
        throw new OnlyLooked((await this.retract(tx, importId, 'system')).inTheWay);
      });
    } catch (error) {
      if (error instanceof OnlyLooked) return error.dependants;
      throw error;
    }
  }

  /** Their days are a version of the policy, not a register. */
  private async isBankHolidays(importId: string): Promise<boolean> {
    const rows = await this.db.query(
      "SELECT 1 FROM import_run WHERE id = $1 AND kind = 'bank-holidays'",
      [importId],
    );
    return rows.length > 0;
  }

  private async retract(
    tx: Sql,
    importId: string,
    actor: string,
  ): Promise<{ inTheWay: readonly Dependant[]; wanted: DueMoment[] }> {
    await holdImport(tx, importId);
    const inTheWay: Dependant[] = [];
    const wanted: DueMoment[] = [];
    const facts = await newsOf(tx, importId);
    for (const caseId of [...new Set(facts.map((fact) => fact.caseId))].sort())
      await lockCase(tx, caseId);
    for (const fact of facts) {
      const answer = await this.retractOne(tx, fact, actor);
      if ('name' in answer) inTheWay.push(answer);
      else wanted.push(...answer.wanted);
    }
    await withdrawTasksOf(tx, importId, this.clock.now());
    return { inTheWay: [...inTheWay, ...(await dependantsOf(tx, importId))], wanted };
  }

  /** @returns what stands in the way, when the case refuses */
  private async retractOne(
    tx: Sql,
    { caseId, factId, home, label }: ToldFact,
    actor: string,
  ): Promise<Dependant | { wanted: DueMoment[] }> {
    const retraction = { type: 'retracted', at: this.clock.now().toString(), fact: factId };
    await tx.query('SAVEPOINT retraction');
    try {
      const { wanted } = await this.recording.recordWithin(tx, caseId, [retraction], actor);
      return { wanted };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT retraction');
      if (error.code === 'already-retracted') return { wanted: [] };
      const why = error.code === 'case-closed' ? 'has been closed since' : 'has gone on since';
      return {
        what: 'case',
        name: `the case of ${home}, which was told “${label}” and ${why}`,
        href: `/cases/${caseId}`,
      };
    }
  }
}

/** Keeps the telling of this import out for the rest of the transaction. */
async function holdImport(tx: Sql, importId: string): Promise<void> {
  const [run] = await tx.query<{ undone_at: string | null }>(
    'SELECT undone_at FROM import_run WHERE id = $1 FOR UPDATE',
    [importId],
    'hold-import',
  );
  if (!run) throw new NotFound('no-such-import', 'There is no such import.');
  if (run.undone_at !== null)
    throw new Conflict('import-undone', 'This import has been taken back already.');
}
