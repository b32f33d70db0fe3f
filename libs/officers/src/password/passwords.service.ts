import { BadInput } from '@app/domain';
import { Clock, CONFIG, Database, type RunningConfig, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Officer } from '../officer';
import { endSessionsOf } from '../sessions/officer-sessions.service';
import { hashPassword, isOutdatedHash, isRightPassword } from './password-hash';
import { passwordProblem } from './password-rules';

/** Passwords of officers, kept as argon2id hashes. */
@Injectable()
export class Passwords {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'associationName'>,
  ) {}

  /**
   * Whose address and password these are; null when they do not belong together, the officer is
   * disabled, has no password or does not exist: the same work is done for all of them, so that
   * neither answer nor time tells which it was.
   */
  async check(email: string, password: string): Promise<Officer | null> {
    const [found] = await this.db.query<Officer & { hash: string | null }>(
      `SELECT o.id, o.email, o.name, o.role, p.hash
         FROM officer o LEFT JOIN officer_password p ON p.officer_id = o.id
        WHERE o.email = $1 AND o.disabled_at IS NULL`,
      [email.trim().toLowerCase()],
    );
    const { hash = null, ...officer } = found ?? {};
    if (!(await isRightPassword(hash, password)) || hash === null) return null;
    await this.refresh((officer as Officer).id, hash, password);
    return officer as Officer;
  }

  /** Is this the password of an officer who is signed in? */
  async isRight(officerId: string, password: string): Promise<boolean> {
    const [found] = await this.db.query<{ hash: string }>(
      'SELECT hash FROM officer_password WHERE officer_id = $1',
      [officerId],
    );
    return isRightPassword(found?.hash ?? null, password);
  }

  /** When the password was set, as ISO 8601 UTC; null when there is none. */
  async setAt(officerId: string): Promise<string | null> {
    const [found] = await this.db.query<{ setAt: string }>(
      'SELECT set_at AS "setAt" FROM officer_password WHERE officer_id = $1',
      [officerId],
    );
    return found?.setAt ?? null;
  }

  /**
   * Sets or changes it, and ends all sessions but the one it was done in.
   * @param keep `sid` of that session
   * @throws BadInput the password is too short, too long or easily guessed
   */
  async set(
    officer: Pick<Officer, 'id' | 'name' | 'email'>,
    typed: string,
    keep: string | null,
  ): Promise<void> {
    const owner = { ...officer, association: this.config.associationName };
    const problem = await passwordProblem(typed, owner);
    if (problem) throw new BadInput(problem.code, problem.message, [problem]);
    const hash = await hashPassword(typed);
    await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO officer_password (officer_id, hash, set_at) VALUES ($1, $2, $3)
         ON CONFLICT (officer_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at`,
        [officer.id, hash, this.clock.now().toString()],
      );
      await endSessionsOf(tx, officer.id, keep);
    });
  }

  /**
   * From then on this officer gets in by no password; links still work.
   * @param sql the transaction it is part of, if any
   */
  async forget(officerId: string, sql: Sql = this.db): Promise<void> {
    await sql.query('DELETE FROM officer_password WHERE officer_id = $1', [officerId]);
  }

  /** A hash made with yesterday's parameters is made anew while the password is at hand. */
  private async refresh(officerId: string, hash: string, password: string): Promise<void> {
    if (!isOutdatedHash(hash)) return;
    await this.db.query(
      'UPDATE officer_password SET hash = $3 WHERE officer_id = $1 AND hash = $2',
      [officerId, hash, await hashPassword(password)],
    );
  }
}
