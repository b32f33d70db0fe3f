import { instantText, type Placed, type Reconciliation } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** What a reconciliation changes for one case. */
export interface CaseChanges {
  caseId: string;
  changes: Reconciliation;
}

/** Tasks that went or came back with a reconciliation, by the ids of their follow-ups. */
export interface TouchedTasks {
  withdrawn: string[];
  restored: string[];
}

/**
 * Writes what reconciling found, for one case or many, and ends what is no longer wanted: open
 * tasks of clocks that have stopped. Part of the caller's transaction.
 */
export async function storeReconciliation(
  tx: Sql,
  cases: readonly CaseChanges[],
  now: Temporal.Instant,
): Promise<TouchedTasks> {
  await insertPlaced(
    tx,
    cases.flatMap(({ caseId, changes }) => changes.insert.map((placed) => ({ caseId, placed }))),
    now,
  );
  await replacePlaced(
    tx,
    cases.flatMap(({ changes }) => changes.replace),
    now,
  );
  const stopped = cases.flatMap(({ changes }) => changes.supersede);
  if (stopped.length > 0)
    await tx.query(
      `UPDATE follow_up f SET status = 'superseded', outcome = 'superseded', reason = s.reason,
              settled_at = $3
         FROM unnest($1::bigint[], $2::text[]) AS s(id, reason) WHERE f.id = s.id`,
      [stopped.map((s) => s.id), stopped.map((s) => s.reason), now.toString()],
      'supersede-follow-ups',
    );
  const tasksOf = (which: 'settled' | 'standing') =>
    cases.flatMap(({ changes }) => changes[which].filter((f) => f.outcome === 'task'));
  return {
    withdrawn: await withdrawTasks(tx, tasksOf('settled'), now),
    restored: await restoreTasks(tx, tasksOf('standing')),
  };
}

async function insertPlaced(
  tx: Sql,
  rows: readonly { caseId: string; placed: Placed }[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  const rungs = rows.map((r) => r.placed.rung);
  await tx.query(
    `INSERT INTO follow_up (case_id, clock, rung, anchor_fact, anchor, person, act, addressee,
                            letter, due_at, send_at, ring_at, basis, status, outcome, reason,
                            settled_at)
     SELECT case_id, clock, rung, anchor_fact, anchor, person, act, addressee, letter, due_at,
            send_at, send_at, basis, status, nullif(status, 'waiting'), reason,
            CASE WHEN status = 'waiting' THEN NULL ELSE $15::timestamptz END
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::date[], $6::text[],
                   $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[],
                   $12::jsonb[], $13::text[], $14::text[])
         AS t(case_id, clock, rung, anchor_fact, anchor, person, act, addressee, letter, due_at,
              send_at, basis, status, reason)`,
    [
      rows.map((r) => r.caseId),
      rungs.map((r) => r.clock),
      rungs.map((r) => r.rung),
      rungs.map((r) => r.anchorFact),
      rungs.map((r) => r.anchor),
      rungs.map((r) => r.person),
      rungs.map((r) => r.act),
      rungs.map((r) => r.to),
      rungs.map((r) => r.letter),
      rungs.map((r) => instantText(r.dueAt)),
      rungs.map((r) => instantText(r.sendAt)),
      rungs.map((r) => JSON.stringify(r.basis)),
      rows.map((r) => r.placed.status),
      rows.map((r) => r.placed.reason),
      now.toString(),
    ],
    'insert-follow-ups',
  );
}

async function replacePlaced(
  tx: Sql,
  rows: readonly { id: string; placed: Placed }[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  const rungs = rows.map((r) => r.placed.rung);
  await tx.query(
    `UPDATE follow_up f
        SET anchor = t.anchor, act = t.act, addressee = t.addressee, letter = t.letter,
            due_at = t.due_at, send_at = t.send_at, ring_at = t.send_at, basis = t.basis,
            status = t.status, outcome = nullif(t.status, 'waiting'),
            reason = t.reason,
            settled_at = CASE WHEN t.status = 'waiting' THEN NULL ELSE $8::timestamptz END
       FROM unnest($1::bigint[], $2::date[], $3::timestamptz[], $4::timestamptz[], $5::jsonb[],
                   $6::text[], $7::text[], $9::text[], $10::text[], $11::text[])
         AS t(id, anchor, due_at, send_at, basis, status, reason, act, addressee, letter)
      WHERE f.id = t.id AND f.status <> 'done'`,
    [
      rows.map((r) => r.id),
      rungs.map((r) => r.anchor),
      rungs.map((r) => instantText(r.dueAt)),
      rungs.map((r) => instantText(r.sendAt)),
      rungs.map((r) => JSON.stringify(r.basis)),
      rows.map((r) => r.placed.status),
      rows.map((r) => r.placed.reason),
      now.toString(),
      rungs.map((r) => r.act),
      rungs.map((r) => r.to),
      rungs.map((r) => r.letter),
    ],
    'replace-follow-ups',
  );
}

async function withdrawTasks(
  tx: Sql,
  followUps: readonly { id: string }[],
  now: Temporal.Instant,
): Promise<string[]> {
  if (followUps.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `UPDATE task SET status = 'withdrawn', settled_at = $2, settled_by = 'system',
            reason = 'no longer needed: the clock has stopped'
      WHERE follow_up_id = ANY($1::bigint[]) AND status = 'open'
     RETURNING follow_up_id AS id`,
    [followUps.map((f) => f.id), now.toString()],
    'withdraw-tasks',
  );
  return rows.map(({ id }) => id);
}

/** Only what the machine withdrew: a task a person has done stays done. */
async function restoreTasks(tx: Sql, followUps: readonly { id: string }[]): Promise<string[]> {
  if (followUps.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `UPDATE task SET status = 'open', settled_at = NULL, settled_by = NULL, reason = NULL
      WHERE follow_up_id = ANY($1::bigint[]) AND status = 'withdrawn'
     RETURNING follow_up_id AS id`,
    [followUps.map((f) => f.id)],
    'restore-tasks',
  );
  return rows.map(({ id }) => id);
}
