import { DomainError, StaleVersion } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { actorOf, scopeColumn, scopeOf } from '@app/officers';
import { actingAs, Clock, Database, faultPoint, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { ActOnCase, type Acted, type OnBehalfOf } from './act-on-case';
import type { BulkAction } from './bulk-action';
import { type BulkHead, readAction, readHead } from './bulk-action.repository';
import { type BulkRow, type BulkTodo, rowColumns, stateAfter, todoIn } from './bulk-rows';
import { UndoOnCase } from './undo-on-case';

/** What a row is told by after it was worked on; what is absent stays. */
type Ending = Partial<
  Pick<
    BulkRow,
    | 'caseId'
    | 'version'
    | 'verdict'
    | 'why'
    | 'outcome'
    | 'result'
    | 'resultWhy'
    | 'facts'
    | 'letters'
    | 'versionAfter'
    | 'undo'
    | 'undoWhy'
  >
>;

/** One row of one action, with what it takes to work on it. */
interface Job {
  head: BulkHead;
  action: BulkAction | null;
  by: OnBehalfOf;
  todo: BulkTodo;
}

/** A row that came to an end: how, and whether its own work is kept. */
interface Ended {
  ending: Ending;
  keep: boolean;
  wanted: readonly DueMoment[];
}

/** So long a choice waits to be carried out. */
const keptDays = 7;

const ourTrouble =
  'Something went wrong on our side, so nothing was recorded for this one; try it again.';

/**
 * Works through bulk actions, a transaction a row: what is done to the case and what the row says of
 * it are written together or not at all, so a row is done once however often its worker dies. Several
 * workers share one action; a row in the hands of one is passed over by the others.
 */
@Injectable()
export class BulkWork {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly acting: ActOnCase,
    private readonly undoing: UndoOnCase,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Everything that waits, also what a killed worker left. */
  async runAll(): Promise<void> {
    const waiting = await this.db.query<{ id: string }>(
      `SELECT id FROM bulk_action WHERE state IN ('previewing', 'working', 'undoing')
        ORDER BY made_at`,
      [],
      'bulk-at-work',
    );
    for (const { id } of waiting) await this.run(id);
  }

  /** What was chosen and not carried out within a week is forgotten, and what was to be written. */
  async forgetOld(): Promise<void> {
    await this.db.query(
      `DELETE FROM bulk_action
        WHERE state IN ('choosing', 'previewing', 'previewed') AND made_at < $1`,
      [
        this.clock
          .now()
          .subtract({ hours: 24 * keptDays })
          .toString(),
      ],
      'forget-bulk',
    );
  }

  /**
   * Works on one action until no row of it waits.
   * @param most rows at a time; the rest is left to the worker
   */
  async run(id: string, most = Number.POSITIVE_INFINITY): Promise<void> {
    const head = await readHead(this.db, id);
    const todo = todoIn[head.state];
    if (todo === null) return;
    const action = await readAction(this.db, this.settings.confidential.sealer, id);
    const job = { head, action, todo };
    await actingAs(actorOf({ id: head.madeBy }), 'worker', async () => {
      let left = most;
      while (left-- > 0 && (await this.step({ ...job, by: await this.behalfOf(head) })));
      await this.finish(job);
    });
  }

  /**
   * Whoever has left, or only looks, sees no case: then nothing is done for them. Asked before each
   * row, for a thousand take minutes.
   */
  private async behalfOf(head: BulkHead): Promise<OnBehalfOf> {
    const [officer] = await this.db.query<{ owners: string[] | null }>(
      `SELECT ${scopeColumn('$2')} FROM officer o
        WHERE o.id = $1 AND o.disabled_at IS NULL AND o.role <> 'viewer'`,
      [head.madeBy, this.clock.now().toString()],
      'officer-of-bulk',
    );
    const scope = officer ? scopeOf(officer.owners) : { officerIds: [] };
    return { actor: actorOf({ id: head.madeBy }), officerId: head.madeBy, scope };
  }

  /** @returns false when no row is left to take */
  private async step(job: Job): Promise<boolean> {
    let taken: BulkRow | null = null;
    let wanted: readonly DueMoment[] = [];
    try {
      await this.db.transaction(async (tx) => {
        taken = await takeRow(tx, job);
        if (taken === null) return;
        const ended = await this.attempt(tx, taken, job);
        wanted = ended.wanted;
        await store(tx, taken, ended.ending);
        faultPoint('bulk-row');
      });
    } catch (error) {
      // Only the end of the transaction said no: the row is told of it in one of its own.
      const row = taken as BulkRow | null;
      if (row === null) throw error;
      this.settings.onTrouble(error as Error, { caseId: row.caseId ?? row.locationId });
      wanted = [];
      await this.db.transaction((tx) => store(tx, row, failing(job.todo)));
    }
    await this.bells.setFor(wanted);
    return taken !== null;
  }

  /** What is not to be kept is rolled back to before it, and the row is told of it all the same. */
  private async attempt(tx: Sql, row: BulkRow, job: Job): Promise<Ended> {
    await tx.query('SAVEPOINT bulk_row');
    let ended: Ended;
    try {
      ended = await this.work(tx, row, job);
    } catch (error) {
      if (isLostRace(error)) throw error;
      ended = { ending: endingOf(error, job.todo), keep: false, wanted: [] };
      if (!(error instanceof DomainError))
        this.settings.onTrouble(error as Error, { caseId: row.caseId ?? row.locationId });
    }
    if (!ended.keep) await tx.query('ROLLBACK TO SAVEPOINT bulk_row');
    return ended;
  }

  private async work(tx: Sql, row: BulkRow, { head, action, by, todo }: Job): Promise<Ended> {
    if (todo === 'undo') {
      const { wanted, but } = await this.undoing.undo(tx, row, head.kind ?? '', by);
      return { ending: { undo: 'undone', undoWhy: but }, keep: true, wanted };
    }
    if (action === null) throw new Error(`Bulk action ${head.id} does not say what to do`);
    const seen = todo === 'carry-out' ? row.version : null;
    const target = action.do === 'open-cases' ? { ...row, caseId: null } : row;
    const acted = await this.acting.act(tx, target, action, by, seen);
    return todo === 'preview' ? previewed(acted) : carriedOut(row, acted);
  }

  /**
   * The last of its workers says that it is done; what was written then stands in facts alone. A
   * preview that was made again while this one waited its turn has its own end.
   */
  private async finish({ head, todo }: Pick<Job, 'head' | 'todo'>): Promise<void> {
    const next = stateAfter[todo];
    await this.db.query(
      `UPDATE bulk_action
          SET state = $3,
              sealed = CASE WHEN $3 = 'previewed' THEN sealed END,
              done_at = CASE WHEN $3 = 'done' THEN $4 ELSE done_at END,
              undone_at = CASE WHEN $3 = 'undone' THEN $4 ELSE undone_at END
        WHERE id = $1 AND state = $2 AND revision = $5
          AND NOT EXISTS (SELECT FROM bulk_row WHERE bulk_id = $1 AND todo IS NOT NULL)`,
      [head.id, head.state, next, this.clock.now().toString(), head.revision],
      'finish-bulk',
    );
  }
}

async function takeRow(tx: Sql, { head, todo }: Job): Promise<BulkRow | null> {
  const [row] = await tx.query<BulkRow>(
    `SELECT ${rowColumns} FROM bulk_row r
       JOIN bulk_action a ON a.id = r.bulk_id AND a.state = $3 AND a.revision = $4
      WHERE r.bulk_id = $1 AND r.todo = $2 ORDER BY r.n LIMIT 1
        FOR NO KEY UPDATE OF r SKIP LOCKED`,
    [head.id, todo, head.state, head.revision],
    'take-bulk-row',
  );
  return row ?? null;
}

/** The row as it ended, with nothing left to do. */
async function store(tx: Sql, row: BulkRow, ending: Ending): Promise<void> {
  const is = { ...row, ...ending };
  await tx.query(
    `UPDATE bulk_row
        SET todo = NULL, case_id = $3, version = $4, verdict = $5, why = $6, outcome = $7,
            result = $8, result_why = $9, facts = $10, letters = $11, version_after = $12,
            undo = $13, undo_why = $14
      WHERE bulk_id = $1 AND n = $2 AND todo = $15`,
    [
      row.bulkId,
      row.n,
      is.caseId,
      is.version,
      is.verdict,
      is.why,
      is.outcome && JSON.stringify(is.outcome),
      is.result,
      is.resultWhy,
      is.facts,
      is.letters,
      is.versionAfter,
      is.undo,
      is.undoWhy,
      row.todo,
    ],
    'store-bulk-row',
  );
}

const previewed = ({ already, version, outcome }: Acted): Ended => ({
  ending: { version, verdict: already ? 'already' : 'allowed', why: null, outcome },
  keep: false,
  wanted: [],
});

/** Only what was looked at is kept: a day that has ended meanwhile may have moved its dates. */
function carriedOut(row: BulkRow, acted: Acted): Ended {
  const { already, caseId, facts, letters, outcome, versionAfter, wanted } = acted;
  if (already) return { ending: { result: 'already' }, keep: false, wanted: [] };
  if (!isDeepStrictEqual(plain(outcome), plain(row.outcome)))
    return {
      ending: {
        result: 'skipped',
        resultWhy: 'It would come to something else by now than was shown, so it was left alone.',
      },
      keep: false,
      wanted: [],
    };
  return {
    ending: { result: 'done', resultWhy: null, caseId, facts, letters, versionAfter },
    keep: true,
    wanted,
  };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function endingOf(error: unknown, todo: BulkTodo): Ending {
  if (!(error instanceof DomainError)) return failing(todo);
  const why = error.message;
  switch (todo) {
    case 'preview':
      return { verdict: 'refused', why, outcome: null, version: null };
    case 'carry-out':
      return { result: error instanceof StaleVersion ? 'skipped' : 'refused', resultWhy: why };
    case 'undo':
      return { undo: 'left', undoWhy: why };
  }
}

function failing(todo: BulkTodo): Ending {
  switch (todo) {
    case 'preview':
      return { verdict: 'failed', why: ourTrouble, outcome: null, version: null };
    case 'carry-out':
      return { result: 'failed', resultWhy: ourTrouble };
    case 'undo':
      return { undo: 'failed', undoWhy: ourTrouble };
  }
}

/** Deadlock or serialization failure: the whole transaction is run again. */
const isLostRace = (error: unknown): boolean =>
  ['40P01', '40001'].includes((error as { code?: string }).code ?? '');
