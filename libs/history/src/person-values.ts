import { PersonalReader, type Sealer, type Sql } from '@app/platform';
import { openValue, type PersonRow } from './people.repository';

/** All that is held of one person of a case, from every fact that told of them. */
export interface HeldPerson {
  caseId: string;
  /** `p1`, `p2`… */
  ref: string;
  /** Oldest first; the newest is the one shown. */
  names: string[];
  emails: string[];
  mobiles: string[];
  jobs: string[];
  /** When the newest of it was recorded, ISO 8601 UTC. */
  recordedAt: string;
}

interface Row extends PersonRow {
  name: Buffer | null;
  mobile: Buffer | null;
  email: Buffer | null;
  job: Buffer | null;
  recorded_at: string;
}

const columns = ['name', 'mobile', 'email', 'job'] as const;

/**
 * What is held of the people of these cases; of whom nothing is held any more is left out. Values
 * that are damaged are left out too.
 * @throws SealError this process lacks the field key
 */
export async function heldPeople(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<HeldPerson[]> {
  const rows = await sql.query<Row>(
    `SELECT p.case_id, p.seq, p.ref, p.name, p.mobile, p.email, p.job, p.key_id, k.wrapped,
            f.recorded_at
       FROM case_person p JOIN fact f USING (case_id, seq) LEFT JOIN person_key k ON k.id = p.key_id
      WHERE p.case_id = ANY($1) ORDER BY p.case_id, p.seq`,
    [caseIds],
    'held-people',
  );
  const reader = new PersonalReader(sealer);
  const held = new Map<string, HeldPerson>();
  for (const row of rows) {
    const { case_id: caseId, ref } = row;
    const [name, mobile, email, job] = columns.map((column) =>
      openValue(reader, row, column, row[column]),
    );
    const person = held.get(`${caseId}:${ref}`) ?? {
      caseId,
      ref,
      names: [],
      emails: [],
      mobiles: [],
      jobs: [],
      recordedAt: row.recorded_at,
    };
    add(person.names, name);
    add(person.mobiles, mobile);
    add(person.emails, email);
    add(person.jobs, job);
    person.recordedAt = row.recorded_at;
    held.set(`${caseId}:${ref}`, person);
  }
  return [...held.values()].filter(
    ({ names, emails, mobiles, jobs }) =>
      names.length + emails.length + mobiles.length + jobs.length > 0,
  );
}

/** The newest last, each once. */
function add(values: string[], value: string | null | undefined): void {
  if (value == null) return;
  const before = values.indexOf(value);
  if (before >= 0) values.splice(before, 1);
  values.push(value);
}
