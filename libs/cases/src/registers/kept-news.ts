import { factTypes, type FactType } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Remembers that an import gave reason to record a fact. */
export async function keepFact(
  tx: Sql,
  { importId, caseId, factId }: { importId: string; caseId: string; factId: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO register_news (import_id, case_id, fact_id) VALUES ($1, $2, $3)',
    [importId, caseId, factId],
    'keep-register-fact',
  );
}

/** Remembers that an import raised a task, so that undoing it takes the task back. */
export async function keepTask(
  tx: Sql,
  { importId, caseId, taskId }: { importId: string; caseId: string; taskId: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO register_news (import_id, case_id, task_id) VALUES ($1, $2, $3)',
    [importId, caseId, taskId],
    'keep-register-task',
  );
}

/** Whether a case has been told something of an import. */
export async function hasBeenTold(tx: Sql, importId: string, caseId: string): Promise<boolean> {
  const rows = await tx.query(
    'SELECT 1 FROM register_news WHERE import_id = $1 AND case_id = $2 LIMIT 1',
    [importId, caseId],
    'has-been-told',
  );
  return rows.length > 0;
}

/** A fact that an import gave reason to record. */
export interface ToldFact {
  caseId: string;
  factId: string;
  /** The name of the home. */
  home: string;
  /** What the fact is called on the page. */
  label: string;
}

/** Facts of an import that stand, the one recorded last first. */
export async function newsOf(tx: Sql, importId: string): Promise<ToldFact[]> {
  const rows = await tx.query<Omit<ToldFact, 'label'> & { type: FactType }>(
    `SELECT n.case_id AS "caseId", n.fact_id AS "factId", s.name AS home, f.type
       FROM register_news n
       JOIN fact f ON f.id = n.fact_id
       JOIN application_case c ON c.id = n.case_id
       JOIN site s USING (location_id)
      WHERE n.import_id = $1
        AND NOT EXISTS (
          SELECT 1 FROM fact r
           WHERE r.case_id = n.case_id AND r.type = 'retracted'
             AND r.details ->> 'fact' = n.fact_id::text
             AND NOT EXISTS (SELECT 1 FROM fact b
                              WHERE b.case_id = n.case_id AND b.type = 'retracted'
                                AND b.details ->> 'fact' = r.id::text))
      ORDER BY f.case_id, f.seq DESC`,
    [importId],
    'news-of-import',
  );
  return rows.map(({ type, ...fact }) => ({ ...fact, label: factTypes[type].label }));
}

/** Takes back open tasks that an import raised. */
export async function withdrawTasksOf(
  tx: Sql,
  importId: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE task t SET status = 'withdrawn', settled_at = $2, settled_by = 'system',
            reason = 'no longer needed: the import that asked for it was taken back'
       FROM register_news n
      WHERE n.import_id = $1 AND t.id = n.task_id AND t.status = 'open'`,
    [importId, now.toString()],
    'withdraw-tasks-of-import',
  );
}
