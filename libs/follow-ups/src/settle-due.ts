import type { Addressee, Outcome } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** How a due follow-up ended. */
export interface Settlement {
  id: string;
  outcome: Outcome;
  reason: string | null;
  letterId: string | null;
}

/** Marks due follow-ups as fired, in the transaction that wrote their facts, letters and tasks. */
export async function settleDue(
  tx: Sql,
  settlements: readonly Settlement[],
  now: Temporal.Instant,
): Promise<void> {
  if (settlements.length === 0) return;
  await tx.query(
    `UPDATE follow_up f
        SET status = CASE WHEN s.outcome = 'superseded' THEN 'superseded' ELSE 'done' END,
            outcome = s.outcome, reason = s.reason, letter_id = s.letter_id, settled_at = $5
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::uuid[])
         AS s(id, outcome, reason, letter_id)
      WHERE f.id = s.id`,
    [
      settlements.map((s) => s.id),
      settlements.map((s) => s.outcome),
      settlements.map((s) => s.reason),
      settlements.map((s) => s.letterId),
      now.toString(),
    ],
    'settle-due',
  );
}

/** Rings again later: outside sending hours, or when a letter has gone out that day already. */
export async function holdDue(
  tx: Sql,
  held: readonly { id: string; until: Temporal.Instant }[],
): Promise<void> {
  if (held.length === 0) return;
  await tx.query(
    `UPDATE follow_up f SET ring_at = h.until
       FROM unnest($1::bigint[], $2::timestamptz[]) AS h(id, until) WHERE f.id = h.id`,
    [held.map((h) => h.id), held.map((h) => h.until.toString())],
    'hold-due',
  );
}

/** What these rungs had to say is in other letters by now. */
export async function moveToLetters(
  tx: Sql,
  moved: readonly { id: string; letterId: string }[],
): Promise<void> {
  if (moved.length === 0) return;
  await tx.query(
    `UPDATE follow_up f SET letter_id = m.letter_id
       FROM unnest($1::bigint[], $2::uuid[]) AS m(id, letter_id)
      WHERE f.id = m.id AND f.letter_id IS DISTINCT FROM m.letter_id`,
    [moved.map((m) => m.id), moved.map((m) => m.letterId)],
    'move-to-letters',
  );
}

/** A call or check for a person to make. */
export interface NewTask {
  id: string;
  caseId: string;
  followUpId: string;
  addressee: Addressee;
  /** `clock/rung`, which names what to do. */
  kind: string;
  dueAt: Temporal.Instant;
}

export async function insertTasks(
  tx: Sql,
  tasks: readonly NewTask[],
  now: Temporal.Instant,
): Promise<void> {
  if (tasks.length === 0) return;
  await tx.query(
    `INSERT INTO task (id, case_id, follow_up_id, addressee, kind, status, due_at, created_at)
     SELECT id, case_id, follow_up_id, addressee, kind, 'open', due_at, $7
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[])
         AS t(id, case_id, follow_up_id, addressee, kind, due_at)`,
    [
      tasks.map((t) => t.id),
      tasks.map((t) => t.caseId),
      tasks.map((t) => t.followUpId),
      tasks.map((t) => t.addressee),
      tasks.map((t) => t.kind),
      tasks.map((t) => t.dueAt.toString()),
      now.toString(),
    ],
    'insert-tasks',
  );
}

/** Sets aside the due follow-ups of a case whose firing threw, to be tried again at `until`. */
export async function setAside(
  sql: Sql,
  caseId: string,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<void> {
  await sql.query(
    `UPDATE follow_up SET failures = failures + 1, ring_at = $3
      WHERE case_id = $1 AND status = 'waiting' AND ring_at <= $2`,
    [caseId, now.toString(), until.toString()],
    'set-aside',
  );
}
