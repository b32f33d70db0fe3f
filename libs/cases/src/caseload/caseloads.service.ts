import { NotFound, Refused } from '@app/domain';
import { audit } from '@app/history';
import {
  actorOf,
  type Officer,
  OfficerRights,
  type ReasonForLeaving,
  type ReasonForRole,
  type Role,
} from '@app/officers';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { RecordFactService } from '../record-fact.service';

/** What became of one case that was to be handed over. */
export interface HandedOver {
  caseId: string;
  home: string;
  /** Why it was not; null when it was. */
  refused: string | null;
}

/**
 * Officers' open cases, and what must become of them before an officer can go. Handing over is a
 * fact of each case: its timeline tells it, and tasks and reminders follow the case.
 */
@Injectable()
export class Caseloads {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly rights: OfficerRights,
  ) {}

  /** How many open cases each officer owns; who owns none is not in it. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.db.query<{ id: string; cases: number }>(
      `SELECT officer_id AS id, count(*)::int AS cases FROM application_case
        WHERE open GROUP BY officer_id`,
    );
    return new Map(rows.map((row) => [row.id, row.cases]));
  }

  /**
   * Hands all open cases of one officer to another, each by itself: one that refuses keeps no other
   * back. Safe to repeat.
   * @param fromId may be somebody who has left already
   * @throws NotFound @throws Refused the other cannot take cases
   */
  async handOver(fromId: string, toId: string, by: Officer): Promise<HandedOver[]> {
    await this.checkTaker(fromId, toId);
    const cases = await this.db.query<{ caseId: string; home: string }>(
      `SELECT c.id AS "caseId", s.name AS home
         FROM application_case c JOIN site s USING (location_id)
        WHERE c.open AND c.officer_id = $1 ORDER BY s.name COLLATE "en-x-icu", c.id`,
      [fromId],
    );
    const results: HandedOver[] = [];
    for (const one of cases)
      results.push({ ...one, refused: await this.handOne(one.caseId, toId, by) });
    const handed = results.filter((result) => result.refused === null).length;
    if (cases.length > 0)
      await audit(this.db, {
        action: 'caseload-handed-over',
        subject: `officer:${fromId}`,
        details: { to: toId, cases: handed, refused: cases.length - handed },
      });
    return results;
  }

  /**
   * Ends an officer's access. Who owns open cases goes only when somebody takes them, and stays
   * while one of them could not be handed over.
   * @param toId who takes the open cases; null when there are none
   * @returns what became of each case; if one was refused the officer has not been disabled
   * @throws NotFound
   * @throws Refused they are the last lead, cover for somebody, or own cases that nobody takes
   */
  async leave(
    officerId: string,
    toId: string | null,
    why: ReasonForLeaving,
    by: Officer,
  ): Promise<HandedOver[]> {
    await this.db.transaction((tx) => this.rights.checkMayLeave(tx, officerId));
    const handed = toId === null ? [] : await this.handOver(officerId, toId, by);
    if (handed.some((one) => one.refused !== null)) return handed;
    await this.db.transaction(async (tx) => {
      await this.rights.disable(tx, officerId, why);
      await refuseOwner(tx, officerId, 'Choose who takes them.');
    });
    return handed;
  }

  /** Lets somebody in again who had left, without cases. @throws NotFound */
  async letInAgain(officerId: string): Promise<void> {
    await this.db.transaction((tx) => this.rights.letInAgain(tx, officerId));
  }

  /**
   * Gives an officer another role.
   * @throws NotFound
   * @throws Refused they are the last lead, or become a viewer and own open cases
   */
  async giveRole(officerId: string, role: Role, why: ReasonForRole): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.rights.giveRole(tx, officerId, role, why);
      if (role === 'viewer')
        await refuseOwner(tx, officerId, 'Hand them over first: a viewer cannot work on cases.');
    });
  }

  private async checkTaker(fromId: string, toId: string): Promise<void> {
    const people = await this.db.query<{ id: string; canTake: boolean }>(
      `SELECT id, disabled_at IS NULL AND role <> 'viewer' AS "canTake" FROM officer
        WHERE id = ANY ($1::uuid[])`,
      [[fromId, toId]],
    );
    if (!people.some((one) => one.id === fromId))
      throw new NotFound('no-such-officer', 'There is no such officer.');
    if (fromId === toId || !people.some((one) => one.id === toId && one.canTake))
      throw new Refused('cannot-take-cases', 'Choose another officer or lead to take the cases.');
  }

  /** @returns why the case refuses it; null when it is done */
  private async handOne(caseId: string, toId: string, by: Officer): Promise<string | null> {
    const fact = { type: 'handed-over', at: this.clock.now().toString(), officer: toId };
    try {
      await this.recording.record(caseId, fact, actorOf(by));
      return null;
    } catch (error) {
      // The rules say no to this one case; anything else is trouble of ours.
      if (error instanceof Refused) return error.message;
      throw error;
    }
  }
}

async function refuseOwner(tx: Sql, officerId: string, what: string): Promise<void> {
  const [owned] = await tx.query<{ cases: number; name: string }>(
    `SELECT count(*)::int AS cases, o.name FROM officer o
       JOIN application_case c ON c.officer_id = o.id AND c.open
      WHERE o.id = $1 GROUP BY o.name`,
    [officerId],
  );
  if (!owned) return;
  const cases = owned.cases === 1 ? 'one open case' : `${owned.cases} open cases`;
  throw new Refused('caseload-first', `${owned.name} owns ${cases}. ${what}`);
}
