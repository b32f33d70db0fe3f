import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterMaking } from './letter-making';
import { openColumns, openDrafts, type OpenRow } from './open-drafts';
import { writeDrafts } from './write-drafts';

/** The matter of a rung that is no longer wanted, and why, in a few words for the officer. */
export interface Unwanted {
  followUpId: string;
  reason: string;
}

interface Found {
  id: string;
  seq: number;
  follow_up_id: string;
  waits: boolean;
  /** Something else it says may not hold any more. */
  stale: boolean;
}

/**
 * Takes matters that are no longer wanted out of letters that have not gone: what remains of a letter
 * is written again, one that has nothing left to say is withdrawn. A letter in a worker's hand at
 * this moment may still go; if its server puts it off, it is looked at again then.
 * @returns the follow-ups whose matter will certainly not go
 */
export async function withdrawMatters(
  tx: Sql,
  making: LetterMaking,
  unwanted: readonly Unwanted[],
  now: Temporal.Instant,
): Promise<string[]> {
  if (unwanted.length === 0) return [];
  const found = await tx.query<Found>(
    `SELECT l.id, p.seq, p.follow_up_id, l.status IN ('planned', 'deferred') AS waits, l.stale
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.follow_up_id = ANY($1::bigint[]) AND p.withdrawn_at IS NULL
        AND l.status IN ('planned', 'deferred', 'claimed', 'unknown')
      ORDER BY l.address_key, l.id
        FOR NO KEY UPDATE OF l`,
    [unwanted.map((u) => u.followUpId)],
    'matters-to-withdraw',
  );
  if (found.length === 0) return [];
  const reasons = new Map(unwanted.map((u) => [u.followUpId, u.reason]));
  const reasonOf = (f: Found): string => reasons.get(f.follow_up_id) ?? '';
  await tx.query(
    `UPDATE letter_part p
        SET withdraw_reason = w.reason, withdrawn_at = CASE WHEN w.waits THEN $1::timestamptz END
       FROM unnest($2::uuid[], $3::int[], $4::text[], $5::boolean[]) AS w(id, seq, reason, waits)
      WHERE p.letter_id = w.id AND p.seq = w.seq`,
    [
      now.toString(),
      found.map((f) => f.id),
      found.map((f) => f.seq),
      found.map(reasonOf),
      found.map((f) => f.waits),
    ],
    'withdraw-matters',
  );
  const waiting = found.filter((f) => f.waits);
  const reasonOfLetter = new Map(found.map((f) => [f.id, reasonOf(f)]));
  await withdrawEmptied(tx, reasonOfLetter, now);
  await writeAgain(tx, making, new Map(waiting.map((f) => [f.id, f.stale])), now);
  return waiting.map((f) => f.follow_up_id);
}

/**
 * Letters of which no matter is wanted any more are withdrawn; one in a worker's hand, or of which
 * nobody knows whether it went, is marked, so that it does not go again.
 */
export async function withdrawEmptied(
  tx: Sql,
  reasons: ReadonlyMap<string, string>,
  now: Temporal.Instant,
): Promise<void> {
  const waits = "l.status IN ('planned', 'deferred')";
  await tx.query(
    `UPDATE letter l
        SET withdraw_reason = CASE WHEN e.empty THEN e.reason END,
            stale = NOT e.empty OR NOT ${waits},
            status = CASE WHEN e.empty AND ${waits} THEN 'withdrawn' ELSE l.status END,
            settled_at = CASE WHEN e.empty AND ${waits} THEN $1::timestamptz ELSE l.settled_at END,
            server_reply = CASE WHEN e.empty AND ${waits} THEN e.reason ELSE l.server_reply END
       FROM (SELECT w.id, w.reason,
                    NOT EXISTS (SELECT FROM letter_part p
                                 WHERE p.letter_id = w.id AND p.withdraw_reason IS NULL) AS empty
               FROM unnest($2::uuid[], $3::text[]) AS w(id, reason)) e
      WHERE l.id = e.id AND l.status IN ('planned', 'deferred', 'claimed', 'unknown')`,
    [now.toString(), [...reasons.keys()], [...reasons.values()]],
    'withdraw-emptied-letters',
  );
}

/**
 * What remains of letters, without what was taken out; they are as stale as before.
 * @param wasStale by id
 */
export async function writeAgain(
  tx: Sql,
  making: LetterMaking,
  wasStale: ReadonlyMap<string, boolean>,
  now: Temporal.Instant,
): Promise<void> {
  const rows = await tx.query<OpenRow>(
    `SELECT ${openColumns} FROM letter WHERE id = ANY($1) AND status IN ('planned', 'deferred')`,
    [[...wasStale.keys()]],
    'letters-to-write-again',
  );
  const drafts = await openDrafts(tx, making.sealer, rows);
  for (const draft of drafts) draft.stale = wasStale.get(draft.id) ?? true;
  await writeDrafts(tx, making, drafts, now);
}
