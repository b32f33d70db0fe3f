import type { Sql } from '@app/platform';
import type { BadRow } from './bad-row';

interface FactRow {
  key: string;
  position: string | null;
  isThere: boolean;
}

/**
 * Takes the digest of every fact again and holds it against the one the chain took when it was
 * recorded. Call it when the chain itself is sound.
 */
export async function verifyFacts(sql: Sql): Promise<{ facts: number; bad: BadRow | null }> {
  const [row] = await sql.query<{ facts: string }>('SELECT count(*) AS facts FROM fact');
  const [wrong] = await sql.query<FactRow>(
    `WITH told AS (
       SELECT DISTINCT ON (d.key) d.key, d.value AS digest, c.position
         FROM audit_entry e JOIN audit_chain c ON c.entry_id = e.id,
              jsonb_each_text(e.details->'facts') d
        WHERE e.action IN ('facts-recorded', 'facts-restated')
        ORDER BY d.key, c.position DESC
     ), present AS (
       SELECT f.case_id || ':' || f.seq AS key,
              audit_fact_digest(f.case_id, f.seq, f.id, f.type, f.happened_on, f.happened_at,
                                f.details, f.override, f.recorded_at, f.recorded_by) AS digest
         FROM fact f
     )
     SELECT key, told.position, present.digest IS NOT NULL AS "isThere"
       FROM told FULL JOIN present USING (key)
      WHERE told.digest IS DISTINCT FROM present.digest
      ORDER BY told.position NULLS LAST, key LIMIT 1`,
  );
  return { facts: Number(row?.facts ?? 0), bad: wrong ? badFact(wrong) : null };
}

function badFact({ key, position, isThere }: FactRow): BadRow {
  const bad = {
    table: 'fact' as const,
    key,
    position: position === null ? null : Number(position),
  };
  if (position === null) return { ...bad, what: 'was put in past the audit' };
  return { ...bad, what: isThere ? 'is not as it was recorded' : 'has been taken out' };
}
