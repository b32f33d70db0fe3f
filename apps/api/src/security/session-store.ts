import type { Officer } from '@app/officers';
import type { Clock, Database } from '@app/platform';
import { type SessionData, Store } from 'express-session';
import { Temporal } from 'temporal-polyfill';

declare module 'express-session' {
  interface SessionData {
    officerId: string;
    /** ISO 8601 UTC. */
    signedInAt: string;
    /** Who that is now; read with the session, never stored in it. */
    officer: Officer;
  }
}

/** A session ends after half an hour without a request, and twelve hours after its sign-in. */
const idle = { minutes: 30 };
const absolute = { hours: 12 };
/** A session in use is prolonged this often, so that not every request writes. */
const prolongEvery = { minutes: 1 };

interface Row extends Officer {
  sess: SessionData;
  isDue: boolean;
}

/**
 * Sessions in the table `session`. One statement reads a session with its officer, so that a
 * disabled officer or a changed role counts at the next request. A session that has ended is never
 * brought back by a request that was still under way.
 */
export class SessionStore extends Store {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.read(sid).then((session) => done(null, session), done);
  }

  override set(sid: string, session: SessionData, done?: (error?: unknown) => void): void {
    this.write(sid, session).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    this.db.query('DELETE FROM session WHERE sid = $1', [sid]).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }

  private async read(sid: string): Promise<SessionData | null> {
    const now = this.clock.now();
    const due = now.add(idle).subtract(prolongEvery);
    const [row] = await this.db.query<Row>(
      `SELECT s.sess, s.expire < $3::timestamp AS "isDue", o.id, o.email, o.name, o.role
         FROM session s
         JOIN officer o ON o.id = (s.sess ->> 'officerId')::uuid AND o.disabled_at IS NULL
        WHERE s.sid = $1 AND s.expire > $2::timestamp`,
      [sid, now.toString(), due.toString()],
      'read-session',
    );
    if (!row) return null;
    const { sess, isDue, ...officer } = row;
    if (isDue)
      await this.db.query(
        'UPDATE session SET expire = $2 WHERE sid = $1 AND expire < $2::timestamp',
        [sid, this.endOf(sess, now)],
        'prolong-session',
      );
    return { ...sess, officer };
  }

  private async write(sid: string, session: SessionData): Promise<void> {
    const { officer: wasStored, ...kept } = session;
    const now = this.clock.now();
    if (wasStored) {
      await this.db.query('UPDATE session SET sess = $2 WHERE sid = $1', [sid, kept]);
      return;
    }
    await this.db.query(
      `WITH ended AS (DELETE FROM session WHERE expire < $4::timestamp)
       INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3)
       ON CONFLICT (sid) DO UPDATE SET sess = excluded.sess`,
      [sid, kept, this.endOf(session, now), now.toString()],
    );
  }

  /** The column has no time zone; everything in it is UTC. */
  private endOf(session: Pick<SessionData, 'signedInAt'>, now: Temporal.Instant): string {
    const last = Temporal.Instant.from(session.signedInAt).add(absolute);
    const idleEnd = now.add(idle);
    return (Temporal.Instant.compare(idleEnd, last) < 0 ? idleEnd : last).toString();
  }
}
