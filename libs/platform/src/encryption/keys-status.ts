import type { Sql } from '../database';
import { isSealedByPersonKey } from './person-key';
import { bytesOf } from './rotate-keys';
import { fieldKeyIdOf } from './seal';
import { sealedColumns } from './sealed-columns';

/** How many values of a column are sealed by what. */
export interface ColumnStatus {
  table: string;
  column: string;
  /** By the key of a person. */
  byPersonKey: number;
  /** By field keys, by the ids of these. */
  byFieldKey: Record<string, number>;
}

/** What is sealed by which key, column by column. Reads every sealed value's first bytes. */
export async function keysStatus(sql: Sql): Promise<ColumnStatus[]> {
  const status: ColumnStatus[] = [];
  for (const of of sealedColumns) {
    const rows = await sql.query<{ head: Buffer; count: number }>(
      `SELECT CASE WHEN substring(v.bytes FOR 1) = '\\x01' THEN substring(v.bytes FOR 5)
                   ELSE substring(v.bytes FOR 1) END AS head, count(*)::int AS count
         FROM ${of.table} t CROSS JOIN LATERAL (SELECT ${bytesOf(of, 't')} AS bytes) v
        WHERE v.bytes IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    const byFieldKey: Record<string, number> = {};
    let byPersonKey = 0;
    for (const { head, count } of rows) {
      const id = fieldKeyIdOf(head);
      if (id) byFieldKey[id] = count;
      else if (isSealedByPersonKey(head)) byPersonKey += count;
    }
    status.push({ table: of.table, column: of.column, byPersonKey, byFieldKey });
  }
  return status;
}
