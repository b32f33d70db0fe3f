import type { Database, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { longestPauseSeconds } from './circuit';
import { type Claim, type ClaimedLetter, claimLetters } from './claimed-letter';
import { freeAfter, mayLeave, type Pace } from './pace';

/** Letters a worker has taken in hand, with what it has to know about them. */
export interface Batch {
  letters: ClaimedLetter[];
  /** All mail is halted, and this one letter tries whether it still has to be. */
  probe: boolean;
  /** The pace limit lets nothing leave before this moment; null: it does not stand in the way. */
  paceEnds: Temporal.Instant | null;
}

const nothing: Batch = { letters: [], probe: false, paceEnds: null };

/**
 * Takes the next letters, oldest first: none while mail is halted, and no more than the pace allows
 * all workers together. What is taken is committed.
 * @param pace null: no limit
 */
export async function takeBatch(db: Database, claim: Claim, pace: Pace | null): Promise<Batch> {
  const [halt] = await db.query<{ retry_at: string }>(
    'SELECT retry_at FROM mail_halt',
    [],
    'when-mail-may-be-tried',
  );
  if (halt && isAfter(halt.retry_at, claim.now)) return nothing;
  if (halt || pace) return db.transaction((tx) => takeInTurn(tx, claim, pace));
  return { ...nothing, letters: await claimLetters(db, claim) };
}

/** One worker after another: the rows of circuit and pace are locked until the claim is committed. */
async function takeInTurn(tx: Sql, claim: Claim, pace: Pace | null): Promise<Batch> {
  const [halt] = await tx.query<{ retry_at: string; pause_seconds: number }>(
    'SELECT retry_at, pause_seconds FROM mail_halt FOR UPDATE',
    [],
    'lock-mail-halt',
  );
  if (halt && isAfter(halt.retry_at, claim.now)) return nothing;
  const freeAt = pace && (await lockPace(tx));
  const allowed = pace && freeAt ? mayLeave(pace, freeAt, claim.now) : claim.most;
  if (allowed === 0) return { ...nothing, paceEnds: freeAt };
  const most = halt ? 1 : Math.min(claim.most, allowed);
  const letters = await claimLetters(tx, { ...claim, most });
  if (letters.length === 0) return nothing;
  if (pace && freeAt) await savePace(tx, freeAfter(pace, freeAt, claim.now, letters.length));
  if (halt) await putOffNextProbe(tx, halt.pause_seconds, claim.now);
  return { letters, probe: halt !== undefined, paceEnds: null };
}

const isAfter = (at: string, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(at), now) > 0;

async function lockPace(tx: Sql): Promise<Temporal.Instant> {
  const [row] = await tx.query<{ free_at: string }>(
    'SELECT free_at FROM mail_pace FOR UPDATE',
    [],
    'lock-mail-pace',
  );
  if (!row) throw new Error('The pace of mail is not in the database: run the migrations.');
  return Temporal.Instant.from(row.free_at);
}

async function savePace(tx: Sql, freeAt: Temporal.Instant): Promise<void> {
  await tx.query('UPDATE mail_pace SET free_at = $1', [freeAt.toString()], 'save-mail-pace');
}

/** The next try comes later than this one did, unless this one goes well. */
async function putOffNextProbe(tx: Sql, pause: number, now: Temporal.Instant): Promise<void> {
  const seconds = Math.min(pause * 2, longestPauseSeconds);
  await tx.query(
    'UPDATE mail_halt SET retry_at = $1, pause_seconds = $2',
    [now.add({ seconds }).toString(), seconds],
    'put-off-next-probe',
  );
}
