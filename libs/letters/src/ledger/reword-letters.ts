import type { Database, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterKind } from '../rendering/letter-part';
import { lockAddresses } from './address-letters';
import type { LetterMaking } from './letter-making';
import { openColumns, openDrafts, type OpenRow } from './open-drafts';
import { writeDrafts } from './write-drafts';

const atOnce = 100;
const longestWaitMs = 5000;
const pauseMs = 25;

/**
 * Writes every letter with a matter of this kind that has not gone with the wordings now in force. To
 * be called after the change is committed.
 * @returns how many letters were written again
 */
export async function rewordLetters(
  db: Database,
  making: LetterMaking,
  kind: LetterKind,
  now: Temporal.Instant,
): Promise<number> {
  await olderWritersDone(db);
  const waiting = await db.query<{ id: string; address_key: Buffer }>(
    `SELECT id, address_key FROM letter
      WHERE status IN ('planned', 'deferred') AND $1 = ANY(kinds) ORDER BY address_key, id`,
    [kind],
  );
  let count = 0;
  for (let from = 0; from < waiting.length; from += atOnce) {
    const some = waiting.slice(from, from + atOnce);
    count += await db.transaction((tx) => reword(tx, making, some, now));
  }
  return count;
}

async function reword(
  tx: Sql,
  making: LetterMaking,
  letters: readonly { id: string; address_key: Buffer }[],
  now: Temporal.Instant,
): Promise<number> {
  await lockAddresses(
    tx,
    letters.map((letter) => letter.address_key),
  );
  const rows = await tx.query<OpenRow>(
    `SELECT ${openColumns} FROM letter
      WHERE id = ANY($1) AND status IN ('planned', 'deferred')
      ORDER BY address_key, id FOR NO KEY UPDATE`,
    [letters.map(({ id }) => id)],
  );
  const drafts = (await openDrafts(tx, making.sealer, rows)).filter((d) => d.matters.length > 0);
  await writeDrafts(tx, making, drafts, now);
  return drafts.length;
}

/**
 * Who began to write letters before the change may still be at it, with the wording of before. They
 * have locked cases, so they have a number smaller than one taken now; once no smaller one is at
 * work, theirs are in the ledger too.
 */
async function olderWritersDone(db: Database): Promise<void> {
  const [mark] = await db.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  for (let waited = 0; waited < longestWaitMs; waited += pauseMs) {
    const [row] = await db.query<{ done: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS done',
      [mark?.id],
    );
    if (row?.done) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
