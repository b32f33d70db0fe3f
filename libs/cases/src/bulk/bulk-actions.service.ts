import { randomUUID } from 'node:crypto';
import { BadInput, Conflict, isInScope, isUuid, NotFound, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { type BulkAction, type BulkActionInput, kindOf, readBulkAction } from './bulk-action';
import { type BulkHead, readOwnHead, sealAction } from './bulk-action.repository';
import { BulkBell } from './bulk-bell';
import { BulkWork } from './bulk-work.service';

/** What somebody chose: cases, and sites that are to get one. */
export interface Chosen {
  caseIds: readonly string[];
  locationIds: readonly string[];
}

/** Who chooses, and whose cases they see. */
export interface Chooser {
  officerId: string;
  scope: Scope;
}

/** So many cases at most in one action. */
export const mostInBulk = 1_000;

/** So many rows are worked on before the answer, so that few are done at once; the worker does the rest. */
const atOnce = 40;

/** One action on many cases: chosen, looked at, carried out, taken back. */
@Injectable()
export class BulkActions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly work: BulkWork,
    private readonly bell: BulkBell,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Keeps a choice. What is not there for this officer is left out and counted.
   * @throws BadInput nothing, or too much, was chosen
   */
  async choose({ caseIds, locationIds }: Chosen, { officerId, scope }: Chooser): Promise<string> {
    const cases = [...new Set(caseIds)];
    const sites = [...new Set(locationIds)];
    const chosen = cases.length + sites.length;
    if (chosen === 0)
      throw badChoice('nothing-chosen', 'Choose at least one case first, by the box at its row.');
    if (chosen > mostInBulk) throw tooMany(chosen);
    const id = randomUUID();
    await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO bulk_action (id, made_by, made_at, state) VALUES ($1, $2, $3, 'choosing')`,
        [id, officerId, this.clock.now().toString()],
      );
      const known = cases.filter((one) => isUuid(one));
      const values: unknown[] = [id, known, sites.filter((one) => !one.includes('\0'))];
      const kept = await tx.query(
        `INSERT INTO bulk_row (bulk_id, n, location_id, case_id)
         SELECT $1, row_number() OVER (ORDER BY o.place), o.location_id, o.case_id
           FROM (SELECT c.location_id, c.id AS case_id, t.place
                   FROM unnest($2::uuid[]) WITH ORDINALITY AS t(id, place)
                   JOIN application_case c ON c.id = t.id
                  WHERE ${scopeCondition(scope, 'c.officer_id', values)}
                  UNION ALL
                 SELECT s.location_id, NULL, 1000000 + t.place
                   FROM unnest($3::text[]) WITH ORDINALITY AS t(id, place)
                   JOIN site s ON s.location_id = t.id
                  WHERE NOT EXISTS (SELECT FROM application_case x
                                     WHERE x.location_id = s.location_id AND x.open
                                       AND NOT (${scopeCondition(scope, 'x.officer_id', values)}))
                ) o
         RETURNING n`,
        values,
      );
      if (kept.length === 0)
        throw badChoice('nothing-chosen', 'None of what was chosen is there; choose again.');
      await tx.query('UPDATE bulk_action SET not_there = $2 WHERE id = $1', [
        id,
        chosen - kept.length,
      ]);
    });
    return id;
  }

  /**
   * Says what is to be done, and begins to look at what it would come to, case by case. Made again, it
   * takes the place of the one before.
   * @throws BadInput, NotFound @throws Refused it seems to hold a secret
   * @throws Conflict it has been carried out
   */
  async preview(id: string, input: BulkActionInput, by: Chooser): Promise<BulkHead> {
    const action = readBulkAction(input, this.clock.now());
    await this.checkTaker(action, by);
    await this.db.transaction(async (tx) => {
      const head = await readOwnHead(tx, id, by.officerId, true);
      if (!['choosing', 'previewing', 'previewed'].includes(head.state)) throw carriedOutAlready();
      const sealed = sealAction(this.settings.confidential.sealer, id, action);
      await tx.query(
        `UPDATE bulk_action SET state = 'previewing', revision = revision + 1, kind = $2, sealed = $3
          WHERE id = $1`,
        [id, kindOf(action), sealed],
      );
      await tx.query(
        `UPDATE bulk_row SET todo = 'preview', version = NULL, verdict = NULL, why = NULL,
                outcome = NULL WHERE bulk_id = $1`,
        [id],
      );
    });
    return this.workOn(id, by);
  }

  /**
   * Does what the preview showed, to the cases it showed as allowed.
   * @param revision the preview that was looked at
   * @throws NotFound @throws Conflict it was made again, is not ready, or has been carried out
   */
  async carryOut(id: string, revision: number, by: Chooser): Promise<BulkHead> {
    const now = this.clock.now().toString();
    await this.db.transaction(async (tx) => {
      const head = await readOwnHead(tx, id, by.officerId, true);
      if (head.state === 'previewing')
        throw new Conflict(
          'preview-not-ready',
          'What would happen is still being worked out; look at it before you go on.',
        );
      if (head.state !== 'previewed') throw carriedOutAlready();
      if (head.revision !== revision)
        throw new Conflict(
          'preview-outdated',
          'What would happen has been worked out again since; look at it before you go on.',
        );
      await tx.query(`UPDATE bulk_action SET state = 'working', confirmed_at = $2 WHERE id = $1`, [
        id,
        now,
      ]);
      await tx.query(
        `UPDATE bulk_row
            SET todo = CASE WHEN verdict = 'allowed' THEN 'carry-out' END,
                result = CASE WHEN verdict <> 'allowed' THEN verdict END,
                result_why = CASE WHEN verdict <> 'allowed' THEN why END
          WHERE bulk_id = $1`,
        [id],
      );
    });
    return this.workOn(id, by);
  }

  /** Takes back what was done. @throws NotFound @throws Conflict nothing was, or it is under way */
  async undo(id: string, by: Chooser): Promise<BulkHead> {
    await this.db.transaction(async (tx) => {
      const head = await readOwnHead(tx, id, by.officerId, true);
      if (head.state !== 'done')
        throw new Conflict(
          'cannot-be-undone-now',
          head.state === 'undoing' || head.state === 'undone'
            ? 'This has been taken back already.'
            : 'Nothing has been done yet that could be taken back.',
        );
      await tx.query(`UPDATE bulk_action SET state = 'undoing', undo_asked_at = $2 WHERE id = $1`, [
        id,
        this.clock.now().toString(),
      ]);
      await tx.query(`UPDATE bulk_row SET todo = 'undo' WHERE bulk_id = $1 AND result = 'done'`, [
        id,
      ]);
    });
    return this.workOn(id, by);
  }

  /** Those rows that were skipped or failed, as a choice of its own. @throws NotFound, BadInput */
  async chooseAgain(id: string, by: Chooser): Promise<string> {
    await readOwnHead(this.db, id, by.officerId);
    const rows = await this.db.query<{ caseId: string | null; locationId: string }>(
      `SELECT case_id AS "caseId", location_id AS "locationId" FROM bulk_row
        WHERE bulk_id = $1 AND result IN ('skipped', 'failed') ORDER BY n`,
      [id],
    );
    return this.choose(
      {
        caseIds: rows.flatMap(({ caseId }) => caseId ?? []),
        locationIds: rows.flatMap((row) => (row.caseId === null ? [row.locationId] : [])),
      },
      by,
    );
  }

  /** A few are done before the answer; the worker is told of the rest. */
  private async workOn(id: string, by: Chooser): Promise<BulkHead> {
    await this.work.run(id, atOnce);
    const head = await readOwnHead(this.db, id, by.officerId);
    if (isAtWork(head)) await this.bell.ring();
    return head;
  }

  /** @throws NotFound nobody of that id can take cases, or nobody they could open one for */
  private async checkTaker(action: BulkAction, { scope }: Chooser): Promise<void> {
    if (action.do !== 'open-cases') return;
    const noSuch = new NotFound('no-such-officer', 'No officer with that id can take the case.');
    if (!isUuid(action.officerId) || !isInScope(scope, action.officerId)) throw noSuch;
    if (!(await canTake(this.db, action.officerId))) throw noSuch;
  }
}

async function canTake(sql: Sql, officerId: string): Promise<boolean> {
  const rows = await sql.query(
    "SELECT 1 FROM officer WHERE id = $1 AND disabled_at IS NULL AND role <> 'viewer'",
    [officerId],
  );
  return rows.length > 0;
}

/** Is there something for the worker to do? */
export const isAtWork = ({ state }: Pick<BulkHead, 'state'>): boolean =>
  state === 'previewing' || state === 'working' || state === 'undoing';

/** More were chosen than are done in one go. */
export const tooMany = (chosen: number): BadInput =>
  badChoice(
    'too-many-chosen',
    `${chosen} are chosen, and at most ${mostInBulk} are done in one go; narrow the list first.`,
  );

const badChoice = (code: string, message: string): BadInput =>
  new BadInput(code, message, [{ pointer: '/cases', code, message }]);

const carriedOutAlready = (): Conflict =>
  new Conflict(
    'carried-out-already',
    'This has been carried out already; look at what came of it, or choose the cases again.',
  );
