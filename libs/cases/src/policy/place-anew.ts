import { createHash, type Hash } from 'node:crypto';
import type { ClockSettings } from '@app/domain';
import { type DueMoment, storeReconciliation } from '@app/follow-ups';
import { markStale, withdrawMatters } from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseRow, saveProjections } from '../case.repository';
import { dueMoments } from '../due-moments';
import type { Confidential } from '../letter-context';
import { restoreLetters } from '../restore-letters';
import { noLongerWanted, reasonEnded } from '../unsent-letters';
import { caseMarks, type PlannedCase, planCases } from './plan-anew';
import { type CaseChange, rungChanges, type Touched } from './rung-change';

/** What placing every rung of every case anew came to. */
export interface PlacedAnew {
  /** The cases of which a rung, task or letter changed, by id. */
  changes: CaseChange[];
  /** Of all that was written, the explaining sentences too: two that are equal did the same. */
  digest: string;
  wanted: DueMoment[];
}

/** When it is done: the moment the rungs are placed for, and the moment it is written down. */
export interface PlacingTime {
  asOf: Temporal.Instant;
  now: Temporal.Instant;
}

/** So many cases are written at a time. */
const batchSize = 50;

/**
 * Writes what a plan makes of every case, working out again those that were written to since: the
 * one way in which a preview and a publication come about. The caller holds the policy alone, and
 * commits or not.
 */
export async function placeAnew(
  tx: Sql,
  confidential: Confidential,
  settings: ClockSettings,
  plans: ReadonlyMap<string, PlannedCase>,
  time: PlacingTime,
): Promise<PlacedAnew> {
  const result: Omit<PlacedAnew, 'digest'> = { changes: [], wanted: [] };
  const hash = createHash('sha256');
  const marks = [...(await caseMarks(tx))];
  for (let at = 0; at < marks.length; at += batchSize) {
    const batch = marks.slice(at, at + batchSize);
    const stale = batch.filter(([id, mark]) => plans.get(id)?.mark !== mark).map(([id]) => id);
    const { sealer } = confidential;
    const again = await planCases(tx, sealer, stale, settings, time.asOf);
    const fresh = new Map(again.map((plan) => [plan.caseId, plan]));
    const cases = batch.flatMap(([id]) => fresh.get(id) ?? plans.get(id) ?? []);
    const touched = await write(tx, confidential, cases, settings, time.now);
    const saved = await saveProjections(
      tx,
      cases.map((c) => c.projection),
      time.now.toString(),
    );
    result.changes.push(...changesOf(cases, touched, saved, hash));
    result.wanted.push(...cases.flatMap((c) => dueMoments(c.changes)));
  }
  return { ...result, digest: hash.digest('hex') };
}

async function write(
  tx: Sql,
  confidential: Confidential,
  cases: readonly PlannedCase[],
  settings: ClockSettings,
  now: Temporal.Instant,
): Promise<Touched> {
  const tasks = await storeReconciliation(tx, cases, now);
  await markStale(
    tx,
    cases.map(({ caseId }) => caseId),
  );
  const { making } = confidential;
  const withdrawn = await withdrawMatters(tx, making, noLongerWanted(cases), now);
  const over = [reasonEnded];
  const restored = await restoreLetters(tx, confidential, cases, over, now, settings, true);
  return {
    tasksWithdrawn: new Set(tasks.withdrawn),
    tasksRestored: new Set(tasks.restored),
    lettersWithdrawn: new Set(withdrawn),
    lettersRestored: new Set(restored),
  };
}

function changesOf(
  cases: readonly PlannedCase[],
  touched: Touched,
  saved: readonly CaseRow[],
  hash: Hash,
): CaseChange[] {
  const rows = new Map(saved.map((row) => [row.id, row]));
  return cases.flatMap(({ caseId, row, stored, changes }): CaseChange[] => {
    const rungs = rungChanges(stored, changes, touched);
    const columns = columnsThatDiffer(row, rows.get(caseId) ?? row);
    if (rungs.length === 0 && columns.length === 0) return [];
    const sentences = [...changes.insert, ...changes.replace.map((r) => r.placed)];
    hash.update(JSON.stringify([caseId, columns, rungs, sentences.map((p) => p.rung.basis)]));
    return rungs.length === 0 ? [] : [{ caseId, changes: rungs }];
  });
}

/** What the lists show of a case, where it has become something else. */
function columnsThatDiffer(before: CaseRow, after: CaseRow): [keyof CaseRow, unknown][] {
  return (Object.keys(after) as (keyof CaseRow)[])
    .filter((column) => String(before[column]) !== String(after[column]))
    .map((column) => [column, after[column]]);
}
