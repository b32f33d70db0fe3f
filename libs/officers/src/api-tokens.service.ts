import { randomUUID } from 'node:crypto';
import { BadInput, NotFound, type Scope } from '@app/domain';
import { audit } from '@app/history';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { scopeColumn, scopeOf } from './case-scope';
import type { Officer } from './officer';
import { isTokenScope, scopeNames, type TokenScope } from './permissions';
import { hashOfToken, newSecretToken } from './secret-token';

/** A token as it is shown later: never the token itself. Instants are ISO 8601 UTC. */
export interface ApiToken {
  id: string;
  label: string;
  /** What it was narrowed to; `all` is all that its officer may do. */
  scopes: TokenScope[];
  createdAt: string;
  /** To the minute; null before its first use. */
  lastUsedAt: string | null;
  /** From then on it opens nothing; null when it never ends. */
  expiresAt: string | null;
  revokedAt: string | null;
}

/** Whose token it is, what it was narrowed to, and whose cases they see. */
export interface TokenHolder {
  officer: Officer;
  scopes: TokenScope[];
  /** Whose cases the officer sees. */
  scope: Scope;
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
   * @param narrowedTo sets of permissions; it has of them what its officer has
   * @param days it is good for; null for no end
   * @returns the token, which nobody can be told again
   * @throws BadInput
   */
  async create(
    officerId: string,
    label: string,
    narrowedTo: readonly string[] = ['all'],
    days: number | null = null,
  ): Promise<{ id: string; token: string }> {
    const scopes = checkedScopes(narrowedTo);
    const trimmed = label.trim();
    if (trimmed.length === 0 || trimmed.length > longestLabel) {
      const message = `Say what the token is for in 1 to ${longestLabel} characters.`;
      throw new BadInput('invalid-label', message, [
        { pointer: '/label', code: 'invalid-label', message },
      ]);
    }
    const { token, hash } = newSecretToken();
    const id = randomUUID();
    const now = this.clock.now();
    const expiresAt = days === null ? null : now.add({ hours: days * 24 }).toString();
    await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO api_token (id, token_hash, officer_id, label, created_at, scopes, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, hash, officerId, trimmed, now.toString(), scopes, expiresAt],
      );
      const details = { token: id, scopes, expiresAt };
      await audit(tx, { action: 'token-made', subject: `officer:${officerId}`, details });
    });
    return { id, token };
  }

  /** Whose token this is; null when it is unknown, revoked, too old or its officer disabled. */
  async holderOf(token: string): Promise<TokenHolder | null> {
    const hash = hashOfToken(token);
    if (!hash) return null;
    const now = this.clock.now().toString();
    const [found] = await this.db.query<
      Officer & {
        tokenId: string;
        isDue: boolean;
        scopes: TokenScope[];
        owners: string[] | null;
      }
    >(
      `SELECT o.id, o.email, o.name, o.role, t.scopes, t.id AS "tokenId", ${scopeColumn('$2')},
              coalesce(t.last_used_at <= $2::timestamptz - interval '1 minute', true) AS "isDue"
         FROM api_token t JOIN officer o ON o.id = t.officer_id
        WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND o.disabled_at IS NULL
          AND (t.expires_at IS NULL OR t.expires_at > $2)`,
      [hash, now],
      'officer-of-token',
    );
    if (!found) return null;
    const { tokenId, isDue, scopes, owners, ...officer } = found;
    // Once a minute is enough to tell whether a token is in use, and spares a write a request.
    if (isDue)
      await this.db.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [tokenId, now]);
    return { officer, scopes, scope: scopeOf(owners) };
  }

  /** All of one officer's, newest first. */
  list(officerId: string): Promise<ApiToken[]> {
    return this.db.query<ApiToken>(
      `SELECT id, label, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt",
              expires_at AS "expiresAt", revoked_at AS "revokedAt"
         FROM api_token WHERE officer_id = $1 ORDER BY created_at DESC, id`,
      [officerId],
    );
  }

  /** From this moment the token opens nothing. @throws NotFound it is not one of this officer's */
  async revoke(officerId: string, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = await tx.query(
        `UPDATE api_token SET revoked_at = coalesce(revoked_at, $3)
          WHERE id = $2 AND officer_id = $1 RETURNING 1`,
        [officerId, id, this.clock.now().toString()],
      );
      if (rows.length === 0)
        throw new NotFound('no-such-token', 'There is no such token of yours.');
      const details = { token: id };
      await audit(tx, { action: 'token-revoked', subject: `officer:${officerId}`, details });
    });
  }
}

/** Each once. @throws BadInput naming what a token can be narrowed to */
function checkedScopes(asked: readonly string[]): TokenScope[] {
  const known = [...new Set(asked)].filter(isTokenScope);
  if (known.length > 0 && known.length === new Set(asked).size) return known;
  const message = `Say what the token may do: one or more of ${scopeNames.join(', ')}.`;
  throw new BadInput('invalid-scope', message, [
    { pointer: '/scopes', code: 'invalid-scope', message },
  ]);
}
