import { randomUUID } from 'node:crypto';
import {
  admit,
  type ClockSettings,
  type Fact,
  fold,
  readFact,
  type Reconciliation,
  type RecordedFact,
  reconcile,
  Refused,
  refuseSecrets,
  StaleVersion,
  wantedRungs,
} from '@app/domain';
import {
  BellSetter,
  type DueMoment,
  followUpsOfCase,
  lettersNoLongerWanted,
  type StoredFollowUp,
  storeReconciliation,
} from '@app/follow-ups';
import { appendFacts, factsOfCase } from '@app/history';
import { withdrawLetters } from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { type CaseRow, lockCase, project, saveProjections } from './case.repository';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';

/** A case and the fact just recorded about it. */
export interface Recorded {
  case: CaseRow;
  fact: RecordedFact;
}

/**
 * The single door through which a case changes. Locks the case, folds its facts, asks the
 * transition table, appends, writes the projection and reconciles the follow-ups, all in one
 * transaction; bells are set after it.
 */
@Injectable()
export class RecordFactService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Records one fact as it was sent.
   * @param actor who says so: `officer:<id>`, `system`, `import`
   * @param expectedVersion the version the sender had read; a different one is refused
   * @throws BadInput, NotFound, Refused, StaleVersion
   */
  async record(
    caseId: string,
    input: unknown,
    actor: string,
    expectedVersion?: number,
  ): Promise<Recorded> {
    const fact = readFact(input, randomUUID());
    refuseSecrets(fact);
    const now = this.clock.now();
    const recorded = await this.db.transaction(async (tx) => {
      const clocks = await this.settings.policies.during(tx);
      const row = await lockCase(tx, caseId);
      if (expectedVersion !== undefined && row.version !== expectedVersion)
        throw new StaleVersion(
          'stale-version',
          'The case has changed since you read it; look at what is new and send yours again.',
        );
      const facts = await factsOfCase(tx, caseId);
      admit(facts, fact, now, clocks.policy);
      if (fact.type === 'handed-over') await refuseUnknownOfficer(tx, fact.details.officer);
      return this.append(tx, row, facts, fact, actor, now, clocks);
    });
    await this.bells.setFor(recorded.wanted);
    return { case: recorded.case, fact: recorded.fact };
  }

  /**
   * Appends an admitted fact and brings projection and follow-ups up to date with it.
   * @param clocks the policy and calendar in force in this transaction
   * @returns besides, when the follow-ups go out that came or moved with it
   */
  async append(
    tx: Sql,
    row: CaseRow,
    facts: readonly RecordedFact[],
    fact: Fact,
    actor: string,
    now: Temporal.Instant,
    clocks: ClockSettings,
  ): Promise<Recorded & { wanted: DueMoment[] }> {
    const recorded: RecordedFact = {
      ...fact,
      seq: row.version + 1,
      recordedAt: now.toString(),
      recordedBy: actor,
    };
    await appendFacts(tx, [{ ...recorded, caseId: row.id }]);
    const state = fold([...facts, recorded]);
    const stored = await followUpsOfCase(tx, row.id);
    const changes = reconcile(wantedRungs(state, clocks), stored, now, clocks);
    const cases = [{ caseId: row.id, changes }];
    await storeReconciliation(tx, cases, now);
    await withdrawLetters(tx, lettersNoLongerWanted(cases), 'the reason for it has ended', now);
    if (fact.type === 'opted-out') await withdrawLetters(tx, lettersTo(stored), 'opted out', now);
    const projection = project(row.id, state, recorded.seq, row.officerId, clocks);
    const [saved = row] = await saveProjections(tx, [projection], recorded.recordedAt);
    return { case: saved, fact: recorded, wanted: dueMoments(changes) };
  }
}

/** Letters written to the provider; those that have gone are left alone by whoever withdraws. */
function lettersTo(followUps: readonly StoredFollowUp[]): string[] {
  const ids = followUps.filter((f) => f.to === 'provider').map((f) => f.letterId);
  return [...new Set(ids.filter((id) => id !== null))];
}

function dueMoments({ insert, replace }: Reconciliation): DueMoment[] {
  return [...insert, ...replace.map(({ placed }) => placed)]
    .filter(({ status }) => status === 'waiting')
    .map(({ rung }) => ({ clock: rung.clock, at: rung.sendAt }));
}

async function refuseUnknownOfficer(tx: Sql, id: string | undefined): Promise<void> {
  const known = await tx.query(
    "SELECT 1 FROM officer WHERE id = $1 AND disabled_at IS NULL AND role <> 'viewer'",
    [id],
  );
  if (known.length === 0)
    throw new Refused('no-such-officer', 'No officer with that id can take the case.');
}
