import { orderedId, orderOfCase, type Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/**
 * What a task is about that no clock made. The part before the stroke says where it came from:
 * `mail` from the send ledger or the mailbox, `answer` from a press on an answer page, `people` from
 * the form in which a home names its people, `register` from a register that has changed, `call` from how a
 * call went.
 */
export const raisedTaskKinds = [
  'mail/refused',
  'mail/given-up',
  'mail/bounced',
  'mail/no-address',
  'mail/unknown',
  'mail/answer',
  'answer/help',
  'answer/lost',
  'answer/not-come',
  'answer/wrong-person',
  'answer/reply',
  'answer/takes-over',
  'answer/long-leave',
  'answer/dspt',
  'answer/nhsmail',
  'answer/check',
  'people/arrived',
  'register/check',
  'register/new-owner',
  'register/ods-code',
  'register/manager',
  'register/leavers',
  'register/two-records',
  'call/wrong-number',
] as const;

export type RaisedTaskKind = (typeof raisedTaskKinds)[number];

/** A call or check that something other than a clock asks for. */
export interface RaisedTask {
  caseId: string;
  kind: RaisedTaskKind;
  addressee: 'officer' | 'lead';
  dueAt: Temporal.Instant;
  /** The letter, message or link it is about; null when it is about the case as a whole. */
  about: string | null;
}

/**
 * Asks a person for something, in the caller's transaction. While a task of the kind for the same
 * letter or message lies open there is no second one; of those about no message, one for each case.
 * Nothing is asked for on a closed case.
 * @returns the id of the new task; null when there is none
 */
export async function raiseTask(
  tx: Sql,
  task: RaisedTask,
  now: Temporal.Instant,
): Promise<string | null> {
  const [raised] = await tx.query<{ id: string }>(
    `INSERT INTO task (id, case_id, addressee, kind, about, status, due_at, created_at)
     SELECT $1, c.id, $3, $4, $5, 'open', $6, $7 FROM application_case c WHERE c.id = $2 AND c.open
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      orderedId(now, orderOfCase(task.caseId), `${task.kind} ${task.addressee}`),
      task.caseId,
      task.addressee,
      task.kind,
      task.about,
      task.dueAt.toString(),
      now.toString(),
    ],
    'raise-task',
  );
  return raised?.id ?? null;
}

/** Takes back open tasks about a letter or message that somebody has dealt with elsewhere. */
export async function withdrawTasksAbout(
  tx: Sql,
  about: string,
  kinds: readonly RaisedTaskKind[],
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE task SET status = 'withdrawn', settled_at = $4, settled_by = 'system', reason = $3
      WHERE about = $1 AND kind = ANY($2) AND follow_up_id IS NULL AND status = 'open'`,
    [about, kinds, reason, now.toString()],
    'withdraw-tasks-about',
  );
}

/** Takes back the open tasks of a kind that a fact of their case has settled. */
export async function withdrawTasksOf(
  tx: Sql,
  caseId: string,
  kind: RaisedTaskKind,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE task SET status = 'withdrawn', settled_at = $4, settled_by = 'system', reason = $3
      WHERE case_id = $1 AND kind = $2 AND follow_up_id IS NULL AND status = 'open'`,
    [caseId, kind, reason, now.toString()],
    'withdraw-tasks-of',
  );
}

/** Takes back what no clock asked for on a case that has been closed. */
export async function withdrawRaisedTasks(
  tx: Sql,
  caseId: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE task SET status = 'withdrawn', settled_at = $2, settled_by = 'system',
            reason = 'no longer needed: the case is closed'
      WHERE case_id = $1 AND follow_up_id IS NULL AND status = 'open'`,
    [caseId, now.toString()],
    'withdraw-raised-tasks',
  );
}
