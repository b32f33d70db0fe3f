import type { Database } from '@app/platform';

/**
 * Every table of every schema, as a digest of all its rows with the transaction that wrote each: two
 * of these are equal only if nothing was written in between, not even the value that was there.
 */
export function wholeDatabase(db: Database): Promise<Record<string, string>> {
  return db.transaction(async (sql) => {
    // The program's own role may not look everywhere.
    await sql.query('SET LOCAL ROLE NONE');
    const tables = await sql.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
        ORDER BY 1`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await sql.query<{ digest: string }>(
        `SELECT concat(count(*), ' ', md5(coalesce(string_agg(one, E'\\n' ORDER BY one), ''))) AS digest
           FROM (SELECT concat(t.xmin, ' ', t::text) AS one FROM ${name} AS t) AS rows`,
      );
      digests[name] = row?.digest ?? '';
    }
    return digests;
  });
}
