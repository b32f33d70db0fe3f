import { Sealer, type Sql } from '@app/platform';
import { testFieldKey } from '../../harness/engine';

/** Which copies of a model case to make: numbered from `first`, each with a home of its own. */
export interface Copies {
  model: string;
  /** Differs from that of all other copies in the same database. */
  first: number;
  count: number;
}

/** The id of a row's copy, a UUID like any other: the same for the row and for what refers to it. */
const idOf = (column: string): string =>
  `overlay(overlay(md5(${column}::text || ':' || n) placing '4' from 13) placing '8' from 17)::uuid`;

const locationOf = "'1-7' || lpad(n::text, 9, '0')";

/**
 * Each table with what differs in the copy; the rest of a row stays as it is. `$1` is the case, and
 * `n` the number of the copy.
 */
const tables: readonly { table: string; of: string; changes: Record<string, string> }[] = [
  {
    table: 'site',
    of: 't.location_id = (SELECT location_id FROM application_case WHERE id = $1)',
    changes: {
      location_id: locationOf,
      name: "'Invented House ' || n",
      search: "'invented house ' || n",
    },
  },
  {
    table: 'application_case',
    of: 't.id = $1',
    changes: { id: idOf('t.id'), location_id: locationOf },
  },
  {
    table: 'fact',
    of: 't.case_id = $1',
    changes: { case_id: idOf('t.case_id'), id: idOf('t.id') },
  },
  {
    table: 'follow_up',
    of: 't.case_id = $1',
    changes: {
      id: "nextval(pg_get_serial_sequence('follow_up', 'id'))",
      case_id: idOf('t.case_id'),
      anchor_fact: idOf('t.anchor_fact'),
      letter_id: idOf('t.letter_id'),
    },
  },
  {
    table: 'letter',
    of: 't.id IN (SELECT letter_id FROM letter_part WHERE case_id = $1)',
    changes: {
      id: idOf('t.id'),
      address_key: 'sha256(t.address_key || n::text::bytea)',
      message_id: "'<' || md5(t.message_id || n) || '@copy.example>'",
    },
  },
  {
    table: 'letter_part',
    of: 't.case_id = $1',
    changes: {
      letter_id: idOf('t.letter_id'),
      case_id: idOf('t.case_id'),
      follow_up_id: 'NULL::bigint',
    },
  },
  {
    table: 'task',
    of: 't.case_id = $1',
    changes: { id: idOf('t.id'), case_id: idOf('t.case_id'), follow_up_id: 'NULL::bigint' },
  },
];

/** Copies a case with everything that hangs on it, its home too. */
export async function copyCases(sql: Sql, { model, first, count }: Copies): Promise<void> {
  for (const { table, of, changes } of tables) {
    const columns = await sql.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [table],
    );
    const names = columns.map(({ name }) => name);
    await sql.query(
      `INSERT INTO ${table} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
       SELECT ${names.map((name) => changes[name] ?? `t.${name}`).join(', ')}
         FROM ${table} t, generate_series($2::int, $3::int) n
        WHERE ${of}`,
      [model, first, first + count - 1],
    );
  }
}

const addressOf = (n: number): string => `manager-${n}@home.example`;

/** Gives each copied home somebody to write to. */
export async function addContacts(sql: Sql, first: number, count: number): Promise<void> {
  const sealer = new Sealer(testFieldKey);
  const homes = await sql.query<{ id: string; location: string; n: number }>(
    `SELECT gen_random_uuid() AS id, ${locationOf} AS location, n
       FROM generate_series($1::int, $2::int) n`,
    [first, first + count - 1],
  );
  await sql.query(
    `INSERT INTO contact (id, location_id, sealed, address_key, created_at)
     SELECT *, '2026-01-01T00:00:00Z'
       FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[])`,
    [
      homes.map((h) => h.id),
      homes.map((h) => h.location),
      homes.map(({ id, n }) =>
        sealer.seal(`contact:${id}`, {
          name: `Sam Carter ${n}`,
          email: addressOf(n),
        }),
      ),
      homes.map(({ n }) => sealer.addressKey(addressOf(n))),
    ],
  );
}
