import { isInScope, NotFound, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type OwnedKind, ownedKinds } from './owned-kinds';

/**
 * Is what an address names there for whoever asks? Everything that belongs to a case is there for
 * those who see the case, and for nobody else; what is not there and what is another team's are one
 * and the same answer, so that nobody learns which ids exist.
 */
@Injectable()
export class Ownership {
  constructor(private readonly db: Database) {}

  /**
   * Those who see every case are not asked about: for them the handler itself finds what is not
   * there.
   * @param id as it stood in the address
   */
  async mayTouch(scope: Scope, kind: OwnedKind, id: string): Promise<boolean> {
    if ('all' in scope) return true;
    const { isId, exists, cases, withoutCase } = ownedKinds[kind];
    if (!isId(id)) return false;
    const values: unknown[] = [id];
    const rows = await this.db.query(
      `SELECT 1 WHERE EXISTS (${exists})
         AND (EXISTS (SELECT 1 FROM (${cases}) of JOIN application_case c ON c.id = of.case_id
                       WHERE ${scopeCondition(scope, 'c.officer_id', values)})
              OR ${withoutCase ? `NOT EXISTS (${cases})` : 'false'})`,
      values,
      `may-touch-${kind}`,
    );
    return rows.length > 0;
  }

  /** @throws NotFound the same for what is not there and for what is another team's */
  async check(scope: Scope, kind: OwnedKind, id: string): Promise<void> {
    if (await this.mayTouch(scope, kind, id)) return;
    const { what } = ownedKinds[kind];
    throw new NotFound(`no-such-${what}`, `There is no such ${what}.`);
  }

  /**
   * The cases something belongs to, for the audit of who reads it.
   * @returns null when it is not there
   */
  async casesOf(kind: OwnedKind, id: string): Promise<string[] | null> {
    const { isId, exists, cases } = ownedKinds[kind];
    if (!isId(id)) return null;
    const [row] = await this.db.query<{ cases: string[] }>(
      `SELECT ARRAY(SELECT case_id FROM (${cases}) of) AS cases WHERE EXISTS (${exists})`,
      [id],
      `cases-of-${kind}`,
    );
    return row?.cases ?? null;
  }

  /**
   * May they give a new case to this officer?
   * @throws NotFound as for an officer who is not there
   */
  checkOwner(scope: Scope, officerId: string): void {
    if (!isInScope(scope, officerId))
      throw new NotFound('no-such-officer', 'No officer with that id can take the case.');
  }
}
