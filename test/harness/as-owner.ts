import type { Database } from '@app/platform';

/**
 * Runs statements as the owner of the database, who may do what the program's own role may not: change
 * tables, empty them, and tamper with what is written for good. One transaction.
 * @returns the rows of the last
 */
export function asOwner<Row = Record<string, unknown>>(
  db: Database,
  ...statements: readonly string[]
): Promise<Row[]> {
  return db.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE NONE');
    let rows: Row[] = [];
    for (const statement of statements) rows = await tx.query<Row>(statement);
    return rows;
  });
}
