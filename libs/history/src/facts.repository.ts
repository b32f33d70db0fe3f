import type { Fact, FactDetails, RecordedFact } from '@app/domain';
import { PersonalReader, type Sealer, type Sql } from '@app/platform';
import { isPersonRef } from './people';
import { keepPersonalValues, openValue, type PersonRow } from './people.repository';
import { personalFieldsOf } from './personal-fields';
import { fieldOfText, type OwnWords } from './texts';
import { keepWords } from './texts.repository';

interface FactRow {
  case_id: string;
  seq: number;
  id: string;
  type: RecordedFact['type'];
  happened_on: string | null;
  happened_at: string | null;
  details: FactDetails;
  override: string | null;
  recorded_at: string;
  recorded_by: string;
  ref: string | null;
  mobile: Buffer | null;
  email: Buffer | null;
  job: Buffer | null;
  key_id: string | null;
  wrapped: Buffer | null;
}

const toFact = (row: FactRow, reader: PersonalReader): RecordedFact => ({
  id: row.id,
  seq: row.seq,
  type: row.type,
  on: row.happened_on,
  at: row.happened_at,
  details: row.ref === null ? row.details : withValues(row, { ...row, ref: row.ref }, reader),
  override: row.override,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
});

function withValues(row: FactRow, at: PersonRow, reader: PersonalReader): FactDetails {
  const mobile = openValue(reader, at, 'mobile', row.mobile);
  const email = openValue(reader, at, 'email', row.email);
  const job = openValue(reader, at, 'job', row.job);
  return {
    ...row.details,
    ...(mobile === null ? {} : { mobile }),
    ...(email === null ? {} : { email }),
    ...(job === null ? {} : { job }),
  };
}

/** All facts of one case, in the order they were recorded; see `factsOfCases`. */
export async function factsOfCase(
  sql: Sql,
  sealer: Sealer,
  caseId: string,
): Promise<RecordedFact[]> {
  return (await factsOfCases(sql, sealer, [caseId])).get(caseId) ?? [];
}

/**
 * All facts of several cases, each list in the order it was recorded, as the rules read them: people
 * by their refs and free text by its marks (see `Texts`), mobiles and email addresses opened. What of
 * these has been erased or is damaged is left out.
 * @throws SealError unknown-key
 */
export async function factsOfCases(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<Map<string, RecordedFact[]>> {
  const rows = await sql.query<FactRow>(
    `SELECT f.*, p.ref, p.mobile, p.email, p.job, p.key_id, k.wrapped
       FROM fact f
       LEFT JOIN case_person p ON p.case_id = f.case_id AND p.seq = f.seq
       LEFT JOIN person_key k ON k.id = p.key_id
      WHERE f.case_id = ANY($1) ORDER BY f.case_id, f.seq`,
    [caseIds],
    'facts-of-cases',
  );
  const reader = new PersonalReader(sealer);
  const facts = new Map<string, RecordedFact[]>(caseIds.map((id) => [id, []]));
  for (const row of rows) facts.get(row.case_id)?.push(toFact(row, reader));
  return facts;
}

/** A fact to append to the history of a case, its person by ref and its free text by mark. */
export interface NewFact extends Fact {
  caseId: string;
  seq: number;
  recordedAt: string;
  recordedBy: string;
  /** The name to keep sealed beside it; see `NamingFact`. */
  name?: string | null;
  /** What the marks stand for; see `setWordsApart`. */
  words?: OwnWords;
}

/**
 * Appends facts, of one case or many. Two writers that count the same sequence number clash, so a
 * history can never fork. What is personal in them is sealed apart from them.
 */
export async function appendFacts(
  sql: Sql,
  sealer: Sealer,
  facts: readonly NewFact[],
): Promise<void> {
  if (facts.length === 0) return;
  await sql.query(
    `INSERT INTO fact (case_id, seq, id, type, happened_on, happened_at, details, override,
                       recorded_at, recorded_by)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::date[],
                          $6::timestamptz[], $7::jsonb[], $8::text[], $9::timestamptz[], $10::text[])`,
    [
      facts.map((f) => f.caseId),
      facts.map((f) => f.seq),
      facts.map((f) => f.id),
      facts.map((f) => f.type),
      facts.map((f) => f.on),
      facts.map((f) => f.at),
      facts.map((f) => JSON.stringify(impersonal(f))),
      facts.map((f) => f.override),
      facts.map((f) => f.recordedAt),
      facts.map((f) => f.recordedBy),
    ],
    'append-facts',
  );
  await keepPersonalValues(
    sql,
    sealer,
    facts.flatMap(({ caseId, seq, name, details: { person, mobile, email, job } }) =>
      person === undefined || name == null
        ? []
        : [
            {
              caseId,
              seq,
              ref: person,
              name,
              mobile: mobile ?? null,
              email: email ?? null,
              job: job ?? null,
            },
          ],
    ),
  );
  await keepWords(
    sql,
    sealer,
    facts.map(({ caseId, seq, words = {} }) => ({ caseId, seq, words })),
  );
}

/**
 * What of a fact may lie in the open: all but its personal fields, the ref for the person, and marks
 * for free text.
 */
function impersonal({ type, details, override, seq }: NewFact): FactDetails {
  const field = fieldOfText(type);
  const isMarked =
    (field === null || (details[field] ?? `[text ${seq}]`) === `[text ${seq}]`) &&
    (override ?? `[override ${seq}]`) === `[override ${seq}]`;
  if (!isMarked) throw new Error(`"${type}" still holds what somebody wrote`);
  const kept = { ...details };
  for (const field of personalFieldsOf(type)) delete kept[field];
  if (details.person === undefined) return kept;
  if (!isPersonRef(details.person)) throw new Error(`"${type}" does not name its person by ref`);
  return { ...kept, person: details.person };
}
