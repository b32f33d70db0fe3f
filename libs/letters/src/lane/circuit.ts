import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Seconds before the first letter is tried again; doubled with each try that fails. */
const firstPauseSeconds = 60;
export const longestPauseSeconds = 15 * 60;

/** Whether mail goes out, and if not, why, since when, and when one letter is tried. ISO 8601 UTC. */
export type CircuitState =
  | { open: false }
  | { open: true; reason: string; since: string; retryAt: string };

/*
 * The circuit stops all mail when something is wrong between us and the mail server (sign-in,
 * certificate, sender address), so that no letter burns an attempt on it. It is one row, which every
 * worker asks before it takes a letter, and every page shows. Once the pause is over one worker tries
 * one letter; the pause doubles from one minute up to fifteen.
 */

export async function readCircuit(sql: Sql): Promise<CircuitState> {
  const [row] = await sql.query<{ reason: string; since: string; retryAt: string }>(
    'SELECT reason, since, retry_at AS "retryAt" FROM mail_halt',
    [],
    'read-mail-halt',
  );
  return row ? { open: true, ...row } : { open: false };
}

/**
 * A letter could not go for a reason that holds for all. Several at once count as one.
 * @returns whether mail went out until now
 */
export async function openCircuit(
  sql: Sql,
  reason: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const [row] = await sql.query<{ isNew: boolean }>(
    `INSERT INTO mail_halt (reason, since, retry_at, pause_seconds) VALUES ($1, $2, $3, $4)
     ON CONFLICT (single) DO UPDATE SET reason = excluded.reason RETURNING xmax = 0 AS "isNew"`,
    [reason, now.toString(), now.add({ seconds: firstPauseSeconds }).toString(), firstPauseSeconds],
    'open-mail-circuit',
  );
  return row?.isNew ?? false;
}

/**
 * The letter that was tried met no such trouble: mail goes out again.
 * @returns whether it was halted
 */
export async function closeCircuit(sql: Sql): Promise<boolean> {
  const rows = await sql.query('DELETE FROM mail_halt RETURNING 1', [], 'close-mail-circuit');
  return rows.length > 0;
}

/** One letter may be tried now: somebody has mended something. */
export async function tryCircuitNow(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.query(
    'UPDATE mail_halt SET retry_at = $1 WHERE retry_at > $1',
    [now.toString()],
    'try-mail-now',
  );
}
