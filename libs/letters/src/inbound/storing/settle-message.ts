import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { mailLimits } from '../limits';
import type { MailKind } from '../reading/classification';
import type { Guess } from '../reading/known';
import type { Mailbox, MailAttachment } from '../reading/mail-message';
import { withoutSecrets } from './without-secrets';

/** Where a message stands once it has been read. */
export const messageStatuses = ['filed', 'tray', 'machine', 'set-aside'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** What of a message is personal: encrypted at the place `inbound-message:<id>`. */
export interface SealedMessage {
  from: Mailbox | null;
  /** The officer who passed it on; null when it came straight from its sender. */
  forwardedBy: Mailbox | null;
  to: readonly Mailbox[];
  subject: string;
  /** ISO 8601, as the sender claims; null when missing. */
  date: string | null;
  /** What they wrote now. */
  newest: string;
  /** The letters and headings below it. */
  quoted: string;
  /** What it is, and why it is taken for that: sentences. */
  why: readonly string[];
  guesses: readonly Guess[];
  /** What the sender did or wants, as far as a word tells it; for the officer to record. */
  keyword: string | null;
  /** What is not here, in sentences. */
  missing: readonly string[];
}

/** A message as it has been read, with where it goes. */
export interface SettledMessage {
  id: string;
  status: MessageStatus;
  kind: MailKind | null;
  letterId: string | null;
  threadedBy: 'letter' | 'sender' | null;
  senderKey: Buffer | null;
  sealed: SealedMessage;
  attachments: readonly MailAttachment[];
  fileTo: readonly string[];
}

export const messagePlace = (id: string): string => `inbound-message:${id}`;
export const attachmentPlace = (id: string, seq: number, what: 'name' | 'content'): string =>
  `inbound-attachment:${id}:${seq}:${what}`;

/** What names an attachment. Neither is to be believed. */
export interface SealedAttachment {
  name: string;
  type: string;
}

/**
 * Keeps a message as it was read, but for passcodes and passwords in it, and throws away how it came.
 */
export async function settleMessage(
  tx: Sql,
  sealer: Sealer,
  read: SettledMessage,
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  const message = withoutSecrets(read);
  const { id, status, kind, letterId, threadedBy, senderKey, sealed } = message;
  const done = status !== 'tray';
  await tx.query(
    `UPDATE inbound_message
        SET status = $2, kind = $3, letter_id = $4, threaded_by = $5, sender_key = $6, sealed = $7,
            retry_at = NULL, settled_at = $8, settled_by = $9
      WHERE id = $1`,
    [
      id,
      status,
      kind,
      letterId,
      threadedBy,
      senderKey,
      sealer.seal(messagePlace(id), sealed),
      done ? now.toString() : null,
      done ? by : null,
    ],
    'settle-message',
  );
  await fileMessage(tx, id, message.fileTo, by, now);
  await keepAttachments(tx, sealer, message);
  await tx.query('DELETE FROM inbound_raw WHERE message_id = $1', [id]);
}

/** Files a message to cases; to one that has it already it is not filed again. */
export async function fileMessage(
  tx: Sql,
  messageId: string,
  caseIds: readonly string[],
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  if (caseIds.length === 0) return;
  await tx.query(
    `INSERT INTO inbound_message_case (message_id, case_id, filed_at, filed_by)
     SELECT $1, case_id, $3, $4 FROM unnest($2::uuid[]) case_id ON CONFLICT DO NOTHING`,
    [messageId, caseIds, now.toString(), by],
    'file-message',
  );
}

async function keepAttachments(
  tx: Sql,
  sealer: Sealer,
  { id, attachments }: SettledMessage,
): Promise<void> {
  for (const [at, { name, type, size, content }] of attachments.entries()) {
    const seq = at + 1;
    const isKept = size <= mailLimits.attachment && seq <= mailLimits.attachments;
    const named: SealedAttachment = { name, type };
    await tx.query(
      `INSERT INTO inbound_attachment (message_id, seq, sealed, size, content)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        id,
        seq,
        sealer.seal(attachmentPlace(id, seq, 'name'), named),
        size,
        isKept
          ? sealer.seal(
              attachmentPlace(id, seq, 'content'),
              Buffer.from(content).toString('base64'),
            )
          : null,
      ],
      'keep-attachment',
    );
  }
}
