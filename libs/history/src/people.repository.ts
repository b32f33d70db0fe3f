import type { Sealer, Sql } from '@app/platform';
import { type GivenName, People } from './people';

/** What is personal in one fact about somebody. */
export interface PersonalValues {
  caseId: string;
  /** Of the fact. */
  seq: number;
  ref: string;
  name: string;
  mobile: string | null;
  email: string | null;
  job: string | null;
}

type Column = 'name' | 'mobile' | 'email' | 'job';

/** Where a value lies: one copied to another case, fact, person or column does not open. */
const placeOf = (caseId: string, seq: number, ref: string, column: Column): string =>
  `case_person:${caseId}:${seq}:${ref}:${column}`;

/**
 * Opens one value of a row.
 * @returns null when it was not given, or is not held any more
 * @throws SealError
 */
export function openValue(
  sealer: Sealer,
  row: { case_id: string; seq: number; ref: string },
  column: Column,
  sealed: Buffer | null,
): string | null {
  if (sealed === null) return null;
  return sealer.open<string>(placeOf(row.case_id, row.seq, row.ref, column), sealed);
}

interface NameRow {
  case_id: string;
  seq: number;
  ref: string;
  name: Buffer | null;
}

/** @throws SealError when a stored name cannot be opened */
export async function peopleOfCase(sql: Sql, sealer: Sealer, caseId: string): Promise<People> {
  return (await peopleOfCases(sql, sealer, [caseId])).get(caseId) ?? new People();
}

/** The people of several cases; a case of which nobody has been named has none. */
export async function peopleOfCases(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<Map<string, People>> {
  const rows = await sql.query<NameRow>(
    `SELECT case_id, seq, ref, name FROM case_person WHERE case_id = ANY($1)
      ORDER BY case_id, seq`,
    [caseIds],
    'people-of-cases',
  );
  const given = new Map<string, GivenName[]>(caseIds.map((id) => [id, []]));
  for (const row of rows)
    given.get(row.case_id)?.push({ ref: row.ref, name: openValue(sealer, row, 'name', row.name) });
  return new Map([...given].map(([id, names]) => [id, new People(names)]));
}

/** Keeps what is personal beside the facts it came with, which must be there already. */
export async function keepPersonalValues(
  tx: Sql,
  sealer: Sealer,
  rows: readonly PersonalValues[],
): Promise<void> {
  if (rows.length === 0) return;
  const sealed = (column: Column) =>
    rows.map(({ caseId, seq, ref, [column]: value }) =>
      value === null ? null : sealer.seal(placeOf(caseId, seq, ref, column), value),
    );
  await tx.query(
    `INSERT INTO case_person (case_id, seq, ref, name, mobile, email, job, address_key)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
                          $7::bytea[], $8::bytea[])`,
    [
      rows.map((r) => r.caseId),
      rows.map((r) => r.seq),
      rows.map((r) => r.ref),
      sealed('name'),
      sealed('mobile'),
      sealed('email'),
      sealed('job'),
      rows.map(({ email }) => email && sealer.addressKey(email)),
    ],
    'keep-personal-values',
  );
}
