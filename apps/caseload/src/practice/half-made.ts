import { Database, migrate, type Sql } from '@app/platform';

/** Marks the town from its first row to its last: a start that is broken off leaves the mark. */
export const beingMade = { isBeingMade: true } as const;

/** The town stands: whoever starts next finds it as it is meant to be. */
export async function markMade(sql: Sql): Promise<void> {
  await sql.query(
    `UPDATE import_run SET result = result - 'isBeingMade' WHERE kind = 'practice'`,
    [],
    'mark-practice-made',
  );
}

/**
 * Whether the making of a practice caseload was broken off here. Only whoever holds the database
 * alone may ask: one that is still being made looks the same.
 */
export async function isHalfMade(sql: Sql): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM import_run WHERE kind = 'practice' AND result ? 'isBeingMade'`,
    [],
    'is-practice-half-made',
  );
  return rows.length > 0;
}

/**
 * Clears away all there is and brings the empty database up to date. Nobody has worked in it: pages
 * open only once the town stands. For a database that holds nothing but Caseload.
 */
export async function clearAway(url: string): Promise<void> {
  const db = new Database(url, { max: 1 });
  try {
    await db.query('RESET ROLE');
    await db.query('DROP SCHEMA public CASCADE');
    await db.query('CREATE SCHEMA public');
    await db.query('GRANT USAGE ON SCHEMA public TO PUBLIC');
  } finally {
    await db.close();
  }
  await migrate(url);
}
