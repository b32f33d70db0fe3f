import { randomUUID } from 'node:crypto';
import { BadInput, Conflict, londonDay, NotFound } from '@app/domain';
import { audit, isPersonRef } from '@app/history';
import { Clock, Database, isUniqueViolation, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';

/** Why nothing is erased for a while; words of ours, since what is typed might name somebody. */
export const holdReasons = [
  'complaint',
  'legal-claim',
  'restriction',
  'incident',
  'official-request',
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Nothing of a case, or of one person of it, is erased while this lasts. */
export interface Hold {
  id: string;
  caseId: string;
  home: string;
  /** Of the person; null: the whole case. */
  ref: string | null;
  reason: HoldReason;
  /** `YYYY-MM-DD`: when somebody looks at it again. */
  reviewOn: string;
  putBy: string;
  /** ISO 8601 UTC. */
  putAt: string;
  endedAt: string | null;
  endedBy: string | null;
}

const columns = `h.id, h.case_id AS "caseId", s.name AS home, h.ref, h.reason,
  h.review_on AS "reviewOn", h.put_by AS "putBy", h.put_at AS "putAt", h.ended_at AS "endedAt",
  h.ended_by AS "endedBy"`;
const joined =
  'privacy_hold h JOIN application_case c ON c.id = h.case_id JOIN site s USING (location_id)';

export interface HoldInput {
  caseId: string;
  ref: string | null;
  reason: string;
  reviewOn: string;
}

const mostEnded = 100;

/** Holds on erasing: a lead puts and ends them. */
@Injectable()
export class Holds {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Those that last, the nearest review first; then those that ended, newest first. */
  async list(): Promise<{ lasting: Hold[]; ended: Hold[] }> {
    const lasting = await this.db.query<Hold>(
      `SELECT ${columns} FROM ${joined} WHERE h.ended_at IS NULL ORDER BY h.review_on, h.put_at`,
    );
    const ended = await this.db.query<Hold>(
      `SELECT ${columns} FROM ${joined} WHERE h.ended_at IS NOT NULL
        ORDER BY h.ended_at DESC LIMIT $1`,
      [mostEnded],
    );
    return { lasting, ended };
  }

  /**
   * @param actor `officer:<id>`
   * @throws NotFound, BadInput
   * @throws Conflict there is one already
   */
  async put({ caseId, ref, reason, reviewOn }: HoldInput, actor: string): Promise<string> {
    const why = holdReasons.find((one) => one === reason);
    if (!why) throw new BadInput('no-reason', 'Choose why nothing is to be erased.');
    const now = this.clock.now();
    if (reviewOn <= londonDay(now).toString())
      throw new BadInput('review-in-the-past', 'Choose a day after today to look at it again.');
    if (ref !== null && !isPersonRef(ref)) throw noSuchPerson();
    const id = randomUUID();
    const work = async (tx: Sql): Promise<void> => {
      await lockCase(tx, caseId);
      if (ref !== null) await mustBeOfCase(tx, caseId, ref);
      await tx.query(
        `INSERT INTO privacy_hold (id, case_id, ref, reason, review_on, put_by, put_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, caseId, ref, why, reviewOn, actor, now.toString()],
      );
      const subject = ref === null ? `case:${caseId}` : `case:${caseId}/${ref}`;
      await audit(tx, { action: 'hold-set', subject, cases: [caseId], details: { reason: why } });
    };
    await this.db.transaction(work).catch(heldAlready);
    return id;
  }

  /** @throws NotFound @throws Conflict it has ended already */
  async end(id: string, actor: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [hold] = await tx.query<{ case_id: string; ended_at: string | null }>(
        'SELECT case_id, ended_at FROM privacy_hold WHERE id::text = $1 FOR UPDATE',
        [id],
      );
      if (!hold) throw new NotFound('no-such-hold', 'There is no such hold.');
      if (hold.ended_at !== null)
        throw new Conflict('hold-ended', 'This hold has been ended already.');
      await tx.query('UPDATE privacy_hold SET ended_at = $2, ended_by = $3 WHERE id::text = $1', [
        id,
        this.clock.now().toString(),
        actor,
      ]);
      await audit(tx, {
        action: 'hold-lifted',
        subject: `case:${hold.case_id}`,
        cases: [hold.case_id],
      });
    });
  }
}

const noSuchPerson = (): NotFound =>
  new NotFound('no-such-person', 'This case has nobody by that reference.');

async function mustBeOfCase(tx: Sql, caseId: string, ref: string): Promise<void> {
  const rows = await tx.query('SELECT FROM case_person WHERE case_id = $1 AND ref = $2 LIMIT 1', [
    caseId,
    ref,
  ]);
  if (rows.length === 0) throw noSuchPerson();
}

function heldAlready(error: unknown): never {
  if (isUniqueViolation(error, 'privacy_hold_now'))
    throw new Conflict('held-already', 'There is a hold already; end it before putting another.');
  throw error;
}
