import { createHash } from 'node:crypto';
import type { Sealer, Sql } from '@app/platform';

type Row = Record<string, unknown>;

interface CaseRow {
  id: string;
  location_id: string;
}

const casesAtATime = 200;

/**
 * A hash over every fact, follow-up, letter, part of a letter and task there is, case by case in the
 * order of the register, ids replaced by what they stand for, links by the word. Two caseloads that lived alike have the same one.
 * @returns sha256, hexadecimal
 */
export async function fingerprint(sql: Sql, sealer: Sealer): Promise<string> {
  const hash = createHash('sha256');
  const officers = await sql.query<{ id: string; email: string }>('SELECT id, email FROM officer');
  const cases = await sql.query<CaseRow>(
    `SELECT id, location_id FROM application_case c
      ORDER BY location_id, opened_on, (SELECT min(recorded_at) FROM fact WHERE case_id = c.id)`,
  );
  for (let i = 0; i < cases.length; i += casesAtATime) {
    const some = cases.slice(i, i + casesAtATime);
    for (const { location_id, rows } of await rowsOf(sql, sealer, some)) {
      const names = new Map(officers.map(({ id, email }) => [id, email]));
      for (const { id, seq } of rows.fact) names.set(String(id), `fact ${String(seq)}`);
      hash.update(`${location_id}\n`);
      for (const table of tables) {
        const lines = rows[table].map((row) => withoutIds(JSON.stringify(told(row)), names));
        for (const line of lines.sort()) hash.update(`${table} ${line}\n`);
      }
    }
  }
  return hash.digest('hex');
}

const tables = ['fact', 'follow_up', 'letter', 'letter_part', 'task'] as const;

type Table = (typeof tables)[number];

async function rowsOf(
  sql: Sql,
  sealer: Sealer,
  cases: readonly CaseRow[],
): Promise<{ location_id: string; rows: Record<Table, Row[]> }[]> {
  const ids = cases.map((c) => c.id);
  const found = new Map(
    cases.map((c) => [
      c.id,
      { fact: [], follow_up: [], letter: [], letter_part: [], task: [] } as Rows,
    ]),
  );
  for (const table of tables)
    for (const row of await sql.query<Row & { case_id: string }>(rowsSql(table), [ids]))
      found.get(row.case_id)?.[table].push(opened(table, row, sealer));
  return cases.map((c) => ({ location_id: c.location_id, rows: found.get(c.id) as Rows }));
}

type Rows = Record<Table, Row[]>;

/** A letter is told with each case it speaks of. */
const rowsSql = (table: Table): string =>
  table === 'letter'
    ? `SELECT DISTINCT ON (p.case_id, l.id) p.case_id, l.*
         FROM letter l JOIN letter_part p ON p.letter_id = l.id
        WHERE p.case_id = ANY ($1)`
    : `SELECT * FROM ${table} WHERE case_id = ANY ($1)`;

/** Where the ledger binds what is sealed to. */
function opened(table: Table, row: Row, sealer: Sealer): Row {
  if (table === 'letter')
    return { ...row, sealed: sealer.open(`letter:${String(row.id)}`, row.sealed as Buffer) };
  if (table !== 'letter_part') return row;
  const place = `letter-part:${String(row.letter_id)}:${String(row.seq)}`;
  return { ...row, sealed: sealer.open(place, row.sealed as Buffer) };
}

/** Ids of rows, made at random, and what goes by their order; and who had a letter in hand. */
const leftOut = new Set([
  'id',
  'case_id',
  'follow_up_id',
  'letter_id',
  'message_id',
  'claimed_by',
  'address_key',
]);

const told = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !leftOut.has(column))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What a link ends in is made at random too. */
const token = /(?<![\w-])[\w-]{43}(?![\w-])/g;

/** Which home of a manager opens the letter that the others join goes by the ids of their cases. */
const joined = '"outcome":"merged"';

/** An id in a text stands for a fact of the case or an officer; any other says nothing. */
const withoutIds = (text: string, names: ReadonlyMap<string, string>): string =>
  text
    .replace(uuid, (id) => names.get(id) ?? 'some id')
    .replace(token, 'some link')
    .replace(joined, '"outcome":"sent"');
