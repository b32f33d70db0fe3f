import type { Sql } from '../database';
import { PersonalReader } from './personal-reader';
import { bytesOf } from './rotate-keys';
import type { Sealer } from './seal';
import { SealError } from './seal-error';
import { columnsNamed, filled, sealedColumns } from './sealed-columns';

/** What became of an attempt to open every sealed value. */
export interface Opened {
  opened: number;
  /** Sealed by keys of persons that were destroyed. */
  erased: number;
  /** Places of those that cannot be opened: damaged, moved, or sealed by a key that is not given. */
  unopened: string[];
}

const atOnce = 2000;

/** Opens every sealed value of the database with the keys given, and keeps none. */
export async function openEverything(sql: Sql, sealer: Sealer): Promise<Opened> {
  const found: Opened = { opened: 0, erased: 0, unopened: [] };
  for (const of of sealedColumns) {
    const key = Object.keys(of.key).map((name) => `t.${name}`);
    const types = Object.values(of.key);
    let last: unknown[] = [];
    do {
      const after = types.map((type, n) => `$${n + 1}::${type}`).join(', ');
      const rows: Row[] = await sql.query<Row>(
        `SELECT ${columnsNamed(of).map((name) => `t.${name}`)}, ${bytesOf(of, 't')} AS sealed,
                ${of.subject ? 't.key_id AS "keyId", k.wrapped' : 'NULL AS "keyId", NULL AS wrapped'}
           FROM ${of.table} t ${of.subject ? 'LEFT JOIN person_key k ON k.id = t.key_id' : ''}
          WHERE ${bytesOf(of, 't')} IS NOT NULL
            ${last.length > 0 ? `AND (${key.join(', ')}) > (${after})` : ''}
          ORDER BY ${key.join(', ')} LIMIT ${atOnce}`,
        last,
      );
      for (const row of rows) count(found, sealer, filled(of.place, row), row);
      const final = rows.at(-1);
      last = final ? Object.keys(of.key).map((name) => final[name]) : [];
    } while (last.length > 0);
  }
  return found;
}

type Row = Record<string, unknown> & {
  sealed: Buffer;
  keyId: string | null;
  wrapped: Buffer | null;
};

function count(found: Opened, sealer: Sealer, place: string, row: Row): void {
  try {
    const value = new PersonalReader(sealer).openWhole<unknown>(place, row.sealed, row);
    // A value that is null was sealed as such; one whose key is gone comes back as null too.
    if (value === null && row.keyId !== null && row.wrapped === null) found.erased += 1;
    else found.opened += 1;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    found.unopened.push(place);
  }
}
