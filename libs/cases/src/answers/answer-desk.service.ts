import { randomUUID } from 'node:crypto';
import {
  type AnswerKey,
  type Answering,
  answers,
  type Awaited,
  awaitedOf,
  type CaseState,
  findSecret,
  fold,
  type GivenAnswer,
  nextSendingMoment,
  offeredAnswers,
  Refused,
} from '@app/domain';
import { BellSetter, type DueMoment, raiseTask } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import { type AnswerLink, findLink, lockLink } from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type CaseRow, getCase, lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import type { InForce } from '../policy/policy-in-force';
import { opensPeopleForm } from '../people-form/people-form-door';
import { RecordFactService } from '../record-fact.service';
import { addressNow, type CaseLink, isAlive, isSameAddress, personOf } from './link-life';
import { answersByLink, type Said, type SealedAnswer, storeAnswer } from './stored-answer';
import { silenceWrongPerson } from './wrong-person';

/** What a link that opens its page shows. */
export interface OpenedLink {
  link: CaseLink;
  row: CaseRow;
  state: CaseState;
  /** Answers that fit the case as it stands, and those always offered. */
  offered: { own: AnswerKey[]; always: AnswerKey[] };
  awaited: Awaited | null;
  /** What this link has answered already, oldest first. */
  said: readonly Said[];
  answering: Answering;
}

/** What became of a press. `again`: it had been pressed before, and counts once. */
export type Taken =
  | { taken: false; why: 'dead' | 'over' }
  | { taken: true; again: boolean; outcome: 'recorded' | 'task' | 'done'; refused: boolean };

/**
 * Where readers of letters answer. Looking changes nothing; a press is taken in one transaction:
 * case, then link, are locked, the facts go through the one door, and what cannot become a fact
 * reaches the officer as a task.
 */
@Injectable()
export class AnswerDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * What the page behind a link about one case shows; null for every link that opens nothing, whatever
   * is wrong with it. Reads only.
   */
  async look(token: string): Promise<OpenedLink | null> {
    const link = await findLink(this.db, token);
    if (!link || !isAboutCase(link) || !isAlive(link, this.clock.now())) return null;
    const { sealer } = this.settings.confidential;
    const [row, facts, clocks, said] = await Promise.all([
      getCase(this.db, link.caseId),
      factsOfCase(this.db, sealer, link.caseId),
      this.settings.policies.now(this.db),
      answersByLink(this.db, sealer, link.id),
    ]);
    const state = fold(facts);
    if (!(await this.reachesReader(this.db, link, row, state))) return null;
    const answering = this.answering(link, state, clocks);
    return {
      link,
      row,
      state,
      offered: offeredAnswers(link.purpose, answering),
      awaited: awaitedOf(link.purpose, answering),
      said,
      answering,
    };
  }

  /**
   * Takes a press. Of many at once exactly one has an effect.
   * @throws Refused when what was written seems to hold a secret; nothing is kept of it
   */
  async take(token: string, key: AnswerKey, given: GivenAnswer): Promise<Taken> {
    refuseSecret(given.text);
    const found = await findLink(this.db, token);
    if (!found || !isAboutCase(found)) return dead;
    const wanted: DueMoment[] = [];
    const taken = await this.db.transaction(async (tx) => {
      wanted.length = 0;
      const clocks = await this.settings.policies.during(tx);
      const row = await lockCase(tx, found.caseId);
      const link = await lockLink(tx, found.id);
      if (!link || !isAboutCase(link) || !isAlive(link, this.clock.now())) return dead;
      return this.takeOnce(tx, link, row, { key, given }, clocks, wanted);
    });
    await this.bells.setFor(wanted);
    return taken;
  }

  private async takeOnce(
    tx: Sql,
    link: CaseLink,
    row: CaseRow,
    { key, given }: { key: AnswerKey; given: GivenAnswer },
    clocks: InForce,
    wanted: DueMoment[],
  ): Promise<Taken> {
    const { confidential } = this.settings;
    const { sealer } = confidential;
    const state = fold(await factsOfCase(tx, sealer, link.caseId));
    if (!(await this.reachesReader(tx, link, row, state))) return dead;
    const said = await answersByLink(tx, sealer, link.id);
    if (said.some((one) => one.key === key))
      return { taken: true, again: true, outcome: 'done', refused: false };
    const answering = this.answering(link, state, clocks);
    const { own, always } = offeredAnswers(link.purpose, answering);
    const offered = link.answeredAt === null ? [...own, ...always] : always;
    if (!offered.includes(key)) return { taken: false, why: 'over' };

    const { now } = answering;
    const spec = answers[key];
    const result: SealedAnswer & { facts: string[]; refused: string[] } = {
      given,
      refused: [],
      facts: [],
    };
    let moved = false;
    for (const input of spec.facts(given, answering)) {
      const id = await this.record(tx, link, input, result.refused, wanted);
      if (id) result.facts.push(id);
      moved ||= id !== null && input.type !== 'note-added';
    }
    const refused = result.refused.length > 0;
    const task = spec.task(given, answering) ?? (refused ? 'check' : null);
    const id = randomUUID();
    const outcome = task ? 'task' : moved ? 'recorded' : 'done';
    await storeAnswer(
      tx,
      sealer,
      { id, linkId: link.id, caseId: link.caseId, choice: key, outcome, at: now.toString() },
      result,
    );
    if (key === 'wrong-person')
      await silenceWrongPerson(tx, confidential, { link, by: actorOf(link) }, now, clocks);
    if (task)
      await raiseTask(
        tx,
        {
          caseId: link.caseId,
          kind: `answer/${task}`,
          addressee: 'officer',
          dueAt: nextSendingMoment(now, clocks.calendar, clocks.policy.sendingHours),
          about: id,
        },
        now,
      );
    if (spec.settles && !refused && !opensPeopleForm(link))
      await tx.query('UPDATE answer_link SET answered_at = $2 WHERE id = $1', [
        link.id,
        now.toString(),
      ]);
    return { taken: true, again: false, outcome, refused };
  }

  /** @returns the id of the fact; null when the rules refuse it, which is then told to the officer */
  private async record(
    tx: Sql,
    link: CaseLink,
    input: unknown,
    refused: string[],
    wanted: DueMoment[],
  ): Promise<string | null> {
    try {
      const done = await this.recording.recordWithin(tx, link.caseId, [input], actorOf(link));
      wanted.push(...done.wanted);
      return done.recorded[0]?.fact.id ?? null;
    } catch (error) {
      // Rules are asked before anything is written, so the transaction is whole.
      if (!(error instanceof Refused)) throw error;
      refused.push(error.message);
      return null;
    }
  }

  private async reachesReader(
    sql: Sql,
    link: CaseLink,
    row: CaseRow,
    state: CaseState,
  ): Promise<boolean> {
    const { confidential } = this.settings;
    return isSameAddress(confidential, link, await addressNow(sql, confidential, link, row, state));
  }

  private answering(link: AnswerLink, state: CaseState, { policy }: InForce): Answering {
    return { state, policy, now: this.clock.now(), person: personOf(link) };
  }
}

/** Who recorded a fact that was pressed: whoever had the letter. */
const actorOf = ({ letterId, id }: AnswerLink): string => `provider:${letterId ?? id}`;

const isAboutCase = (link: AnswerLink): link is CaseLink =>
  link.caseId !== null && link.purpose !== 'stop';

const dead: Taken = { taken: false, why: 'dead' };

function refuseSecret(text: string | undefined): void {
  const secret = findSecret(text ?? '');
  if (secret) throw new Refused(secret.code, secret.message);
}
