import {
  type CallMatter,
  type CallOutcome,
  type CallPlan,
  callPlan,
  findNumberTask,
  fold,
  londonDay,
  londonMoment,
  matterOfTask,
  mattersOfLetters,
  NotFound,
  type RecordedFact,
  standing,
} from '@app/domain';
import { BellSetter, type DueMoment, raiseTask } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { type Recorded, RecordFactService } from '../record-fact.service';

/** A call as somebody tells of it. */
export interface GivenCall {
  about: CallMatter;
  outcome: CallOutcome;
}

/** What the telephone brings: calls about matters of a case, each of which ends with a next day. */
@Injectable()
export class CallsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly recording: RecordFactService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Records a call made now with what it means by the table of outcomes, settles the tasks about its
   * matter, and puts the matter off until its next day; all in one transaction.
   * @param expectedVersion the version the caller had read; a different one is refused
   * @throws NotFound, Refused, StaleVersion
   */
  async make(
    caseId: string,
    call: GivenCall,
    actor: string,
    expectedVersion?: number,
  ): Promise<Recorded> {
    const { recorded, wanted } = await this.db.transaction((tx) =>
      this.makeWithin(tx, caseId, call, actor, expectedVersion),
    );
    await this.bells.setFor(wanted);
    return recorded;
  }

  /**
   * The same from a page, where a second press means the first: a matter that is put off beyond today
   * already is left as it is.
   * @returns the fact of the call that counts
   */
  async makeOnce(caseId: string, call: GivenCall, actor: string): Promise<RecordedFact> {
    const { fact, wanted } = await this.db.transaction(async (tx) => {
      await lockCase(tx, caseId);
      const before = await this.putOffBy(tx, caseId, call.about);
      if (before) return { fact: before, wanted: [] };
      const { recorded, ...made } = await this.makeWithin(tx, caseId, call, actor);
      return { fact: recorded.fact, ...made };
    });
    await this.bells.setFor(wanted);
    return fact;
  }

  /**
   * Takes a call back with all that was recorded because of it: its row is on Today again.
   * @param callFact the fact of the call
   * @throws NotFound there is no such call on the case
   * @throws Refused something recorded later depends on it, or it was taken back already
   */
  async takeBack(caseId: string, callFact: string, actor: string): Promise<void> {
    const wanted = await this.db.transaction(async (tx) => {
      await lockCase(tx, caseId);
      const facts = await factsOfCase(tx, this.settings.confidential.sealer, caseId);
      const call = facts.find((f) => f.id === callFact && f.type === 'call-made');
      if (!call) throw new NotFound('no-such-call', 'This case has no such call.');
      // The call comes last: its tasks are wanted again only once what it proved is gone.
      const together = facts.filter((f) => f.id === callFact || isProvedBy(f, call));
      const at = this.clock.now().toString();
      const inputs = together.map(({ id }) => ({ type: 'retracted', at, fact: id }));
      return (await this.recording.recordWithin(tx, caseId, inputs, actor)).wanted;
    });
    await this.bells.setFor(wanted);
  }

  private async makeWithin(
    tx: Sql,
    caseId: string,
    call: GivenCall,
    actor: string,
    expectedVersion?: number,
  ): Promise<{ recorded: Recorded; wanted: DueMoment[] }> {
    const clocks = await this.settings.policies.during(tx);
    await lockCase(tx, caseId);
    const state = fold(await factsOfCase(tx, this.settings.confidential.sealer, caseId));
    const now = this.clock.now();
    const plan = callPlan(state, call, clocks, now);
    const at = now.toString();
    const { recorded, wanted } = await this.recording.recordWithin(
      tx,
      caseId,
      [
        ...(plan.effect.fact ? [{ type: plan.effect.fact, at }] : []),
        { type: 'call-made', at, ...call, again: plan.again.toString() },
      ],
      actor,
      expectedVersion,
    );
    const last = recorded.at(-1);
    if (!last) throw new Error('A call was to be recorded and none was.');
    await settleTasks(tx, last.fact, call, plan, caseId);
    return { recorded: last, wanted };
  }

  /**
   * The call by which a matter is put off beyond today; none when something more has come up about it
   * since, for then its row is on Today again and a press means that.
   */
  private async putOffBy(
    tx: Sql,
    caseId: string,
    matter: CallMatter,
  ): Promise<RecordedFact | undefined> {
    const [row] = await tx.query<{
      tasks: string[];
      letters: (keyof typeof mattersOfLetters)[];
    }>(
      `SELECT ARRAY(SELECT t.kind FROM task t
                     WHERE t.case_id = p.case_id AND t.status = 'open'
                       AND t.created_at > p.since) AS tasks,
              ARRAY(SELECT l.status FROM letter_part lp JOIN letter l ON l.id = lp.letter_id
                     WHERE lp.case_id = p.case_id AND lp.withdrawn_at IS NULL
                       AND l.status IN ('refused', 'unknown') AND l.decided_at IS NULL
                       AND l.planned_at > p.since) AS letters
         FROM put_off p WHERE p.case_id = $1 AND p.matter = $2 AND p.until > $3`,
      [caseId, matter, londonDay(this.clock.now()).toString()],
      'put-off-beyond-today',
    );
    if (!row) return undefined;
    const since: CallMatter[] = [
      ...row.tasks.map(matterOfTask),
      ...row.letters.map((status) => mattersOfLetters[status]),
    ];
    if (since.includes(matter)) return undefined;
    const facts = await factsOfCase(tx, this.settings.confidential.sealer, caseId);
    return (standing(facts) as RecordedFact[]).findLast(
      ({ type, details }) => type === 'call-made' && details.about === matter,
    );
  }
}

/** Recorded with the call, because of it. */
const isProvedBy = (fact: RecordedFact, call: RecordedFact): boolean =>
  fact.type === 'provider-replied' &&
  fact.seq === call.seq - 1 &&
  fact.at === call.at &&
  fact.recordedBy === call.recordedBy;

/** Marks done what the call was about, and asks for the number of the home where that was wrong. */
async function settleTasks(
  tx: Sql,
  { recordedAt, recordedBy }: RecordedFact,
  { about }: GivenCall,
  { effect, again }: CallPlan,
  caseId: string,
): Promise<void> {
  if (effect.tasks === 'done') {
    const open = await tx.query<{ id: string; kind: string }>(
      "SELECT id, kind FROM task WHERE case_id = $1 AND status = 'open'",
      [caseId],
      'open-tasks-of-case',
    );
    const ids = open.filter(({ kind }) => matterOfTask(kind) === about).map(({ id }) => id);
    if (ids.length > 0)
      await tx.query(
        `UPDATE task SET status = 'done', settled_at = $2, settled_by = $3
          WHERE id = ANY($1::uuid[])`,
        [ids, recordedAt, recordedBy],
        'settle-tasks-of-call',
      );
  }
  if (effect.findNumber) {
    const now = Temporal.Instant.from(recordedAt);
    const dueAt = londonMoment(again, startOfDay);
    const task = {
      caseId,
      kind: findNumberTask,
      addressee: 'officer',
      dueAt,
      about: null,
    } as const;
    await raiseTask(tx, task, now);
  }
}

/** Tasks fall due at nine, Europe/London. */
const startOfDay = 9;
