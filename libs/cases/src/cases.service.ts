import { setTimeout as pause } from 'node:timers/promises';
import { type CaseState, fold, type RecordedFact, standing } from '@app/domain';
import { type StoredFollowUp, followUpsOfCase, showPerson } from '@app/follow-ups';
import {
  damagedValues,
  factsOfCase,
  type People,
  peopleOfCase,
  Texts,
  textsOfCases,
} from '@app/history';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type CaseRow, getCase } from './case.repository';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { type OpenCase, OpenCaseService } from './open-case.service';
import { type Recorded, RecordFactService } from './record-fact.service';

/** A fact on the timeline, with the retraction that took it back, if one did. */
export interface TimelineFact extends RecordedFact {
  /** Id of the fact that retracted this one; null while it stands. */
  retractedBy: string | null;
}

/** A case as it is told: people by name, with what was written. */
export interface CaseTold {
  /** In the order recorded, retracted ones too. */
  facts: TimelineFact[];
  /** Every rung that was ever wanted, earliest due first. */
  followUps: StoredFollowUp[];
  /** Names of its people by ref, as far as they are held. */
  names: ReadonlyMap<string, string>;
}

/** A person who has just pressed a button waits a second and a half at most. */
const lookEveryMs = 50;
const mostLooks = 30;

/** What pages, API and command line do with cases. */
@Injectable()
export class CasesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly opening: OpenCaseService,
    private readonly recording: RecordFactService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** @throws NotFound, Refused, Conflict */
  async open(input: OpenCase, actor: string): Promise<CaseRow> {
    return this.shownRow(await this.opening.open(input, actor));
  }

  /** @throws BadInput, NotFound, Refused, StaleVersion */
  async record(
    caseId: string,
    input: unknown,
    actor: string,
    expectedVersion?: number,
  ): Promise<Recorded> {
    const recorded = await this.recording.record(caseId, input, actor, expectedVersion);
    return { ...recorded, case: await this.shownRow(recorded.case) };
  }

  /** @throws NotFound */
  async get(caseId: string): Promise<CaseRow> {
    return this.shownRow(await getCase(this.db, caseId));
  }

  /** What the facts say, folded, people by name and with what was written. */
  async state(caseId: string): Promise<CaseState> {
    return fold(await this.shownFacts(caseId));
  }

  /** Every fact, in the order recorded, retracted ones too, people by name, with what was written. @throws NotFound */
  async timeline(caseId: string): Promise<TimelineFact[]> {
    await this.get(caseId);
    return asTimeline(await this.shownFacts(caseId));
  }

  /** Every rung that was ever wanted, earliest due first, people by name. @throws NotFound */
  async followUps(caseId: string): Promise<StoredFollowUp[]> {
    await this.get(caseId);
    const [followUps, words] = await Promise.all([
      followUpsOfCase(this.db, caseId),
      this.wordsOf(caseId),
    ]);
    return followUps.map((followUp) => shownWith(words, followUp));
  }

  /**
   * Timeline, follow-ups and names, as above, for a page that needs them all; of a case that is known
   * to be there.
   */
  async told(caseId: string): Promise<CaseTold> {
    const { sealer } = this.settings.confidential;
    const [facts, followUps, words] = await Promise.all([
      factsOfCase(this.db, sealer, caseId),
      followUpsOfCase(this.db, caseId),
      this.wordsOf(caseId),
    ]);
    return {
      facts: asTimeline(facts.map((fact) => words.texts.showIn(words.people.show(fact)))),
      followUps: followUps.map((followUp) => shownWith(words, followUp)),
      names: words.people.names(),
    };
  }

  /** What is kept of the people of a case and cannot be read any more, in words. */
  async damaged(caseId: string): Promise<string[]> {
    const { sealer } = this.settings.confidential;
    const damaged = await damagedValues(this.db, sealer, caseId);
    if (damaged.length === 0) return [];
    const people = await peopleOfCase(this.db, sealer, caseId);
    return damaged.map(({ seq, ref, what }) => {
      const said = what === 'email' ? 'email address' : what;
      return `the ${said} of ${people.nameOf(ref) ?? ref} (fact ${seq})`;
    });
  }

  private async shownFacts(caseId: string): Promise<RecordedFact[]> {
    const [facts, { people, texts }] = await Promise.all([
      factsOfCase(this.db, this.settings.confidential.sealer, caseId),
      this.wordsOf(caseId),
    ]);
    return facts.map((fact) => texts.showIn(people.show(fact)));
  }

  private async wordsOf(caseId: string): Promise<WordsOfCase> {
    const [people, texts] = await Promise.all([
      peopleOfCase(this.db, this.settings.confidential.sealer, caseId),
      this.textsOf(caseId),
    ]);
    return { people, texts };
  }

  private async textsOf(caseId: string): Promise<Texts> {
    const { sealer } = this.settings.confidential;
    return (await textsOfCases(this.db, sealer, [caseId])).get(caseId) ?? new Texts();
  }

  /** Somebody's own reason why a case rests is kept as a mark; it is shown as it was written. */
  private async shownRow(row: CaseRow): Promise<CaseRow> {
    if (!row.parkedWhy?.startsWith('[')) return row;
    return { ...row, parkedWhy: (await this.textsOf(row.id)).show(row.parkedWhy) };
  }

  /**
   * Waits a moment for what is due now to be fired and its letters to leave, so that the page after
   * a form shows them gone. Gives up quietly: the worker goes on in its own time.
   */
  async untilCaughtUp(caseId: string): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks++) {
      const [busy] = await this.db.query(
        `SELECT 1 FROM follow_up WHERE case_id = $1 AND status = 'waiting' AND ring_at <= $2
         UNION ALL
         SELECT 1 FROM letter_part p JOIN letter l ON l.id = p.letter_id
          WHERE p.case_id = $1 AND l.status IN ('planned', 'claimed') LIMIT 1`,
        [caseId, this.clock.now().toString()],
        'case-is-busy',
      );
      if (!busy) return;
      await pause(lookEveryMs);
    }
  }
}

/** Names of people and what was written, which facts and follow-ups hold only marks of. */
interface WordsOfCase {
  people: People;
  texts: Texts;
}

function shownWith({ people, texts }: WordsOfCase, followUp: StoredFollowUp): StoredFollowUp {
  const shown = showPerson(followUp, (ref) => people.nameOf(ref));
  return { ...shown, basis: shown.basis.map((sentence) => texts.show(sentence)) };
}

function asTimeline(facts: readonly RecordedFact[]): TimelineFact[] {
  const retractions = new Map(
    standing(facts)
      .filter((f) => f.type === 'retracted')
      .map((f) => [f.details.fact, f.id]),
  );
  return facts.map((f) => ({ ...f, retractedBy: retractions.get(f.id) ?? null }));
}
