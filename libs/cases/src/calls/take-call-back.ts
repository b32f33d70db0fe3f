import { type Fact, findNumberTask, type Reconciliation, type RecordedFact } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** The call that this fact takes back; null when it takes back none. */
export const callTakenBack = (
  { type, details }: Fact,
  facts: readonly RecordedFact[],
): RecordedFact | null =>
  (type === 'retracted' && facts.find((f) => f.id === details.fact && f.type === 'call-made')) ||
  null;

/**
 * Opens the tasks again that a call had settled, where something still calls for them, and withdraws
 * what it had asked for. A call and what it settled share their moment and their author.
 * @param changes what the clocks want once the call is gone
 */
export async function takeCallBack(
  tx: Sql,
  caseId: string,
  { recordedAt, recordedBy }: RecordedFact,
  { standing }: Pick<Reconciliation, 'standing'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE task t SET status = 'open', settled_at = NULL, settled_by = NULL, reason = NULL
      WHERE t.case_id = $1 AND t.status = 'done' AND t.settled_at = $2 AND t.settled_by = $3
        AND (t.follow_up_id = ANY($4::bigint[])
             OR t.follow_up_id IS NULL AND NOT EXISTS (
               SELECT FROM task o WHERE o.case_id = t.case_id AND o.kind = t.kind
                  AND o.about IS NOT DISTINCT FROM t.about AND o.status = 'open'))`,
    [caseId, recordedAt, recordedBy, standing.map(({ id }) => id)],
    'reopen-tasks-of-call',
  );
  await tx.query(
    `UPDATE task SET status = 'withdrawn', settled_at = $3, settled_by = 'system',
            reason = 'no longer needed: the call was taken back'
      WHERE case_id = $1 AND kind = $4 AND created_at = $2 AND status = 'open'`,
    [caseId, recordedAt, now.toString(), findNumberTask],
    'withdraw-tasks-of-call',
  );
}
