import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { Officer } from '../officer';
import { hashOfToken, newSecretToken } from '../secret-token';

/** An address that was made: never the address itself. Instants are ISO 8601 UTC. */
export interface CalendarFeed {
  madeAt: string;
  /** To a quarter of an hour; null before its first use. */
  lastUsedAt: string | null;
}

/** How often a use is noted: calendar programs come every few minutes. */
const notedEachMinutes = 15;

/** The secret addresses at which calendar programs read an officer's dates; one an officer. */
@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an address; the one before opens nothing from then on.
   * @returns what the address ends in, which nobody can be told again
   */
  async make(officerId: string): Promise<string> {
    const { token, hash } = newSecretToken();
    await this.db.query(
      `INSERT INTO calendar_feed (officer_id, token_hash, made_at) VALUES ($1, $2, $3)
       ON CONFLICT (officer_id)
       DO UPDATE SET token_hash = EXCLUDED.token_hash, made_at = EXCLUDED.made_at, last_used_at = NULL`,
      [officerId, hash, this.clock.now().toString()],
    );
    return token;
  }

  /** Null when the officer has none. */
  async of(officerId: string): Promise<CalendarFeed | null> {
    const [feed] = await this.db.query<CalendarFeed>(
      `SELECT made_at AS "madeAt", last_used_at AS "lastUsedAt" FROM calendar_feed
        WHERE officer_id = $1`,
      [officerId],
    );
    return feed ?? null;
  }

  /** From this moment the address opens nothing. None there is as good. */
  async revoke(officerId: string): Promise<void> {
    await this.db.query('DELETE FROM calendar_feed WHERE officer_id = $1', [officerId]);
  }

  /** Whose dates an address opens; null when it is unknown, revoked, or its officer works here no more. */
  async officerOf(token: string): Promise<Officer | null> {
    const hash = hashOfToken(token);
    if (!hash) return null;
    const [found] = await this.db.query<Officer & { lastUsedAt: string | null }>(
      `SELECT o.id, o.email, o.name, o.role, f.last_used_at AS "lastUsedAt"
         FROM calendar_feed f JOIN officer o ON o.id = f.officer_id
        WHERE f.token_hash = $1 AND o.disabled_at IS NULL AND o.role <> 'viewer'`,
      [hash],
      'officer-of-calendar',
    );
    if (!found) return null;
    const { lastUsedAt, ...officer } = found;
    await this.noteUse(officer.id, lastUsedAt);
    return officer;
  }

  private async noteUse(officerId: string, lastUsedAt: string | null): Promise<void> {
    const now = this.clock.now();
    const before = now.subtract({ minutes: notedEachMinutes });
    if (lastUsedAt && Temporal.Instant.compare(lastUsedAt, before) > 0) return;
    await this.db.query('UPDATE calendar_feed SET last_used_at = $2 WHERE officer_id = $1', [
      officerId,
      now.toString(),
    ]);
  }
}
