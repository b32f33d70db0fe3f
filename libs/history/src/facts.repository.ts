import type { Fact, FactDetails, RecordedFact } from '@app/domain';
import type { Sql } from '@app/platform';

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
}

const toFact = (row: FactRow): RecordedFact => ({
  id: row.id,
  seq: row.seq,
  type: row.type,
  on: row.happened_on,
  at: row.happened_at,
  details: row.details,
  override: row.override,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
});

/** All facts of one case, in the order they were recorded. */
export async function factsOfCase(sql: Sql, caseId: string): Promise<RecordedFact[]> {
  return (await factsOfCases(sql, [caseId])).get(caseId) ?? [];
}

/** All facts of several cases, each list in the order it was recorded. */
export async function factsOfCases(
  sql: Sql,
  caseIds: readonly string[],
): Promise<Map<string, RecordedFact[]>> {
  const rows = await sql.query<FactRow>(
    'SELECT * FROM fact WHERE case_id = ANY($1) ORDER BY case_id, seq',
    [caseIds],
    'facts-of-cases',
  );
  const facts = new Map<string, RecordedFact[]>(caseIds.map((id) => [id, []]));
  for (const row of rows) facts.get(row.case_id)?.push(toFact(row));
  return facts;
}

/** A fact to append to the history of a case. */
export interface NewFact extends Fact {
  caseId: string;
  seq: number;
  recordedAt: string;
  recordedBy: string;
}

/**
 * Appends facts, of one case or many. Two writers that count the same sequence number clash, so a
 * history can never fork.
 */
export async function appendFacts(sql: Sql, facts: readonly NewFact[]): Promise<void> {
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
      facts.map((f) => JSON.stringify(f.details)),
      facts.map((f) => f.override),
      facts.map((f) => f.recordedAt),
      facts.map((f) => f.recordedBy),
    ],
    'append-facts',
  );
}
