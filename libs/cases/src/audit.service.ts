import { fold, reconcile, type Reconciliation, wantedRungs } from '@app/domain';
import { followUpsOfCases } from '@app/follow-ups';
import { factsOfCases } from '@app/history';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { type CaseRow, getCases, project } from './case.repository';

/** Something stored that the facts do not bear out. */
export interface Drift {
  caseId: string;
  what: string;
}

export interface AuditReport {
  cases: number;
  drift: Drift[];
}

const batchSize = 500;

/** Replays the facts of every case and reports where the stored rows say something else. */
@Injectable()
export class AuditService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  async audit(): Promise<AuditReport> {
    const report: AuditReport = { cases: 0, drift: [] };
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const ids = await this.db.query<{ id: string }>(
        'SELECT id FROM application_case WHERE id > $1 ORDER BY id LIMIT $2',
        [after, batchSize],
      );
      const last = ids.at(-1);
      if (!last) return report;
      after = last.id;
      report.cases += ids.length;
      report.drift.push(...(await this.auditCases(ids.map((r) => r.id))));
    }
  }

  /** The same for these cases only. */
  auditCases(caseIds: readonly string[]): Promise<Drift[]> {
    // One snapshot, so that a case changing meanwhile is not taken for drift.
    return this.db.transaction(async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const clocks = await this.settings.policies.now(tx);
      const rows = await getCases(tx, caseIds);
      const facts = await factsOfCases(tx, this.settings.confidential.sealer, caseIds);
      const followUps = await followUpsOfCases(tx, caseIds);
      return rows.flatMap((row) => {
        const history = facts.get(row.id) ?? [];
        const state = fold(history);
        const expected = project(
          row.id,
          state,
          history.length,
          row.changedAt,
          row.officerId,
          clocks,
        );
        const changes = reconcile(
          wantedRungs(state, clocks),
          followUps.get(row.id) ?? [],
          this.clock.now(),
          clocks,
        );
        return [...projectionDrift(row, expected), ...followUpDrift(changes)].map((what) => ({
          caseId: row.id,
          what,
        }));
      });
    });
  }
}

function projectionDrift(row: CaseRow, expected: ReturnType<typeof project>): string[] {
  const columns = ['version', 'open', 'stage', 'waitingOn', 'officerId', 'useBy'] as const;
  return columns
    .filter((column) => row[column] !== expected[column])
    .map((column) => `${column} is ${row[column]}, but the facts say ${expected[column]}`);
}

function followUpDrift(changes: Reconciliation): string[] {
  return [
    ...changes.insert.map(({ rung }) => `${rung.clock} ${rung.rung} is missing`),
    ...changes.replace.map(({ placed: { rung } }) => `${rung.clock} ${rung.rung} has moved`),
    ...changes.supersede.map(({ id }) => `follow-up ${id} waits, though its clock has stopped`),
  ];
}
