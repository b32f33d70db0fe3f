import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** A letter that has gone to a home, one part of it. */
export interface SentPart {
  caseId: string;
  clock: string;
  rung: string;
  /** Whose letter it is; null for the provider. */
  person: string | null;
}

/** A call the program has just asked for. */
export interface NewCall {
  id: string;
  caseId: string;
  kind: string;
  /** Person or ticket it is about. */
  person: string | null;
}

/** What left the program at this moment: the town learns of nothing else. */
export async function whatWasSent(
  sql: Sql,
  moment: Temporal.Instant,
): Promise<{ letters: SentPart[]; calls: NewCall[] }> {
  const at = moment.toString();
  const letters = await sql.query<SentPart>(
    `SELECT p.case_id AS "caseId", f.clock, f.rung,
            CASE WHEN f.addressee = 'person' THEN f.person END AS person
       FROM letter l
       JOIN letter_part p ON p.letter_id = l.id AND p.withdrawn_at IS NULL
       JOIN follow_up f ON f.id = p.follow_up_id
      WHERE l.settled_at = $1 AND l.status = 'sent'
      ORDER BY p.case_id, f.clock, f.rung, f.person`,
    [at],
    'practice-letters-sent',
  );
  const calls = await sql.query<NewCall>(
    `SELECT t.id, t.case_id AS "caseId", t.kind, f.person
       FROM task t JOIN follow_up f ON f.id = t.follow_up_id
      WHERE t.status = 'open' AND t.created_at = $1
      ORDER BY t.case_id, t.kind, f.person`,
    [at],
    'practice-calls-asked-for',
  );
  return { letters, calls };
}
