import { Clock, Database, Sealer, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { endSessionsOf } from '../sessions/officer-sessions.service';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes';
import { stepOfCode } from './totp';

/** An officer's second factor, as the account page shows it. */
export interface SecondFactorState {
  /** ISO 8601 UTC. */
  setAt: string;
  /** Recovery codes that have not been used. */
  codesLeft: number;
}

const placeOf = (officerId: string): string => `second_factor:secret:${officerId}`;

/** The authenticator app of each officer, and the codes for when it is lost. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Null when none has been set up. */
  async state(officerId: string): Promise<SecondFactorState | null> {
    const [state] = await this.db.query<SecondFactorState>(
      `SELECT f.set_at AS "setAt",
              (SELECT count(*)::int FROM recovery_code c
                WHERE c.officer_id = f.officer_id AND c.used_at IS NULL) AS "codesLeft"
         FROM second_factor f WHERE f.officer_id = $1`,
      [officerId],
    );
    return state ?? null;
  }

  /**
   * Sets it up, or changes it, once a code shows that the app has the secret. All sessions end but
   * the one it was done in.
   * @param keep `sid` of that session
   * @returns new recovery codes, to be shown once; null when the code is wrong
   */
  async setUp(
    officerId: string,
    secret: string,
    code: string,
    keep: string | null,
  ): Promise<string[] | null> {
    const now = this.clock.now();
    const step = stepOfCode(secret, code, now);
    if (step === null) return null;
    const made = await newRecoveryCodes();
    await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO second_factor (officer_id, secret, last_step, set_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (officer_id) DO UPDATE
           SET secret = excluded.secret, last_step = excluded.last_step, set_at = excluded.set_at`,
        [officerId, this.sealer.seal(placeOf(officerId), secret), step, now.toString()],
      );
      await this.replaceCodes(tx, officerId, made);
      await endSessionsOf(tx, officerId, keep);
    });
    return made.codes;
  }

  /** Takes a code of the app. Each is taken once: of many at the same moment one gets in. */
  async take(officerId: string, code: string): Promise<boolean> {
    const [found] = await this.db.query<{ secret: Buffer }>(
      'SELECT secret FROM second_factor WHERE officer_id = $1',
      [officerId],
    );
    if (!found) return false;
    const secret = this.sealer.open<string>(placeOf(officerId), found.secret);
    const step = stepOfCode(secret, code, this.clock.now());
    if (step === null) return false;
    // A factor that was changed meanwhile has another secret.
    const taken = await this.db.query(
      `UPDATE second_factor SET last_step = $2
        WHERE officer_id = $1 AND last_step < $2 AND secret = $3 RETURNING 1`,
      [officerId, step, found.secret],
    );
    return taken.length > 0;
  }

  /** Takes a recovery code, once. @returns how many are left; null when it is not a good one */
  async takeRecoveryCode(officerId: string, typed: string): Promise<number | null> {
    const [found] = await this.db.query<{ salt: Buffer }>(
      'SELECT salt FROM recovery_code WHERE officer_id = $1 LIMIT 1',
      [officerId],
    );
    if (!found) return null;
    const hash = await hashOfRecoveryCode(typed, found.salt);
    const taken = await this.db.query(
      `UPDATE recovery_code SET used_at = $3
        WHERE officer_id = $1 AND hash = $2 AND used_at IS NULL RETURNING 1`,
      [officerId, hash, this.clock.now().toString()],
    );
    if (taken.length === 0) return null;
    return (await this.state(officerId))?.codesLeft ?? 0;
  }

  /** New recovery codes; the old ones open nothing any more. */
  async renewCodes(officerId: string): Promise<string[]> {
    const made = await newRecoveryCodes();
    await this.db.transaction((tx) => this.replaceCodes(tx, officerId, made));
    return made.codes;
  }

  /**
   * Takes it away, because it is lost, and ends all sessions: at the next sign-in a new one is set
   * up. Telling the officer is the caller's part.
   * @param sql the transaction it is part of, if any
   */
  async forget(officerId: string, sql: Sql = this.db): Promise<void> {
    await sql.query('DELETE FROM recovery_code WHERE officer_id = $1', [officerId]);
    await sql.query('DELETE FROM second_factor WHERE officer_id = $1', [officerId]);
    await endSessionsOf(sql, officerId, null);
  }

  private async replaceCodes(
    sql: Sql,
    officerId: string,
    { hashes, salt }: { hashes: Buffer[]; salt: Buffer },
  ): Promise<void> {
    await sql.query('DELETE FROM recovery_code WHERE officer_id = $1', [officerId]);
    await sql.query(
      `INSERT INTO recovery_code (officer_id, hash, salt, made_at)
       SELECT $1, hash, $3, $4 FROM unnest($2::bytea[]) AS hash`,
      [officerId, hashes, salt, this.clock.now().toString()],
    );
  }
}
