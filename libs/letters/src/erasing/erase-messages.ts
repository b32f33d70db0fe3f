import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { messagePlace, type SealedMessage } from '../inbound/storing/settle-message';

/**
 * Empties messages that came in, their attachments and how they came. That one came, when, of what
 * kind and for which case stays; one that nobody had filed is set aside.
 */
export async function eraseMessages(
  tx: Sql,
  messageIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.query('DELETE FROM inbound_attachment WHERE message_id = ANY($1)', [messageIds]);
  await tx.query('DELETE FROM inbound_raw WHERE message_id = ANY($1)', [messageIds]);
  await tx.query(
    `UPDATE inbound_message
        SET sealed = NULL, sender_key = NULL, erased_at = $2, retry_at = NULL,
            settled_at = coalesce(settled_at, $2), settled_by = coalesce(settled_by, 'system'),
            status = CASE WHEN status IN ('arrived', 'tray') THEN 'set-aside' ELSE status END
      WHERE id = ANY($1) AND erased_at IS NULL`,
    [messageIds, now.toString()],
  );
}

/** A message, opened. */
export interface OpenMessage {
  id: string;
  receivedAt: string;
  content: SealedMessage;
}

/** Messages still held that were filed at these cases, or lie in the tray. @throws SealError */
export async function openMessagesOfCases(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<OpenMessage[]> {
  const rows = await sql.query<{ id: string; receivedAt: string; sealed: Buffer }>(
    `SELECT m.id, m.received_at AS "receivedAt", m.sealed FROM inbound_message m
      WHERE m.sealed IS NOT NULL AND m.erased_at IS NULL
        AND (m.status = 'tray'
             OR m.id IN (SELECT message_id FROM inbound_message_case WHERE case_id = ANY($1))
             OR m.letter_id IN (SELECT letter_id FROM letter_part WHERE case_id = ANY($1)))
      ORDER BY m.received_at, m.id`,
    [caseIds],
  );
  return rows.map(({ id, receivedAt, sealed }) => ({
    id,
    receivedAt,
    content: sealer.open<SealedMessage>(messagePlace(id), sealed),
  }));
}

export async function replaceMessage(tx: Sql, sealer: Sealer, message: OpenMessage): Promise<void> {
  await tx.query('UPDATE inbound_message SET sealed = $2 WHERE id = $1', [
    message.id,
    sealer.seal(messagePlace(message.id), message.content),
  ]);
}
