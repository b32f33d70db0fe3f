import { randomUUID } from 'node:crypto';
import {
  admit,
  type CaseState,
  type ClockSettings,
  type Fact,
  fold,
  presentWait,
  readFact,
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
  storeReconciliation,
  withdrawRaisedTasks,
  withdrawTasksOf,
} from '@app/follow-ups';
import {
  appendFacts,
  factsOfCase,
  type NamingFact,
  nobody,
  peopleOfCase,
  setWordsApart,
} from '@app/history';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { type CaseRow, lockCase, project, saveProjections } from './case.repository';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { moveLetters } from './address-book/move-letters';
import { alreadyOpen } from './already-open';
import { callTakenBack, takeCallBack } from './calls/take-call-back';
import { changesCalls, savePutOff } from './calls/save-put-off';
import { dueMoments } from './due-moments';
import { tellPeople } from './people-form/tell-people';
import { settleUnsentLetters } from './unsent-letters';

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
   * @throws Conflict it reopens the case of a site that has another open one
   */
  async record(
    caseId: string,
    input: unknown,
    actor: string,
    expectedVersion?: number,
  ): Promise<Recorded> {
    const work = (tx: Sql) => this.recordWithin(tx, caseId, [input], actor, expectedVersion);
    const { recorded, wanted } = await this.db.transaction(work).catch(alreadyOpen);
    await this.bells.setFor(wanted);
    return recorded[0] ?? noFact();
  }

  /**
   * Records facts in the order given, each as it stands after those before it, all or none: part of
   * a larger transaction, whose owner sets the bells after its commit.
   * @returns each fact as it was recorded, and when the follow-ups go out that came or moved
   * @throws as `record`
   */
  async recordWithin(
    tx: Sql,
    caseId: string,
    inputs: readonly unknown[],
    actor: string,
    expectedVersion?: number,
  ): Promise<{ recorded: Recorded[]; wanted: DueMoment[] }> {
    const given = inputs.map((input) => readFact(input, randomUUID()));
    given.forEach(refuseSecrets);
    const now = this.clock.now();
    const clocks = await this.settings.policies.during(tx);
    let row = await lockCase(tx, caseId);
    if (expectedVersion !== undefined && row.version !== expectedVersion)
      throw new StaleVersion(
        'stale-version',
        'The case has changed since you read it; look at what is new and send yours again.',
      );
    const facts = await factsOfCase(tx, this.settings.confidential.sealer, caseId);
    const recorded: Recorded[] = [];
    const wanted: DueMoment[] = [];
    for (const fact of given) {
      const one = await this.recordOne(tx, row, facts, fact, actor, now, clocks);
      facts.push(one.recordedFact);
      row = one.recorded.case;
      recorded.push(one.recorded);
      wanted.push(...one.wanted);
    }
    return { recorded, wanted };
  }

  private async recordOne(
    tx: Sql,
    row: CaseRow,
    facts: readonly RecordedFact[],
    given: Fact,
    actor: string,
    now: Temporal.Instant,
    clocks: ClockSettings,
  ) {
    const { sealer } = this.settings.confidential;
    const isAboutPerson = given.details.person !== undefined;
    const people = isAboutPerson ? await peopleOfCase(tx, sealer, row.id) : nobody;
    admit(facts, people.recognise(given), now, clocks.policy);
    if (given.type === 'handed-over') await refuseUnknownOfficer(tx, given.details.officer);
    const named = people.enrol(given);
    const { wanted, ...appended } = await this.append(tx, row, facts, named, actor, now, clocks);
    // Shown as it was sent, but for a ref, which is shown by name.
    const { details, override } = given;
    const shown = people.show({ ...appended.fact, details, override });
    return { recordedFact: appended.fact, recorded: { ...appended, fact: shown }, wanted };
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
    { fact: given, name }: NamingFact,
    actor: string,
    now: Temporal.Instant,
    clocks: ClockSettings,
  ): Promise<Recorded & { wanted: DueMoment[] }> {
    const { fact, words } = setWordsApart(given, row.version + 1);
    const recorded: RecordedFact = {
      ...fact,
      seq: row.version + 1,
      recordedAt: now.toString(),
      recordedBy: actor,
    };
    const { confidential } = this.settings;
    await appendFacts(tx, confidential.sealer, [{ ...recorded, caseId: row.id, name, words }]);
    const state = fold([...facts, recorded]);
    const stored = await followUpsOfCase(tx, row.id);
    const wanted = wantedRungs(state, clocks);
    const changes = reconcile(wanted, stored, now, clocks);
    const one = { caseId: row.id, state, wanted, changes };
    await storeReconciliation(tx, [one], now);
    await settleUnsentLetters(tx, confidential, one, stored, fact.type, now, clocks);
    if (hasNewAddress(facts, state, recorded)) {
      const recipient = `person:${recorded.details.person}`;
      await moveLetters(tx, confidential, [row.id], recipient, clocks, now);
    }
    // Invented people are told nothing where letters leave the house.
    if (!row.practice || !this.settings.mailLeaves)
      await tellPeople(tx, confidential, { caseId: row.id, state, fact: fact.type }, now, clocks);
    const projection = project(
      row.id,
      state,
      recorded.seq,
      recorded.recordedAt,
      row.officerId,
      clocks,
      presentWait([...facts, recorded]),
    );
    const [saved = row] = await saveProjections(tx, [projection], recorded.recordedAt);
    if (row.open && !saved.open) await withdrawRaisedTasks(tx, row.id, now);
    if (recorded.type === 'preparation-complete')
      await withdrawTasksOf(tx, row.id, 'people/arrived', 'everything is prepared', now);
    if (changesCalls(recorded)) await savePutOff(tx, row.id, state);
    const takenBack = callTakenBack(recorded, facts);
    if (takenBack) await takeCallBack(tx, row.id, takenBack, changes, now);
    return { case: saved, fact: recorded, wanted: dueMoments(changes) };
  }
}

/** Whether a fact gives somebody another email address than the one letters have gone to. */
function hasNewAddress(
  before: readonly Fact[],
  after: CaseState,
  { type, details }: Fact,
): boolean {
  if (type !== 'person-added' || details.email === undefined) return false;
  const emailIn = ({ people }: CaseState) =>
    people.find(({ person }) => person === details.person)?.email ?? null;
  const old = emailIn(fold(before));
  return old !== null && old !== emailIn(after);
}

async function refuseUnknownOfficer(tx: Sql, id: string | undefined): Promise<void> {
  const known = await tx.query(
    "SELECT 1 FROM officer WHERE id::text = $1 AND disabled_at IS NULL AND role <> 'viewer'",
    [id],
  );
  if (known.length === 0)
    throw new Refused('no-such-officer', 'No officer with that id can take the case.');
}

function noFact(): never {
  throw new Error('One fact was to be recorded and none was.');
}
