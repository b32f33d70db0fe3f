import { setImmediate as afterOthers } from 'node:timers/promises';
import {
  type CaseState,
  type ClockSettings,
  fold,
  presentWait,
  type Reconciliation,
  reconcile,
  type Rung,
  wantedRungs,
} from '@app/domain';
import { followUpsOfCases, type StoredFollowUp } from '@app/follow-ups';
import { factsOfCases } from '@app/history';
import type { Database, Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseRow, getCases, type Projection, project } from '../case.repository';
import { reword } from './reword';

/** One case as it was read, and what another policy or calendar makes of it. */
export interface PlannedCase {
  caseId: string;
  row: CaseRow;
  /** Another one means that somebody has written to the case or its follow-ups since. */
  mark: string;
  state: CaseState;
  wanted: readonly Rung[];
  stored: readonly StoredFollowUp[];
  changes: Reconciliation;
  projection: Projection;
}

/** So many cases are worked out before others get their turn. */
const batchSize = 20;

/**
 * Works out what this policy and calendar make of every case, from one snapshot and without keeping
 * anybody waiting: this takes the time, writing does not.
 */
export function planAnew(
  db: Database,
  sealer: Sealer,
  settings: ClockSettings,
  asOf: Temporal.Instant,
): Promise<Map<string, PlannedCase>> {
  return db.transaction(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const marks = [...(await caseMarks(tx)).keys()];
    const plans = new Map<string, PlannedCase>();
    for (let at = 0; at < marks.length; at += batchSize) {
      const ids = marks.slice(at, at + batchSize);
      for (const plan of await planCases(tx, sealer, ids, settings, asOf))
        plans.set(plan.caseId, plan);
      await afterOthers();
    }
    return plans;
  });
}

/**
 * Each case with what changes whenever it is written to, by id. Whoever writes follow-ups writes the
 * projection of their case in the same transaction.
 */
export async function caseMarks(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; mark: string }>(
    'SELECT id, xmin::text AS mark FROM application_case ORDER BY id',
  );
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}

/** Works out these cases alone, as they are in this transaction. */
export async function planCases(
  tx: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
  settings: ClockSettings,
  asOf: Temporal.Instant,
): Promise<PlannedCase[]> {
  if (caseIds.length === 0) return [];
  const marks = await tx.query<{ id: string; mark: string }>(
    'SELECT id, xmin::text AS mark FROM application_case WHERE id = ANY($1)',
    [caseIds],
  );
  const markOf = new Map(marks.map(({ id, mark }) => [id, mark]));
  const rows = await getCases(tx, caseIds);
  const facts = await factsOfCases(tx, sealer, caseIds);
  const followUps = await followUpsOfCases(tx, caseIds);
  return rows.map((row) => {
    const history = facts.get(row.id) ?? [];
    const stored = followUps.get(row.id) ?? [];
    const state = fold(history);
    const wanted = wantedRungs(state, settings);
    const changes = reword(wanted, stored, reconcile(wanted, stored, asOf, settings));
    const { id, changedAt, officerId } = row;
    const wait = presentWait(history);
    const projection = project(id, state, history.length, changedAt, officerId, settings, wait);
    const mark = markOf.get(id) ?? '';
    return { caseId: id, row, mark, state, wanted, stored, changes, projection };
  });
}
