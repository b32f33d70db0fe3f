import { DomainError, londonDay } from '@app/domain';
import { BellSetter, type DueMoment, type RaisedTaskKind, raiseTask } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { lockCase } from '../case.repository';
import { RecordFactService } from '../record-fact.service';
import { hasBeenTold, keepFact, keepTask } from './kept-news';
import { type GivenFact, NewsReader, type TouchedCase } from './news-reader.service';
import { suggestLinks } from './suggest-links';
import { type UntoldImport, untoldImports } from './site-updates';

/** Who records what a register says. */
const actor = 'import';

/** Tells the open cases what an import has changed for them, and finds records of one home. */
@Injectable()
export class RegisterNews {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly recording: RecordFactService,
    private readonly reader: NewsReader,
  ) {}

  /**
   * Goes through every import that has not been told of, oldest first, a case at a time, each in a
   * transaction of its own. Safe to run at any time, beside itself, and after it was broken off: a
   * case is told of an import once.
   * @returns how many imports have been told of
   * @throws the first error of an import that could not be told of, after the others have been
   */
  async tell(): Promise<number> {
    const failures: unknown[] = [];
    const runs = await untoldImports(this.db);
    for (const run of runs) await this.tellOf(run).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return runs.length;
  }

  private async tellOf(run: UntoldImport): Promise<void> {
    for (const touched of await this.reader.touchedBy(this.db, run)) {
      const wanted = await this.db.transaction((tx) => this.tellCase(tx, run, touched));
      await this.bells.setFor(wanted);
    }
    await this.db.transaction(async (tx) => {
      if (!(await holdUntold(tx, run.id, 'UPDATE'))) return;
      const now = this.clock.now();
      await suggestLinks(tx, { importId: run.id }, now);
      await tx.query(
        'UPDATE import_run SET told_at = $2 WHERE id = $1',
        [run.id, now.toString()],
        'mark-import-told',
      );
    });
  }

  private async tellCase(tx: Sql, run: UntoldImport, touched: TouchedCase): Promise<DueMoment[]> {
    const { id: caseId } = touched;
    if (!(await holdUntold(tx, run.id, 'SHARE'))) return [];
    const row = await lockCase(tx, caseId);
    if (!row.open || (await hasBeenTold(tx, run.id, caseId))) return [];
    const now = this.clock.now();
    const today = londonDay(now).toString();
    const { facts, tasks } = await this.reader.newsFor(tx, run, row, touched, today);
    const wanted: DueMoment[] = [];
    const refused = new Set<RaisedTaskKind>();
    for (const fact of facts) {
      const told = await this.record(tx, run, caseId, fact);
      if (told === null) refused.add('register/check');
      else wanted.push(...told);
    }
    for (const kind of [...refused, ...tasks]) await this.ask(tx, run, caseId, kind, now);
    return wanted;
  }

  /** @returns what goes out when; null when the case refuses the fact, and nothing was recorded */
  private async record(
    tx: Sql,
    run: UntoldImport,
    caseId: string,
    fact: GivenFact,
  ): Promise<DueMoment[] | null> {
    await tx.query('SAVEPOINT news');
    try {
      const { recorded, wanted } = await this.recording.recordWithin(tx, caseId, [fact], actor);
      for (const { fact } of recorded)
        await keepFact(tx, { importId: run.id, caseId, factId: fact.id });
      return wanted;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT news');
      return null;
    }
  }

  private async ask(
    tx: Sql,
    run: UntoldImport,
    caseId: string,
    kind: RaisedTaskKind,
    now: Temporal.Instant,
  ): Promise<void> {
    const task = { caseId, kind, addressee: 'officer', dueAt: now, about: null } as const;
    const taskId = await raiseTask(tx, task, now);
    if (taskId !== null) await keepTask(tx, { importId: run.id, caseId, taskId });
  }
}

/**
 * Holds an untold import as it is for the rest of the transaction: it is not undone meanwhile.
 * @param hold `SHARE` lets others tell of it too, `UPDATE` ends the telling
 */
async function holdUntold(tx: Sql, importId: string, hold: 'SHARE' | 'UPDATE'): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM import_run WHERE id = $1 AND told_at IS NULL AND undone_at IS NULL FOR ${hold}`,
    [importId],
  );
  return rows.length > 0;
}
