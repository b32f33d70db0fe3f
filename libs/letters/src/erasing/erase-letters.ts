import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { matterPlace } from '../ledger/letter-matter';
import { letterPlace, type SealedLetter } from '../ledger/new-letter';

/** What is left of a letter whose text is not kept any more: nothing, sealed like every text. */
const nothing: SealedLetter = {
  to: { name: 'Somebody whose name is not kept', address: null },
  replyTo: null,
  text: 'The text of this letter has been erased.',
  html: '<p>The text of this letter has been erased.</p>',
  stopUrl: null,
};

/**
 * Empties letters that are over: recipient, subject, text, the server's words, what they were written
 * from and the fingerprint of the address. Kinds, days and outcome stay. One that still waits, or is
 * in a worker's hand, is left alone.
 * @returns the ids of those emptied
 */
export async function eraseLetters(
  tx: Sql,
  sealer: Sealer,
  letterIds: readonly string[],
  now: Temporal.Instant,
): Promise<string[]> {
  if (letterIds.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `UPDATE letter l
        SET sealed = n.sealed, subject = 'Erased', server_reply = NULL,
            address_key = sha256(convert_to('letter:' || l.id, 'UTF8')), erased_at = $3
       FROM unnest($1::uuid[], $2::bytea[]) AS n(id, sealed)
      WHERE l.id = n.id AND l.erased_at IS NULL
        AND l.status IN ('sent', 'refused', 'unknown', 'withdrawn')
     RETURNING l.id`,
    [letterIds, letterIds.map((id) => sealer.seal(letterPlace(id), nothing)), now.toString()],
  );
  const ids = rows.map(({ id }) => id);
  await tx.query('UPDATE letter_part SET sealed = NULL WHERE letter_id = ANY($1)', [ids]);
  await tx.query(
    `UPDATE answer_link SET address_key = sha256(convert_to('letter:' || letter_id, 'UTF8')),
            revoked_why = CASE WHEN revoked_at IS NULL AND expires_at > $2 THEN 'erased' ELSE revoked_why END,
            revoked_at = CASE WHEN revoked_at IS NULL AND expires_at > $2 THEN $2 ELSE revoked_at END
      WHERE letter_id = ANY($1)`,
    [ids, now.toString()],
  );
  return ids;
}

/** A letter with its parts, opened. */
export interface OpenLetter {
  id: string;
  subject: string;
  serverReply: string | null;
  content: SealedLetter;
  parts: { seq: number; words: unknown }[];
}

interface Row {
  id: string;
  subject: string;
  server_reply: string | null;
  sealed: Buffer;
}

/** The letters about these cases whose text is still held. @throws SealError */
export async function openLettersOfCases(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<OpenLetter[]> {
  const rows = await sql.query<Row>(
    `SELECT id, subject, server_reply, sealed FROM letter l
      WHERE erased_at IS NULL
        AND id IN (SELECT letter_id FROM letter_part WHERE case_id = ANY($1)) ORDER BY planned_at, id`,
    [caseIds],
  );
  const parts = await sql.query<{ letter_id: string; seq: number; sealed: Buffer }>(
    `SELECT letter_id, seq, sealed FROM letter_part
      WHERE letter_id = ANY($1) AND sealed IS NOT NULL ORDER BY letter_id, seq`,
    [rows.map(({ id }) => id)],
  );
  return rows.map(({ id, subject, server_reply: serverReply, sealed }) => ({
    id,
    subject,
    serverReply,
    content: sealer.open<SealedLetter>(letterPlace(id), sealed),
    parts: parts
      .filter((part) => part.letter_id === id)
      .map(({ seq, sealed: words }) => ({
        seq,
        words: sealer.open<unknown>(matterPlace(id, seq), words),
      })),
  }));
}

/** Puts a letter back without what was taken out of it; one that waits is written again before it goes. */
export async function replaceLetter(tx: Sql, sealer: Sealer, letter: OpenLetter): Promise<void> {
  const { id, subject, serverReply, content, parts } = letter;
  await tx.query(
    `UPDATE letter SET subject = $2, server_reply = $3, sealed = $4,
            stale = stale OR status IN ('planned', 'deferred') WHERE id = $1`,
    [id, subject, serverReply, sealer.seal(letterPlace(id), content)],
  );
  await tx.query(
    `UPDATE letter_part p SET sealed = n.sealed FROM unnest($2::int[], $3::bytea[]) AS n(seq, sealed)
      WHERE p.letter_id = $1 AND p.seq = n.seq`,
    [
      id,
      parts.map(({ seq }) => seq),
      parts.map(({ seq, words }) => sealer.seal(matterPlace(id, seq), words)),
    ],
  );
}
