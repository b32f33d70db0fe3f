import { randomUUID } from 'node:crypto';
import { type AuthorityChange, BadInput, Conflict, NotFound } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A reorganisation as it was recorded. */
export interface RecordedAuthorityChange extends AuthorityChange {
  id: string;
  /** Name of the officer who recorded it. */
  by: string;
  /** ISO 8601 UTC. */
  at: string;
}

const longestName = 100;

/** Which council's homes count under which name from which day. Months that were taken stay. */
@Injectable()
export class AuthorityChanges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Those that hold, by day. */
  list(): Promise<RecordedAuthorityChange[]> {
    return this.db.query<RecordedAuthorityChange>(
      `SELECT a.id, a.from_name AS "from", a.to_name AS "to", a.effective_on AS "effectiveOn",
              o.name AS by, a.said_at AS at
         FROM authority_change a JOIN officer o ON o.id = a.said_by
        WHERE a.ended_at IS NULL ORDER BY a.effective_on, a.from_name, a.to_name`,
      [],
      'authority-changes',
    );
  }

  /**
   * @throws BadInput for names that are none or the same
   * @throws Conflict when it is recorded already
   */
  async record(change: AuthorityChange, officerId: string): Promise<void> {
    const [from, to] = [change.from.trim(), change.to.trim()];
    for (const [field, name] of [
      ['from', from],
      ['to', to],
    ] as const)
      if (name === '' || name.length > longestName)
        throw wrong(field, `Give the council as CQC writes it, in up to ${longestName} characters`);
    if (from === to) throw wrong('to', 'Give another name than the one before');
    const [made] = await this.db.query(
      `INSERT INTO authority_change (id, from_name, to_name, effective_on, said_by, said_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (from_name, to_name) WHERE ended_at IS NULL DO NOTHING RETURNING 1`,
      [randomUUID(), from, to, change.effectiveOn, officerId, this.clock.now().toString()],
    );
    if (!made)
      throw new Conflict(
        'authority-change-known',
        `It is recorded already that ${from} becomes ${to}: take that back first.`,
      );
  }

  /**
   * Takes one back; twice is as good as once.
   * @throws NotFound
   */
  async takeBack(id: string, officerId: string): Promise<void> {
    const [known] = await this.db.query(
      `UPDATE authority_change SET ended_at = coalesce(ended_at, $2), ended_by = coalesce(ended_by, $3)
        WHERE id = $1 RETURNING 1`,
      [id, this.clock.now().toString(), officerId],
    );
    if (!known)
      throw new NotFound('no-such-authority-change', 'That reorganisation is not recorded.');
  }
}

const wrong = (field: string, message: string): BadInput =>
  new BadInput('invalid-authority-change', `${message}.`, [
    { pointer: `/${field}`, code: 'invalid', message },
  ]);
