import type { Sql } from '@app/platform';
import type { ImportTally } from '../import-tally';
import type { ColumnNames } from '../reading/variant';
import { isNew } from './apply-changes';
import { type MergeSubject, sameKey } from './merge-subject';
import { count } from './plan-changes';

/** As many as a person could look at. */
const mostNoted = 1000;

/** Rows that a person has said to be of one of our sites go there from now on. */
export async function followDecisions(tx: Sql, kind: string, site: MergeSubject): Promise<void> {
  await tx.query(
    `UPDATE ${site.arriving} a SET location_id = q.location_id
       FROM quarantined_row q
      WHERE NOT a.may_create AND q.kind = $1 AND q.identity = a.location_id AND q.state = 'matched'`,
    [kind],
  );
}

/** A provider's id in the place of a location's looks right: only the register can tell. */
export async function setProvidersAside(
  tx: Sql,
  site: MergeSubject,
  tally: ImportTally,
  names: ColumnNames,
): Promise<void> {
  const rows = await tx.query<{ row: number; id: string }>(
    `DELETE FROM ${site.arriving} a USING provider p
      WHERE a.may_create AND p.provider_id = a.location_id
        AND NOT EXISTS (SELECT FROM site s WHERE s.location_id = a.location_id)
     RETURNING a.row, a.location_id AS id`,
  );
  const named: Readonly<Record<string, string>> = names.site ?? {};
  for (const { row, id } of rows)
    tally.note({
      row,
      column: named.location_id ?? null,
      code: 'provider-id-as-location',
      message: `${id} is a provider’s ID; look the location’s own ID up at CQC.`,
    });
  tally.setAside += rows.length;
}

/** A record cannot be made without its name; one that is there keeps the name it has. */
export async function setIncompleteAside(
  tx: Sql,
  s: MergeSubject,
  tally: ImportTally,
  names: ColumnNames,
): Promise<void> {
  const spoken = s.needed.filter((n) => s.fields.includes(n));
  if (spoken.length === 0) return;
  const missing = spoken.map((n) => `a.${n} IS NULL`).join(' OR ');
  const rows = await tx.query<{ row: number }>(
    `SELECT a.row FROM ${s.arriving} a
      WHERE a.may_create AND (${missing})
        AND NOT EXISTS (SELECT FROM ${s.table} t WHERE ${sameKey(s.keys, 't', 'a')})
      ORDER BY a.row`,
  );
  const named: Readonly<Record<string, string>> = names[s.subject] ?? {};
  const column = named[spoken[0] ?? ''] ?? spoken[0] ?? null;
  for (const { row } of rows)
    tally.note({
      row,
      column,
      code: 'missing-value',
      message: `The row has no “${column}”, so nothing can be made of it; fill it in.`,
    });
  tally.setAside += rows.length;
}

const unplaced = (s: MergeSubject): string =>
  `NOT a.may_create AND a.said IS NOT NULL
   AND NOT EXISTS (SELECT FROM ${s.table} t WHERE ${sameKey(s.keys, 't', 'a')})
   AND NOT EXISTS (SELECT FROM quarantined_row q
                    WHERE q.kind = $1 AND q.identity = a.location_id AND q.state = 'dismissed')`;

const why = {
  code: 'no-such-site',
  message:
    'No site of the register has this; say which site it is, or that it is none of ours, under Quarantine.',
};

/** Lists in `unplaced_row` the rows that fit no site, and notes them; they never make one. */
export async function noteUnplaced(
  tx: Sql,
  kind: string,
  s: MergeSubject,
  tally: ImportTally,
): Promise<void> {
  await tx.query(
    'CREATE TEMP TABLE unplaced_row (row integer, identity text, said jsonb) ON COMMIT DROP',
  );
  const found = await count(
    tx,
    `INSERT INTO unplaced_row SELECT a.row, a.location_id, a.said
       FROM ${s.arriving} a WHERE ${unplaced(s)}`,
    [kind],
  );
  if (found === 0) return;
  tally.unplaced += found;
  const rows = await tx.query<{ row: number }>(
    `SELECT row FROM unplaced_row ORDER BY row LIMIT ${mostNoted}`,
  );
  for (const { row } of rows) tally.note({ row, column: null, ...why });
  tally.skip(found - rows.length);
}

/** Keeps such rows until a person says what they are; those kept already are told of again. */
export async function quarantineUnplaced(tx: Sql, kind: string, importId: string): Promise<void> {
  await tx.query(
    `INSERT INTO quarantined_again (row_id, import_id, row, said)
     SELECT q.id, $2, u.row, nullif(u.said, q.said)
       FROM unplaced_row u JOIN quarantined_row q ON q.kind = $1 AND q.identity = u.identity`,
    [kind, importId],
  );
  await tx.query(
    `INSERT INTO quarantined_row (id, import_id, kind, identity, row, said, code, message)
     SELECT gen_random_uuid(), $2, $1, identity, row, said, $3, $4 FROM unplaced_row
     ON CONFLICT (kind, identity) DO NOTHING`,
    [kind, importId, why.code, why.message],
  );
}

/**
 * Social care rows of a DSPT list whose code is carried by no site and no provider of ours. They are
 * kept by code all the same, so nothing is lost.
 */
export async function countCodesOfNobody(tx: Sql, s: MergeSubject): Promise<number> {
  if (!s.fields.includes('sector')) return 0;
  const [found] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${s.arriving} a
      WHERE lower(a.sector) = 'social care'
        AND NOT EXISTS (SELECT FROM site t WHERE t.ods_code = a.code)
        AND NOT EXISTS (SELECT FROM provider t WHERE t.ods_code = a.code)`,
  );
  return found?.n ?? 0;
}

/** How many records would be made. */
export async function countNew(tx: Sql, s: MergeSubject): Promise<number> {
  const [found] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${s.arriving} a WHERE ${isNew(s)}`,
  );
  return found?.n ?? 0;
}

/** Takes out of what arrived all that makes no record and finds none. */
export async function dropHomeless(tx: Sql, s: MergeSubject): Promise<void> {
  const incomplete = s.needed.map((n) => (s.fields.includes(n) ? `OR ${n} IS NULL` : 'OR true'));
  const [doubtful] = await tx.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM ${s.arriving} WHERE NOT may_create ${incomplete.join(' ')}) AS any`,
  );
  if (!doubtful?.any) return;
  await tx.query(
    `DELETE FROM ${s.arriving} a
      WHERE NOT EXISTS (SELECT FROM ${s.table} t WHERE ${sameKey(s.keys, 't', 'a')})
        AND NOT (${isNew(s)})`,
  );
}
