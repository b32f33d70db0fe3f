import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** One place where an officer is signed in. Instants are ISO 8601 UTC. */
export interface OfficerSession {
  /** What the list calls it; nothing can be opened with it. */
  id: string;
  /** Like "Firefox on Windows". */
  device: string;
  /** Shortened, like "203.0.113.x". */
  network: string;
  signedInAt: string;
  /** To the minute. */
  lastUsedAt: string;
  isThisOne: boolean;
}

/** Where officers are signed in. Ending one counts at its next request, in every process. */
@Injectable()
export class OfficerSessions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Those in which the officer is signed in fully, the last used first. @param sid the asker's */
  list(officerId: string, sid: string): Promise<OfficerSession[]> {
    return this.db.query<OfficerSession>(
      `SELECT id, device, network, signed_in_at AS "signedInAt", last_used_at AS "lastUsedAt",
              sid = $2 AS "isThisOne"
         FROM session WHERE officer_id = $1 AND stage = 'full' AND expire > $3::timestamp
        ORDER BY sid = $2 DESC, last_used_at DESC, id`,
      [officerId, sid, this.clock.now().toString()],
    );
  }

  /** Ends one of the officer's own. @returns whether there was such a one */
  async end(officerId: string, id: string): Promise<boolean> {
    const ended = await this.db.query(
      'DELETE FROM session WHERE officer_id = $1 AND id = $2 RETURNING 1',
      [officerId, id],
    );
    return ended.length > 0;
  }

  /** @param keep `sid` of one that goes on, or null for none */
  async endAll(officerId: string, keep: string | null = null): Promise<void> {
    await endSessionsOf(this.db, officerId, keep);
  }
}

/** Ends all sessions of an officer but one, within the caller's transaction. */
export async function endSessionsOf(
  sql: Sql,
  officerId: string,
  keep: string | null,
): Promise<void> {
  await sql.query('DELETE FROM session WHERE officer_id = $1 AND sid IS DISTINCT FROM $2', [
    officerId,
    keep,
  ]);
}
