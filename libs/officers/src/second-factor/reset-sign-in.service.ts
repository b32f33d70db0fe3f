import { NotFound } from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Officer } from '../officer';
import { Passwords } from '../password/passwords.service';
import { SecondFactor } from './second-factor.service';

/**
 * For officers who have lost what they sign in with: they get in by a link and set it up anew.
 * Telling them is the caller's part.
 */
@Injectable()
export class ResetSignIn {
  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
  ) {}

  /** Takes the second factor away; the password stays. @throws NotFound */
  async secondFactorOf(officerId: string): Promise<Officer> {
    return this.reset(officerId, false);
  }

  /** Takes second factor and password away. @throws NotFound */
  async everythingOf(officerId: string): Promise<Officer> {
    return this.reset(officerId, true);
  }

  private reset(officerId: string, everything: boolean): Promise<Officer> {
    return this.db.transaction(async (tx) => {
      const [officer] = await tx.query<Officer>(
        `SELECT id, email, name, role FROM officer
          WHERE id = $1 AND disabled_at IS NULL FOR UPDATE`,
        [officerId],
      );
      if (!officer) throw new NotFound('no-such-officer', 'There is no such officer.');
      await this.secondFactor.forget(officerId, tx);
      if (everything) await this.passwords.forget(officerId, tx);
      return officer;
    });
  }
}
