import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Officer } from './officer';
import { hashOfToken, newSecretToken } from './secret-token';

/** Minutes a link is good. */
export const signInLinkMinutes = 10;

/** A way in for one officer, once. */
export interface SignInLink {
  url: string;
  /** ISO 8601 UTC; not good at this moment any more. */
  expiresAt: string;
}

/**
 * One-time links to sign in by. Opening one shows a page with a button and spends nothing, because
 * mail scanners open links; pressing the button spends it.
 */
@Injectable()
export class SignInLinks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'publicUrl'>,
  ) {}

  async make(officerId: string): Promise<SignInLink> {
    const { token, hash } = newSecretToken();
    const now = this.clock.now();
    const expiresAt = now.add({ minutes: signInLinkMinutes }).toString();
    // Dead links say nothing anybody needs; nothing else would ever remove them.
    await this.db.query(
      `WITH old AS (DELETE FROM sign_in_link WHERE expires_at < $5)
       INSERT INTO sign_in_link (token_hash, officer_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4)`,
      [hash, officerId, now.toString(), expiresAt, now.subtract({ hours: 24 }).toString()],
    );
    return { url: `${this.config.publicUrl}/sign-in/${token}`, expiresAt };
  }

  /** Would this link open the door? Changes nothing. */
  async isGood(token: string): Promise<boolean> {
    const hash = hashOfToken(token);
    if (!hash) return false;
    const rows = await this.db.query(
      `SELECT 1 FROM sign_in_link l JOIN officer o ON o.id = l.officer_id
        WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2
          AND o.disabled_at IS NULL`,
      [hash, this.clock.now().toString()],
    );
    return rows.length > 0;
  }

  /**
   * Spends the link. Of many who press at once exactly one gets in.
   * @returns whose link it was, or null when it is unknown, spent, too old or its officer disabled
   */
  async spend(token: string): Promise<Officer | null> {
    const hash = hashOfToken(token);
    if (!hash) return null;
    const rows = await this.db.query<Officer>(
      `UPDATE sign_in_link l SET used_at = $2 FROM officer o
        WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2
          AND o.id = l.officer_id AND o.disabled_at IS NULL
        RETURNING o.id, o.email, o.name, o.role`,
      [hash, this.clock.now().toString()],
    );
    return rows[0] ?? null;
  }
}
