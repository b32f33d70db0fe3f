import type { Scope } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterTrouble } from '../ledger/letter-trouble';
import { lettersInScope } from './letters-in-scope';
import { type LetterRow, type LetterSummary, letterColumns, toSummary } from './letter-view';

/** How the mail lane is doing. Instants are ISO 8601 UTC. */
export interface MailHealth {
  /** Letters that are to go, now or later. */
  waiting: number;
  /** Of those, letters whose moment has come. */
  due: number;
  /** The moment of the one that has been due longest; null when none is. */
  dueSince: string | null;
  /** When the last letter went; null before the first. */
  lastSentAt: string | null;
  /** Letters that went in the last sixty minutes. */
  sentLastHour: number;
}

/** A letter that needs a person, or is being put off. */
export interface TroubledLetter extends LetterSummary {
  /** Why it needs a person; null for one that is tried again by itself. */
  trouble: LetterTrouble | null;
  /** False when its reason has ended, so that it is not to be sent again. */
  wanted: boolean;
}

export async function readMailHealth(sql: Sql, now: Temporal.Instant): Promise<MailHealth> {
  const [row] = await sql.query<MailHealth>(
    `SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE next_attempt_at <= $1))::int AS due,
            min(next_attempt_at) FILTER (WHERE next_attempt_at <= $1) AS "dueSince",
            (SELECT max(settled_at) FROM letter WHERE status = 'sent') AS "lastSentAt",
            (SELECT count(*)::int FROM letter
              WHERE status = 'sent' AND settled_at > $2 AND settled_at <= $1) AS "sentLastHour"
       FROM letter WHERE status IN ('planned', 'deferred')`,
    [now.toString(), now.subtract({ hours: 1 }).toString()],
    'mail-health',
  );
  if (!row) throw new Error('Counting always answers.');
  return row;
}

/** Somebody who made the call has told the home: then only what nobody knows is still to be said. */
const undecided = `l.trouble IS NOT NULL AND l.decided_at IS NULL
  AND (l.status = 'unknown'
       OR NOT EXISTS (SELECT FROM task t WHERE t.about = l.id AND t.status = 'done'))`;

/** Letters that need a person, the one that stopped first at the top. */
export const lettersNeedingSomebody = (
  sql: Sql,
  limit: number,
  scope: Scope,
): Promise<TroubledLetter[]> => troubled(sql, undecided, 'l.settled_at, l.id', limit, scope);

/** Letters the mail server has put off, the one tried next at the top. */
export const lettersPutOff = (sql: Sql, limit: number, scope: Scope): Promise<TroubledLetter[]> =>
  troubled(sql, "l.status = 'deferred'", 'l.next_attempt_at, l.id', limit, scope);

async function troubled(
  sql: Sql,
  which: string,
  order: string,
  limit: number,
  scope: Scope,
): Promise<TroubledLetter[]> {
  const values: unknown[] = [limit];
  const rows = await sql.query<
    LetterRow & { trouble: LetterTrouble | null; withdraw_reason: string | null }
  >(
    `SELECT ${letterColumns}, l.trouble, l.withdraw_reason FROM letter l
      WHERE ${which} AND ${lettersInScope(scope, 'l.id', values)} ORDER BY ${order} LIMIT $1`,
    values,
  );
  return rows.map((row) => ({
    ...toSummary(row),
    trouble: row.trouble,
    wanted: row.withdraw_reason === null,
  }));
}
