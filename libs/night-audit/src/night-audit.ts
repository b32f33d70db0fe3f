import type { Clock, Database, Sealer, Sql } from '@app/platform';
import { checkCase } from './rows/check-case';
import { checkFollowUps, paired } from './rows/check-follow-ups';
import { checkLetters } from './rows/check-letters';
import { checkUnasked } from './rows/check-unasked-letters';
import { checkPutOff } from './rows/check-put-off';
import { checkTasks } from './rows/check-tasks';
import { policyHistory, type Published } from './rows/policy-history';
import { replay } from './rows/replay';
import { noSilences, readSilences, type Silences } from './rows/silences';
import { type CaseRows, caseIdsAfter, readCases } from './rows/stored-case';

/** Something stored that the facts do not bear out. */
export interface Drift {
  caseId: string;
  /** The name of the home. */
  home: string;
  /** In plain words, without a full stop. */
  what: string;
}

export interface AuditReport {
  cases: number;
  drift: Drift[];
}

/** So few at a time that letters and bells of the same process are not kept waiting. */
const batchSize = 25;

/** One line for people: "Case … (home …): what." */
export const driftInWords = ({ caseId, home, what }: Drift): string =>
  `Case ${caseId} (${home}): ${what}.`;

/**
 * Reads the facts of every case a second time, with code that shares nothing with the engine, and
 * reports every stored row that says something else. Changes nothing.
 */
export class NightAudit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  async audit(): Promise<AuditReport> {
    const report: AuditReport = { cases: 0, drift: [] };
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const ids = (await caseIdsAfter(this.db, after, batchSize)).map((r) => r.id);
      const last = ids.at(-1);
      if (last === undefined) return report;
      after = last;
      report.cases += ids.length;
      report.drift.push(...(await this.auditCases(ids)));
    }
  }

  /**
   * Audits these cases alone.
   * @param within a transaction, to see what it sees; else one snapshot, so that a case changing
   *   meanwhile is not taken for drift
   */
  auditCases(ids: readonly string[], within?: Sql): Promise<Drift[]> {
    if (within) return this.read(ids, within);
    return this.db.transaction(async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      return this.read(ids, tx);
    });
  }

  private async read(ids: readonly string[], sql: Sql): Promise<Drift[]> {
    const policies = await policyHistory(sql);
    const cases = await readCases(sql, this.sealer, ids);
    const silences = await readSilences(sql, this.sealer, cases);
    const now = this.clock.now().epochMilliseconds;
    return cases.flatMap((rows) =>
      driftOf(rows, policies, silences.get(rows.row.id) ?? noSilences, now, this.sealer),
    );
  }
}

/** What of one case the facts do not bear out. @param now milliseconds since 1970 */
function driftOf(
  rows: CaseRows,
  policies: readonly Published[],
  silences: Silences,
  now: number,
  sealer: Sealer,
): Drift[] {
  const { id: caseId, home } = rows.row;
  const replayed = replay(rows, policies, silences);
  const { pairs, problems } = paired(rows, replayed);
  const inForce = policies.at(-1)?.settings;
  const found = [
    ...replayed.problems,
    ...(inForce ? checkCase(rows, replayed, inForce) : []),
    ...problems,
    ...checkFollowUps(pairs, now, silences),
    ...checkLetters(rows, pairs, replayed, sealer),
    ...checkUnasked(rows),
    ...checkTasks(rows, pairs, replayed),
    ...checkPutOff(rows, replayed),
  ];
  return found.map((what) => ({ caseId, home, what }));
}
