import { NotFound } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Officer } from '../officer';

/** An officer as a lead sees them. Instants are ISO 8601 UTC. */
export interface RosterEntry extends Officer {
  teamId: string | null;
  team: string | null;
  /** Null while they may sign in. */
  disabledAt: string | null;
  /** When they last signed in, or used a session or token since; null for never. */
  lastSeenAt: string | null;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  /** They sign in by another provider. */
  isLinked: boolean;
  /** Until when an invitation can still be used; null when none can. */
  invitedUntil: string | null;
}

/** Who works here, who did, and how each gets in. */
@Injectable()
export class Roster {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Everybody: who may sign in first, each part by name. */
  list(): Promise<RosterEntry[]> {
    return this.read('');
  }

  /** @throws NotFound */
  async get(officerId: string): Promise<RosterEntry> {
    const [entry] = await this.read('WHERE o.id = $2', [officerId]);
    if (!entry) throw new NotFound('no-such-officer', 'There is no such officer.');
    return entry;
  }

  private read(where: string, values: readonly unknown[] = []): Promise<RosterEntry[]> {
    return this.db.query<RosterEntry>(
      `SELECT o.id, o.email, o.name, o.role, o.team_id AS "teamId", t.name AS team,
              o.disabled_at AS "disabledAt",
              greatest(s.seen_at,
                (SELECT max(last_used_at) FROM session WHERE officer_id = o.id AND stage = 'full'),
                (SELECT max(last_used_at) FROM api_token WHERE officer_id = o.id)) AS "lastSeenAt",
              EXISTS (SELECT 1 FROM officer_password WHERE officer_id = o.id) AS "hasPassword",
              EXISTS (SELECT 1 FROM second_factor WHERE officer_id = o.id) AS "hasSecondFactor",
              EXISTS (SELECT 1 FROM officer_identity WHERE officer_id = o.id) AS "isLinked",
              (SELECT max(expires_at) FROM invitation
                WHERE officer_id = o.id AND used_at IS NULL AND revoked_at IS NULL
                  AND expires_at > $1) AS "invitedUntil"
         FROM officer o
         LEFT JOIN team t ON t.id = o.team_id
         LEFT JOIN officer_seen s ON s.officer_id = o.id
        ${where}
        ORDER BY o.disabled_at IS NOT NULL, o.name COLLATE "en-x-icu", o.id`,
      [this.clock.now().toString(), ...values],
    );
  }
}

/** They have signed in: sessions are forgotten when they end, this is not. */
export async function noteSeen(sql: Sql, officerId: string, at: string): Promise<void> {
  await sql.query(
    `INSERT INTO officer_seen (officer_id, seen_at) VALUES ($1, $2)
     ON CONFLICT (officer_id) DO UPDATE SET seen_at = excluded.seen_at`,
    [officerId, at],
  );
}
