import { PersonalReader, PersonKeys, personOfCase, type Sealer, type Sql } from '@app/platform';
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

/** A row of `case_person`, its key joined to it. */
export interface PersonRow {
  case_id: string;
  seq: number;
  ref: string;
  /** Null where no key of the person sealed the values, or there is no row. */
  key_id: string | null;
  /** Null once the person has been erased. */
  wrapped: Buffer | null;
}

/**
 * Opens one value of a row.
 * @returns null when it was not given, is not held any more, or is damaged; see `reader.damaged`
 * @throws SealError unknown-key
 */
export function openValue(
  reader: PersonalReader,
  row: PersonRow,
  column: Column,
  sealed: Buffer | null,
): string | null {
  const key = { keyId: row.key_id, wrapped: row.wrapped };
  return reader.open<string>(placeOf(row.case_id, row.seq, row.ref, column), sealed, key);
}

interface NameRow extends PersonRow {
  name: Buffer | null;
}

/** @throws SealError unknown-key */
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
    `SELECT p.case_id, p.seq, p.ref, p.name, p.key_id, k.wrapped
       FROM case_person p LEFT JOIN person_key k ON k.id = p.key_id
      WHERE p.case_id = ANY($1) ORDER BY p.case_id, p.seq`,
    [caseIds],
    'people-of-cases',
  );
  const reader = new PersonalReader(sealer);
  const given = new Map<string, GivenName[]>(caseIds.map((id) => [id, []]));
  for (const row of rows)
    given.get(row.case_id)?.push({ ref: row.ref, name: openValue(reader, row, 'name', row.name) });
  return new Map([...given].map(([id, names]) => [id, new People(names)]));
}

/** Keeps what is personal beside the facts it came with, which must be there already. */
export async function keepPersonalValues(
  tx: Sql,
  sealer: Sealer,
  rows: readonly PersonalValues[],
): Promise<void> {
  if (rows.length === 0) return;
  const keys = await PersonKeys.of(
    tx,
    sealer,
    rows.map(({ caseId, ref }) => personOfCase(caseId, ref)),
  );
  const sealed = (column: Column) =>
    rows.map(({ caseId, seq, ref, [column]: value }) =>
      value === null
        ? null
        : keys.get(personOfCase(caseId, ref))?.seal(placeOf(caseId, seq, ref, column), value),
    );
  await tx.query(
    `INSERT INTO case_person (case_id, seq, ref, name, mobile, email, job, address_key,
                              key_id)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
                          $7::bytea[], $8::bytea[], $9::uuid[])`,
    [
      rows.map((r) => r.caseId),
      rows.map((r) => r.seq),
      rows.map((r) => r.ref),
      sealed('name'),
      sealed('mobile'),
      sealed('email'),
      sealed('job'),
      rows.map(({ email }) => email && sealer.addressKey(email)),
      rows.map(({ caseId, ref }) => keys.get(personOfCase(caseId, ref))?.id),
    ],
    'keep-personal-values',
  );
}

/** A value of one person that cannot be opened any more, though nobody erased it. */
export interface DamagedValue {
  /** Of the fact that said it. */
  seq: number;
  ref: string;
  what: Column;
}

/** What is damaged of the people of a case, or lies in the wrong row. @throws SealError unknown-key */
export async function damagedValues(
  sql: Sql,
  sealer: Sealer,
  caseId: string,
): Promise<DamagedValue[]> {
  const rows = await sql.query<PersonRow & Record<Column, Buffer | null>>(
    `SELECT p.*, k.wrapped FROM case_person p LEFT JOIN person_key k ON k.id = p.key_id
      WHERE p.case_id = $1 ORDER BY p.seq`,
    [caseId],
    'damaged-values',
  );
  return rows.flatMap((row) =>
    (['name', 'mobile', 'email', 'job'] as const).flatMap((what) => {
      const reader = new PersonalReader(sealer);
      openValue(reader, row, what, row[what]);
      return reader.damaged.length > 0 ? [{ seq: row.seq, ref: row.ref, what }] : [];
    }),
  );
}
