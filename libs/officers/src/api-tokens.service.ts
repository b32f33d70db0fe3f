import { randomUUID } from 'node:crypto';
import { BadInput, NotFound } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { Officer } from './officer';
import { hashOfToken, newSecretToken } from './secret-token';

/** A token as it is shown later: never the token itself. Instants are ISO 8601 UTC. */
export interface ApiToken {
  id: string;
  label: string;
  createdAt: string;
  /** To the minute; null before its first use. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

const longestLabel = 100;

/** Tokens by which programs act for an officer, with that officer's rights. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param label what the token is for, as the list of tokens will show it
   * @returns the token, which nobody can be told again
   * @throws BadInput
   */
  async create(officerId: string, label: string): Promise<{ id: string; token: string }> {
    const trimmed = label.trim();
    if (trimmed.length === 0 || trimmed.length > longestLabel)
      throw new BadInput(
        'invalid-label',
        `Say what the token is for in 1 to ${longestLabel} characters.`,
        [{ pointer: '/label', code: 'invalid-label', message: 'missing or too long' }],
      );
    const { token, hash } = newSecretToken();
    const id = randomUUID();
    await this.db.query(
      `INSERT INTO api_token (id, token_hash, officer_id, label, created_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [id, hash, officerId, trimmed, this.clock.now().toString()],
    );
    return { id, token };
  }

  /** Whose token this is, or null when it is unknown or revoked or its officer disabled. */
  async officerOf(token: string): Promise<Officer | null> {
    const hash = hashOfToken(token);
    if (!hash) return null;
    const [found] = await this.db.query<Officer & { tokenId: string; lastUsedAt: string | null }>(
      `SELECT o.id, o.email, o.name, o.role, t.id AS "tokenId", t.last_used_at AS "lastUsedAt"
         FROM api_token t JOIN officer o ON o.id = t.officer_id
        WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND o.disabled_at IS NULL`,
      [hash],
      'officer-of-token',
    );
    if (!found) return null;
    const { tokenId, lastUsedAt, ...officer } = found;
    await this.noteUse(tokenId, lastUsedAt);
    return officer;
  }

  /** All of one officer's, newest first. */
  list(officerId: string): Promise<ApiToken[]> {
    return this.db.query<ApiToken>(
      `SELECT id, label, created_at AS "createdAt", last_used_at AS "lastUsedAt",
              revoked_at AS "revokedAt"
         FROM api_token WHERE officer_id = $1 ORDER BY created_at DESC, id`,
      [officerId],
    );
  }

  /** From this moment the token opens nothing. @throws NotFound it is not one of this officer's */
  async revoke(officerId: string, id: string): Promise<void> {
    const rows = await this.db.query(
      `UPDATE api_token SET revoked_at = coalesce(revoked_at, $3)
        WHERE id = $2 AND officer_id = $1 RETURNING 1`,
      [officerId, id, this.clock.now().toString()],
    );
    if (rows.length === 0) throw new NotFound('no-such-token', 'There is no such token of yours.');
  }

  /** Once a minute is enough to tell whether a token is in use, and spares a write a request. */
  private async noteUse(id: string, lastUsedAt: string | null): Promise<void> {
    const now = this.clock.now();
    const minuteAgo = now.subtract({ minutes: 1 });
    if (lastUsedAt && Temporal.Instant.compare(lastUsedAt, minuteAgo) > 0) return;
    await this.db.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [
      id,
      now.toString(),
    ]);
  }
}
