import { Conflict, isUuid, londonDay, Refused } from '@app/domain';
import { isUniqueViolation, type Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { noSuchLetter } from './letter-id';
import type { LetterStatus } from './letter-status';

/**
 * `arrived`: somebody asked, and the letter was there. `send-again`: it was not, so it goes once
 * more, as a new attempt with the same Message-ID; on another day it is asked and written again first.
 * `not-arrived`: it was not, and nothing is lost by it, since it is not wanted any more.
 */
export type Resolution = 'arrived' | 'send-again' | 'not-arrived';

interface Row {
  status: LetterStatus;
  withdraw_reason: string | null;
}

/**
 * A person says what became of a letter that may or may not have been sent.
 * @param by the person's name, kept with the letter
 * @throws NotFound, Conflict when it is not unknown (any more), Refused when it is to be sent again and
 *   is no longer wanted, or another letter to the same address goes or has gone today; or when it is
 *   to be let go and is wanted
 */
export async function resolveUnknown(
  sql: Sql,
  letterId: string,
  resolution: Resolution,
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  if (!isUuid(letterId)) throw noSuchLetter();
  const [resolved] =
    resolution === 'arrived'
      ? await sql.query(
          `UPDATE letter SET status = 'sent', server_reply = $2, settled_at = $3, trouble = NULL,
                  decided_by = $4, decided_at = $3
            WHERE id = $1 AND status = 'unknown' RETURNING id`,
          [letterId, `confirmed by ${by}`, now.toString(), by],
        )
      : resolution === 'send-again'
        ? await sendAgain(sql, letterId, by, now)
        : await letGo(sql, letterId, by, now);
  if (!resolved) await explain(sql, letterId);
}

async function sendAgain(
  sql: Sql,
  letterId: string,
  by: string,
  now: Temporal.Instant,
): Promise<unknown[]> {
  try {
    return await sql.query(
      `UPDATE letter SET status = 'planned', server_reply = $2, settled_at = NULL,
              next_attempt_at = $3, tried_since = NULL, claimed_by = NULL, trouble = NULL,
              decided_by = $4, decided_at = $3, day = $5, stale = stale OR day <> $5
        WHERE id = $1 AND status = 'unknown' AND withdraw_reason IS NULL RETURNING id`,
      [letterId, `to be sent again, asked by ${by}`, now.toString(), by, londonDay(now).toString()],
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Refused(
      'another-letter-today',
      'Another letter to the same address goes or has gone today. Send this one again tomorrow, or tell them by phone.',
    );
  }
}

/** It did not come, and nothing is lost by it: what it was about has ended meanwhile. */
function letGo(sql: Sql, letterId: string, by: string, now: Temporal.Instant): Promise<unknown[]> {
  return sql.query(
    `UPDATE letter SET status = 'withdrawn', server_reply = withdraw_reason, settled_at = $2,
            trouble = NULL, decided_by = $3, decided_at = $2
      WHERE id = $1 AND status = 'unknown' AND withdraw_reason IS NOT NULL RETURNING id`,
    [letterId, now.toString(), by],
  );
}

async function explain(sql: Sql, letterId: string): Promise<never> {
  const [row] = await sql.query<Row>('SELECT status, withdraw_reason FROM letter WHERE id = $1', [
    letterId,
  ]);
  if (!row) throw noSuchLetter();
  if (row.status === 'unknown' && row.withdraw_reason === null)
    throw new Refused(
      'letter-still-wanted',
      'This letter is still needed: have it sent again, or say that it arrived.',
    );
  if (row.status === 'unknown')
    throw new Refused(
      'letter-no-longer-wanted',
      `This letter is not sent again, because ${row.withdraw_reason}.`,
    );
  throw new Conflict(
    'letter-not-unknown',
    `This letter is ${row.status} by now, so there is nothing to decide.`,
  );
}
