import { randomUUID } from 'node:crypto';
import type { Scope } from '@app/domain';
import { type Officer, scopeColumn, scopeOf } from '@app/officers';
import type { Clock, Database } from '@app/platform';
import { type SessionData, Store } from 'express-session';
import { Temporal } from 'temporal-polyfill';

/**
 * How far somebody has come. `second-factor`: a password or link was shown, a code is wanted.
 * `enrol`: password and second factor have to be set up before anything else opens. `full`: signed in.
 */
export type SessionStage = 'second-factor' | 'enrol' | 'full';

/** By what the first step was done. */
export type SignInWay = 'link' | 'password' | 'provider' | 'invitation';

declare module 'express-session' {
  interface SessionData {
    officerId: string;
    stage: SessionStage;
    way: SignInWay;
    /** ISO 8601 UTC. */
    signedInAt: string;
    /** When the officer last showed a password, code or link; ISO 8601 UTC. */
    provedAt: string;
    /** Like "Firefox on Windows". */
    device: string;
    /** Shortened. */
    network: string;
    /** Whether one factor was enough, as none was set up: a page then asks to set it up. */
    isByOneFactor?: boolean;
    /** Who that is now, at whatever stage; read with the session, never stored in it. */
    officer: Officer;
    /** Whose cases they see now; read with them. */
    scope: Scope;
  }
}

/**
 * A session ends after so long without a request, and so long after its sign-in. Who has shown only
 * one factor has ten minutes, who sets up an account one hour.
 */
const limits: Readonly<Record<SessionStage, Record<'idle' | 'absolute', Temporal.DurationLike>>> = {
  'second-factor': { idle: { minutes: 10 }, absolute: { minutes: 10 } },
  enrol: { idle: { minutes: 30 }, absolute: { hours: 1 } },
  full: { idle: { minutes: 30 }, absolute: { hours: 12 } },
};
/** A session in use is prolonged this often, so that not every request writes; as PostgreSQL says it. */
const prolongEvery = '1 minute';

interface Row extends Officer {
  sess: SessionData;
  isDue: boolean;
  owners: string[] | null;
}

/**
 * Sessions in the table `session`. One statement reads a session with its officer and whose cases
 * they see, so that a disabled officer counts at the next request, as does another team; so does a
 * changed role, for a session is good only with the role it was begun with. A session that has ended
 * is never brought back by a request that was still under way.
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
    const [row] = await this.db.query<Row>(
      `SELECT s.sess, o.id, o.email, o.name, o.role, ${scopeColumn('$2')},
              s.last_used_at <= $2::timestamptz - interval '${prolongEvery}' AS "isDue"
         FROM session s
         JOIN officer o ON o.id = s.officer_id AND o.role = s.role AND o.disabled_at IS NULL
        WHERE s.sid = $1 AND s.expire > $2::timestamp`,
      [sid, now.toString()],
      'read-session',
    );
    if (!row) return null;
    const { sess, isDue, owners, ...officer } = row;
    if (isDue)
      await this.db.query(
        `UPDATE session SET expire = $2, last_used_at = $3 WHERE sid = $1 AND last_used_at < $3`,
        [sid, endOf(sess, now), now.toString()],
        'prolong-session',
      );
    return { ...sess, officer, scope: scopeOf(owners) };
  }

  private async write(sid: string, session: SessionData): Promise<void> {
    const { officer: wasStored, scope: _alsoRead, ...kept } = session;
    const now = this.clock.now();
    if (wasStored) {
      await this.db.query('UPDATE session SET sess = $2 WHERE sid = $1', [sid, kept]);
      return;
    }
    // The role is today's: between reading the officer and this it may have changed.
    await this.db.query(
      `WITH ended AS (DELETE FROM session WHERE expire < $9::timestamp)
       INSERT INTO session (sid, sess, expire, id, officer_id, role, stage, device, network,
                            signed_in_at, last_used_at)
       SELECT $1, $2, $3, $4, o.id, o.role, $6, $7, $8, $10, $9
         FROM officer o WHERE o.id = $5
       ON CONFLICT (sid) DO UPDATE SET sess = excluded.sess`,
      [
        sid,
        kept,
        endOf(session, now),
        randomUUID(),
        session.officerId,
        session.stage,
        session.device,
        session.network,
        now.toString(),
        session.signedInAt,
      ],
    );
  }
}

/** The column has no time zone; everything in it is UTC. */
function endOf(
  { signedInAt, stage }: Pick<SessionData, 'signedInAt' | 'stage'>,
  now: Temporal.Instant,
): string {
  const { idle, absolute } = limits[stage];
  const last = Temporal.Instant.from(signedInAt).add(absolute);
  const idleEnd = now.add(idle);
  return (Temporal.Instant.compare(idleEnd, last) < 0 ? idleEnd : last).toString();
}
