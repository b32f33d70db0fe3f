import { randomUUID } from 'node:crypto';
import { actingIs, type Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LinkPurpose } from './link-purpose';
import { hashOfToken } from './token';

/** A link that goes out with a letter. */
export interface NewLink {
  /** From `newToken`; only its hash is stored. */
  token: string;
  letterId: string;
  /** Null for `stop` alone, which is about all homes of its letter. */
  caseId: string | null;
  purpose: LinkPurpose;
  /** `provider` or `person:<ref>`. */
  recipient: string;
  /** Fingerprint of the address the letter goes to. */
  addressKey: Buffer;
  createdAt: Temporal.Instant;
  /** From `linkExpiry`. */
  expiresAt: Temporal.Instant;
}

/** A link as it is stored. Instants are ISO 8601 UTC. */
export interface AnswerLink {
  id: string;
  letterId: string | null;
  caseId: string | null;
  purpose: LinkPurpose;
  recipient: string;
  addressKey: Buffer;
  createdAt: string;
  /** Not good at this moment any more. */
  expiresAt: string;
  /** When the answer was given that leaves nothing to ask. */
  answeredAt: string | null;
  revokedAt: string | null;
  revokedWhy: string | null;
}

const columns = `id, letter_id AS "letterId", case_id AS "caseId", purpose, recipient,
  address_key AS "addressKey", created_at AS "createdAt", expires_at AS "expiresAt",
  answered_at AS "answeredAt", revoked_at AS "revokedAt", revoked_why AS "revokedWhy"`;

/**
 * Stores links, in the transaction that writes their letters; the letter's row may come after them.
 * A token stored before keeps its link and is good until the later of the two moments, so a letter
 * that is written anew on another day does not carry a link that is half spent.
 */
export async function storeLinks(tx: Sql, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.query(
    `INSERT INTO answer_link (id, token_hash, letter_id, case_id, purpose, recipient, address_key,
                              created_at, expires_at)
     SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::uuid[], $5::text[], $6::text[],
                          $7::bytea[], $8::timestamptz[], $9::timestamptz[])
     ON CONFLICT (token_hash) DO UPDATE
       SET expires_at = greatest(answer_link.expires_at, excluded.expires_at)`,
    [
      links.map(() => randomUUID()),
      links.map((l) => hashOfNew(l.token)),
      links.map((l) => l.letterId),
      links.map((l) => l.caseId),
      links.map((l) => l.purpose),
      links.map((l) => l.recipient),
      links.map((l) => l.addressKey),
      links.map((l) => l.createdAt.toString()),
      links.map((l) => l.expiresAt.toString()),
    ],
    'store-answer-links',
  );
}

function hashOfNew(token: string): Buffer {
  const hash = hashOfToken(token);
  if (!hash) throw new Error('A link was to be stored with a token that newToken did not make.');
  return hash;
}

/**
 * The link a token opens, good or not; null when there is none. Changes nothing, but whoever asks is
 * from here on told of in the audit by the link.
 */
export async function findLink(sql: Sql, token: string): Promise<AnswerLink | null> {
  const hash = hashOfToken(token);
  if (!hash) return null;
  const [link] = await sql.query<AnswerLink>(
    `SELECT ${columns} FROM answer_link WHERE token_hash = $1`,
    [hash],
    'find-answer-link',
  );
  if (link) actingIs(`link:${link.id}`);
  return link ?? null;
}

/** Locks a link for the rest of the transaction. Cases are locked before links. */
export async function lockLink(tx: Sql, id: string): Promise<AnswerLink | null> {
  const [link] = await tx.query<AnswerLink>(
    `SELECT ${columns} FROM answer_link WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
    'lock-answer-link',
  );
  return link ?? null;
}
