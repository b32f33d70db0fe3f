import type { Sql } from '@app/platform';

/** An import whose file came again holds the same rows that fit no site. */
export async function tellRowsAgain(tx: Sql, importId: string, as: string): Promise<void> {
  await tx.query(
    `INSERT INTO quarantined_again (row_id, import_id, row, said)
     SELECT id, $1::uuid, row, NULL FROM quarantined_row WHERE import_id = $2
      UNION ALL
     SELECT row_id, $1, row, said FROM quarantined_again WHERE import_id = $2`,
    [importId, as],
  );
}

/** Forgets the rows of an import; one that a later file held too is that file's from now on. */
export async function forgetRows(tx: Sql, importId: string): Promise<void> {
  await tx.query('DELETE FROM quarantined_again WHERE import_id = $1', [importId]);
  await tx.query(
    `UPDATE quarantined_again a SET said = q.said
       FROM quarantined_row q WHERE q.id = a.row_id AND q.import_id = $1 AND a.said IS NULL`,
    [importId],
  );
  await tx.query(
    `WITH next AS (
       SELECT DISTINCT ON (a.row_id) a.*
         FROM quarantined_again a JOIN quarantined_row q ON q.id = a.row_id
         JOIN import_run r ON r.id = a.import_id
        WHERE q.import_id = $1 ORDER BY a.row_id, r.position),
     taken AS (
       DELETE FROM quarantined_again a USING next
        WHERE a.row_id = next.row_id AND a.import_id = next.import_id)
     UPDATE quarantined_row q SET import_id = next.import_id, row = next.row, said = next.said
       FROM next WHERE q.id = next.row_id`,
    [importId],
  );
  await tx.query('DELETE FROM quarantined_row WHERE import_id = $1', [importId]);
}
