import {
  type CaseKnown,
  endOfDay,
  keyOf,
  knownBy,
  livePasscode,
  londonDay,
  progress,
  Refused,
  standing,
  useBy,
} from '@app/domain';
import type { StoredFollowUp } from '@app/follow-ups';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { CaseRow } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { CasesService, type TimelineFact } from '../cases.service';
import { type Task, TasksService } from '../tasks.service';
import { dayAskedFor, daysAround } from './days-known';

/** A case as it was known at the end of a day. */
export interface CaseAsKnown {
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
  /** The last moment of that day. */
  moment: Temporal.Instant;
  /** As lists showed it; `officerId` is empty when nothing tells who had it then. */
  row: CaseRow;
  state: CaseKnown['state'];
  facts: TimelineFact[];
  followUps: StoredFollowUp[];
  tasks: Task[];
  settings: CaseKnown['settings'];
  /** The nearest days before and after it on which something was recorded; null when there is none. */
  earlier: string | null;
  later: string | null;
}

/** Tells what was known of a case on a day gone by: from its facts, and from nothing learned since. */
@Injectable()
export class CasesAsKnown {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cases: CasesService,
    private readonly tasks: TasksService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @param day Europe/London, `YYYY-MM-DD`: what was recorded until its last moment counts
   * @throws NotFound
   * @throws Refused when it is no day, has not ended, or nothing was recorded by then
   */
  async on(caseId: string, day: string): Promise<CaseAsKnown> {
    const [row, facts, followUps, tasks, policies] = await Promise.all([
      this.cases.get(caseId),
      this.cases.timeline(caseId),
      this.cases.followUps(caseId),
      this.tasks.forCase(caseId),
      this.settings.policies.history(this.db),
    ]);
    dayAskedFor(day, londonDay(this.clock.now()).toString(), facts);
    const moment = endOfDay(day);
    const known = knownBy(facts, moment, policies);
    if (!known) throw new Refused('nothing-known', 'Nothing was recorded of this case by then.');
    return {
      day,
      moment,
      row: rowOf(row, known, facts),
      state: known.state,
      facts: timelineOf(known),
      followUps: stored(known, followUps, row.id),
      tasks: tasks.flatMap((task) => taskAt(task, moment)),
      settings: known.settings,
      ...daysAround(facts, day),
    };
  }
}

function rowOf(row: CaseRow, known: CaseKnown, all: readonly TimelineFact[]): CaseRow {
  const { state, rest, facts, settings } = known;
  const code = livePasscode(state);
  const { stage, waitingOn, stalls } = progress(state);
  const next = known.followUps
    .filter(({ status }) => status === 'waiting')
    .map(({ ringAt }) => ringAt)
    .sort(Temporal.Instant.compare)[0];
  const handedOverSince = all.slice(facts.length).some(({ type }) => type === 'handed-over');
  return {
    ...row,
    version: facts.length,
    open: state.closed === null,
    stage,
    waitingOn,
    officerId: state.officer ?? (handedOverSince ? '' : row.officerId),
    stalls: [...stalls],
    useBy: code && useBy(code, settings.policy.passcodeGoodForDays).lastDay.toString(),
    breachedAt:
      stage === 'submitted' && waitingOn === 'nhsmail'
        ? (state.submission?.breachedAt ?? null)
        : null,
    nextAt: next?.toString() ?? null,
    parkedUntil: rest?.until ?? null,
    parkedWhy: rest?.why ?? null,
    changedAt: facts.at(-1)?.recordedAt ?? row.changedAt,
  };
}

/** A retraction learned of later had taken nothing back yet. */
function timelineOf({ facts }: CaseKnown): TimelineFact[] {
  const retractions = new Map(
    standing(facts)
      .filter(({ type }) => type === 'retracted')
      .map(({ id, details }) => [details.fact, id]),
  );
  return facts.map((fact) => ({ ...fact, retractedBy: retractions.get(fact.id) ?? null }));
}

/** With the letters and tasks that what had fired became, and what was held back no fact tells of. */
function stored(
  { followUps }: CaseKnown,
  now: readonly StoredFollowUp[],
  caseId: string,
): StoredFollowUp[] {
  const byKey = new Map(now.map((followUp) => [keyOf(followUp), followUp]));
  return followUps.map((followUp) => {
    const same = byKey.get(keyOf(followUp));
    const held = same?.sendAt.equals(followUp.sendAt) ? same.ringAt : followUp.ringAt;
    return {
      ...followUp,
      id: same?.id ?? followUp.id,
      ringAt: held,
      letterId: followUp.status === 'done' ? (same?.letterId ?? null) : null,
      caseId,
      failures: 0,
    };
  });
}

function taskAt(task: Task, moment: Temporal.Instant): Task[] {
  const isLater = (at: string): boolean => Temporal.Instant.compare(at, moment) > 0;
  if (isLater(task.createdAt)) return [];
  return task.settledAt && isLater(task.settledAt)
    ? [{ ...task, status: 'open', settledAt: null, settledBy: null, reason: null }]
    : [task];
}
