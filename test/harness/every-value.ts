import type { Sql } from '@app/platform';

interface TableRow {
  schema: string;
  name: string;
}

/**
 * The tables, of any schema, that hold one of these texts anywhere in a row: in letters of any case,
 * as bytes, or in base64.
 * @returns "schema.table: text"
 */
export async function whereStored(sql: Sql, texts: readonly string[]): Promise<string[]> {
  const tables = await sql.query<TableRow>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
      ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { schema, name } of tables)
    for (const text of texts) {
      const rows = await sql.query(
        `SELECT 1 FROM "${schema}"."${name}" AS t
          WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS form
                         WHERE position(form IN lower(t::text)) > 0) LIMIT 1`,
        [formsOf(text)],
      );
      if (rows.length > 0) found.push(`${schema}.${name}: ${text}`);
    }
  return found;
}

/** Base64 of a text within a longer one has three forms, by where it begins; their middles do. */
function formsOf(text: string): string[] {
  const base64 = ['', ' ', '  '].map((before) =>
    Buffer.from(before + text)
      .toString('base64')
      .slice(4, -4)
      .toLowerCase(),
  );
  return [text.toLowerCase(), Buffer.from(text).toString('hex'), ...base64];
}
