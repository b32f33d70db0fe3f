import type { Sql } from '@app/platform';
import type { ImportTally } from '../import-tally';
import type { ColumnNames } from '../reading/variant';
import { each, type MergeSubject, sameKey } from './merge-subject';
import { stagedColumns } from './staging';

interface Contradiction {
  row: number;
  field: string;
  said: string;
  stands: string;
}

/** As many as a person could look at; the tally lists no more either. */
const mostNoted = 1000;

/**
 * Makes the staged records one a key. Where a file tells of a record in several places, the first
 * value that is not blank stands; one that contradicts it is noted, and its row counts as set aside.
 */
export async function settleRepeats(
  tx: Sql,
  subject: MergeSubject,
  tally: ImportTally,
  names: ColumnNames,
): Promise<void> {
  const { arriving, keys } = subject;
  const [found] = await tx.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM ${arriving} GROUP BY ${keys.join(', ')} HAVING count(*) > 1) AS any`,
  );
  if (!found?.any) return;
  await tx.query(composeRepeats(subject));
  await noteContradictions(tx, subject, tally, names);
  await tx.query(`
    DELETE FROM ${arriving} a USING settled s WHERE ${sameKey(keys, 'a', 's')};
    INSERT INTO ${arriving} (${stagedColumns(subject).join(', ')})
    SELECT ${stagedColumns(subject).join(', ')} FROM settled;
    DROP TABLE settled, repeated`);
}

/**
 * `repeated` holds what was said of such records, `settled` what stands. Of addresses the fullest
 * stands: CQC's own file leaves the second line out in some rows.
 */
function composeRepeats({ arriving, keys, fields }: MergeSubject): string {
  const key = keys.join(', ');
  const first = (column: string) =>
    `first_value(${column}) OVER (PARTITION BY ${key} ORDER BY ${column} IS NULL${
      column === 'address' ? ', length(address) DESC' : ''
    }, row, place) AS ${column}`;
  // What one row cannot be believed in, another may still have given.
  const setAside = fields.map(
    (f) => `CASE WHEN ${f} IS NULL AND '${f}' = ANY (every_set_aside) THEN '${f}' END`,
  );
  return `
    CREATE TEMP TABLE repeated ON COMMIT DROP AS
    SELECT a.*, a.ctid AS place FROM ${arriving} a
      JOIN (SELECT ${key} FROM ${arriving} GROUP BY ${key} HAVING count(*) > 1) r USING (${key});
    CREATE TEMP TABLE settled ON COMMIT DROP AS
    SELECT row, may_create, ${each([...keys, ...fields], (c) => c)}, said,
           array_remove(ARRAY[${['NULL', ...setAside].join(', ')}]::text[], NULL) AS set_aside
      FROM (SELECT DISTINCT ON (${key}) ${key}, m.row, m.may_create, m.every_set_aside,
                   ${each([...fields, 'said'], (c) => c)}
              FROM (SELECT ${each(keys, (c) => c)}, row AS own_row, place,
                           ${each([...fields, 'said'], first)},
                           min(row) OVER same AS row, bool_or(may_create) OVER same AS may_create,
                           string_to_array(string_agg(array_to_string(set_aside, ','), ',')
                             OVER same, ',') AS every_set_aside
                      FROM repeated
                    WINDOW same AS (PARTITION BY ${key})) m
             ORDER BY ${key}, own_row, place) s`;
}

async function noteContradictions(
  tx: Sql,
  { keys, fields, subject }: MergeSubject,
  tally: ImportTally,
  names: ColumnNames,
): Promise<void> {
  if (fields.length === 0) return;
  const said = (alias: string, field: string) => `to_jsonb(${alias}.${field})`;
  const contradictions = `
    FROM repeated r JOIN settled s ON ${sameKey(keys, 'r', 's')},
         LATERAL (VALUES ${each(fields, (f) => `('${f}', ${said('r', f)}, ${said('s', f)})`)})
           v(field, said, stands)
   WHERE v.said <> v.stands
     AND NOT (v.field = 'address' AND starts_with(v.stands #>> '{}', v.said #>> '{}'))`;
  const [count] = await tx.query<{ rows: number; found: number }>(
    `SELECT count(DISTINCT r.row)::int AS rows, count(*)::int AS found ${contradictions}`,
  );
  if (!count || count.found === 0) return;
  tally.setAside += count.rows;
  const listed = await tx.query<Contradiction>(
    `SELECT r.row, v.field, v.said #>> '{}' AS said, v.stands #>> '{}' AS stands ${contradictions}
      ORDER BY r.row LIMIT ${mostNoted}`,
  );
  const called: Readonly<Record<string, string>> = names[subject] ?? {};
  for (const { row, field, said: here, stands } of listed)
    tally.note({
      row,
      column: called[field] ?? field,
      code: 'conflicting-repeat',
      message: `Here it is “${here}”, elsewhere in the file “${stands}”, which was taken.`,
    });
  tally.skip(count.found - listed.length);
}
