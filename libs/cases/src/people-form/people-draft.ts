import type { DraftRow } from '@app/domain';
import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

type Sealed = Pick<DraftRow, 'typed' | 'removed'>;

/** Where a row lies: one copied to another case or person does not open. */
export const draftPlace = (caseId: string, key: string): string => `people-draft:${caseId}:${key}`;

/** What was saved of a people form and not sent in, in the order of first saving. */
export async function draftsOfCase(sql: Sql, sealer: Sealer, caseId: string): Promise<DraftRow[]> {
  const rows = await sql.query<{ key: string; sealed: Buffer }>(
    'SELECT row_key AS key, sealed FROM people_draft WHERE case_id = $1 ORDER BY place',
    [caseId],
    'people-drafts',
  );
  return rows.map(({ key, sealed }) => ({
    key,
    ...sealer.open<Sealed>(draftPlace(caseId, key), sealed),
  }));
}

/** Saves one row, new or changed, and notes that the form is under way. */
export async function saveDraft(
  tx: Sql,
  sealer: Sealer,
  caseId: string,
  { key, typed, removed }: DraftRow,
  now: Temporal.Instant,
): Promise<void> {
  await noteSaved(tx, caseId, now);
  const sealed: Sealed = { typed, removed };
  await tx.query(
    `INSERT INTO people_draft (case_id, row_key, sealed, saved_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (case_id, row_key) DO UPDATE
       SET sealed = excluded.sealed, saved_at = excluded.saved_at`,
    [caseId, key, sealer.seal(draftPlace(caseId, key), sealed), now.toString()],
    'save-people-draft',
  );
}

/** Forgets what was typed in one row. */
export async function dropDraft(
  tx: Sql,
  caseId: string,
  key: string,
  now: Temporal.Instant,
): Promise<void> {
  await noteSaved(tx, caseId, now);
  await tx.query('DELETE FROM people_draft WHERE case_id = $1 AND row_key = $2', [caseId, key]);
}

async function noteSaved(tx: Sql, caseId: string, now: Temporal.Instant): Promise<void> {
  await tx.query(
    `INSERT INTO people_form (case_id, started_at, saved_at) VALUES ($1, $2, $2)
     ON CONFLICT (case_id) DO UPDATE SET saved_at = excluded.saved_at`,
    [caseId, now.toString()],
    'note-people-saved',
  );
}

/** The form has been sent in: what was typed is facts now, and nothing of it is kept beside them. */
export async function noteArrived(tx: Sql, caseId: string, now: Temporal.Instant): Promise<void> {
  await tx.query('DELETE FROM people_draft WHERE case_id = $1', [caseId]);
  await tx.query(
    `INSERT INTO people_form (case_id, started_at, saved_at, arrived_at, arrivals)
     VALUES ($1, $2, $2, $2, 1)
     ON CONFLICT (case_id) DO UPDATE
       SET saved_at = $2, arrived_at = $2, arrivals = people_form.arrivals + 1`,
    [caseId, now.toString()],
  );
}

/** When a form was begun, saved last and sent in last; ISO 8601 UTC. */
export interface FormTimes {
  startedAt: string;
  savedAt: string;
  arrivedAt: string | null;
}

/** Null until something was saved. */
export async function timesOfForm(sql: Sql, caseId: string): Promise<FormTimes | null> {
  const [times] = await sql.query<FormTimes>(
    `SELECT started_at AS "startedAt", saved_at AS "savedAt", arrived_at AS "arrivedAt"
       FROM people_form WHERE case_id = $1`,
    [caseId],
    'times-of-people-form',
  );
  return times ?? null;
}
