import { createHash, type Hash } from 'node:crypto';
import {
  type ClockSettings,
  fold,
  type Reconciliation,
  reconcile,
  type Rung,
  wantedRungs,
} from '@app/domain';
import {
  type DueMoment,
  followUpsOfCases,
  lettersNoLongerWanted,
  type StoredFollowUp,
  storeReconciliation,
} from '@app/follow-ups';
import { factsOfCases } from '@app/history';
import { withdrawLetters } from '@app/letters';
import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import {
  type CaseRow,
  getCases,
  type Projection,
  project,
  saveProjections,
} from '../case.repository';
import { dueMoments } from '../due-moments';
import { reword } from './reword';
import { type CaseChange, rungChanges } from './rung-change';

/** What placing every rung of every case anew came to. */
export interface PlacedAnew {
  /** The cases of which anything changed, by id. */
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

/** So many cases are read and written at a time, and other requests answered in between. */
const batchSize = 50;

/**
 * Reconciles every case with this policy and calendar, and writes what follows: the one way in which
 * a preview and a publication come about. The caller holds the policy alone, and commits or not.
 */
export async function placeAnew(
  tx: Sql,
  sealer: Sealer,
  settings: ClockSettings,
  time: PlacingTime,
): Promise<PlacedAnew> {
  const result: Omit<PlacedAnew, 'digest'> = { changes: [], wanted: [] };
  const hash = createHash('sha256');
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await tx.query<{ id: string }>(
      'SELECT id FROM application_case WHERE id > $1 ORDER BY id LIMIT $2',
      [after, batchSize],
    );
    const last = ids.at(-1);
    if (!last) return { ...result, digest: hash.digest('hex') };
    after = last.id;
    const batch = await placeBatch(
      tx,
      sealer,
      ids.map(({ id }) => id),
      settings,
      time,
      hash,
    );
    result.changes.push(...batch.changes);
    result.wanted.push(...batch.wanted);
  }
}

/** One case: as it was stored, and what becomes of it. */
interface Placing {
  row: CaseRow;
  stored: readonly StoredFollowUp[];
  changes: Reconciliation;
  projection: Projection;
}

async function placeBatch(
  tx: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
  settings: ClockSettings,
  { asOf, now }: PlacingTime,
  hash: Hash,
): Promise<Omit<PlacedAnew, 'digest'>> {
  const rows = await getCases(tx, caseIds);
  const facts = await factsOfCases(tx, sealer, caseIds);
  const followUps = await followUpsOfCases(tx, caseIds);
  const placings = rows
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((row): Placing => {
      const history = facts.get(row.id) ?? [];
      const stored = followUps.get(row.id) ?? [];
      const state = fold(history);
      const wanted: readonly Rung[] = wantedRungs(state, settings);
      const changes = reword(wanted, stored, reconcile(wanted, stored, asOf, settings));
      const projection = project(
        row.id,
        state,
        history.length,
        row.changedAt,
        row.officerId,
        settings,
      );
      return { row, stored, changes, projection };
    });
  const cases = placings.map(({ row, changes }) => ({ caseId: row.id, changes }));
  const tasks = await storeReconciliation(tx, cases, now);
  const letters = await withdrawLetters(
    tx,
    lettersNoLongerWanted(cases),
    'it is no longer part of the policy',
    now,
  );
  const touched = {
    tasksWithdrawn: new Set(tasks.withdrawn),
    tasksRestored: new Set(tasks.restored),
    lettersWithdrawn: new Set(letters),
  };
  const projections = placings.map((p) => p.projection);
  const saved = new Map(
    (await saveProjections(tx, projections, now.toString())).map((row) => [row.id, row]),
  );
  const changed = placings.flatMap(({ row, stored, changes }): CaseChange[] => {
    const rungs = rungChanges(stored, changes, touched);
    const shown = columnsThatDiffer(row, saved.get(row.id) ?? row);
    if (rungs.length === 0 && shown.length === 0) return [];
    const sentences = [...changes.insert, ...changes.replace.map((r) => r.placed)];
    hash.update(JSON.stringify([row.id, shown, rungs, sentences.map((p) => p.rung.basis)]));
    return rungs.length === 0 ? [] : [{ caseId: row.id, changes: rungs }];
  });
  return {
    changes: changed,
    wanted: cases.flatMap((c) => dueMoments(c.changes)),
  };
}

/** What the lists show of a case, where it has become something else. */
function columnsThatDiffer(before: CaseRow, after: CaseRow): [keyof CaseRow, unknown][] {
  return (Object.keys(after) as (keyof CaseRow)[])
    .filter((column) => String(before[column]) !== String(after[column]))
    .map((column) => [column, after[column]]);
}
