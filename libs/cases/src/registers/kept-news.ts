import type { Sql } from '@app/platform';

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
