import { BadInput, Conflict, londonDay, Refused } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { audit, erasePeople } from '@app/history';
import { eraseLetters, eraseMessages, withdrawLetters } from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { eraseContacts } from '@app/providers';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { moveLetters } from '../address-book/move-letters';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';
import { type FoundPerson, findPeople, type WholePerson, wholePerson } from './find-person';
import { forgetKeys } from './forget-keys';
import { isCaseHeld, readHeld } from './held';
import { eraseAnswers } from './kept-answers';
import { mentionsOf } from './mentions';
import {
  casesOfCorrespondence,
  correspondenceOf,
  type PersonCorrespondence,
} from './person-correspondence';
import { replanCases } from './replan-cases';
import { findMentions, type MentionCounts } from './take-out-mentions';

/** Why somebody is erased before the clocks do it; words of ours. */
export const erasureReasons = [
  'asked',
  'objected',
  'wrong-person',
  'not-needed',
  'ordered',
] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** What erasing somebody will do, to be shown before it is done. */
export interface ErasurePreview {
  whole: WholePerson;
  letters: number;
  /** Of these, those that have not gone and will not. */
  waiting: number;
  answers: number;
  messages: number;
  mentions: MentionCounts;
  /** Homes whose hold forbids it. */
  heldAt: string[];
}

/** What was erased. */
export interface ErasureResult {
  subjects: string[];
  letters: number;
  answers: number;
  messages: number;
  mentions: MentionCounts;
}

const withdrawn = 'its reader has been erased';
const nobodyMentioned: MentionCounts = {
  letters: 0,
  answers: 0,
  messages: 0,
  texts: 0,
  tasks: 0,
  drafts: 0,
};

/** Finds a person and erases them: their values, letters and answers, and every mention of them. */
@Injectable()
export class ErasePerson {
  private readonly log = new Logger('Privacy');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly recording: RecordFactService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** As `findPeople`; that somebody looked stands in the audit. */
  async search(words: string): Promise<FoundPerson[]> {
    const found = await findPeople(this.db, this.settings.confidential.sealer, words);
    await audit(this.db, {
      action: 'person-searched',
      subject: 'people',
      cases: [...new Set(found.flatMap(({ caseId }) => caseId ?? []))],
      details: { found: found.map(({ subject }) => subject) },
    });
    return found;
  }

  /** @throws BadInput */
  async preview(subjects: readonly string[]): Promise<ErasurePreview> {
    const { sealer } = this.settings.confidential;
    const whole = await wholePerson(this.db, sealer, subjects);
    const of = await correspondenceOf(this.db, sealer, whole);
    const pattern = mentionsOf(whole);
    const theirs = new Set([...of.letters.map(({ id }) => id), ...of.answers, ...of.messages]);
    const found = pattern && (await findMentions(this.db, sealer, whole.caseIds, pattern, theirs));
    const waiting = of.letters.filter(({ status }) => ['planned', 'deferred'].includes(status));
    return {
      whole,
      letters: of.letters.length,
      waiting: waiting.length,
      answers: of.answers.length,
      messages: of.messages.length,
      mentions: found?.counts ?? nobodyMentioned,
      heldAt: await heldHomes(this.db, whole, of),
    };
  }

  /**
   * Erases somebody in the places chosen. Who is named in an open case is taken off it first, so that
   * its dates and its minimum of people are looked at again. Facts, counts and days stay.
   * @param requestId the request it answers, if there is one
   * @param actor `officer:<id>`
   * @throws BadInput nobody or no reason was chosen
   * @throws Conflict a hold forbids it, or a letter to them is in a worker's hand
   */
  async run(
    subjects: readonly string[],
    reason: string,
    requestId: string | null,
    actor: string,
  ): Promise<ErasureResult> {
    const why = erasureReasons.find((one) => one === reason);
    if (!why) throw new BadInput('no-reason', 'Choose why this person is to be erased.');
    const work = (tx: Sql) => this.erase(tx, subjects, why, requestId, actor);
    const { result, wanted } = await this.db.transaction(work);
    await this.bells.setFor(wanted);
    // Kept outside the database too: after a backup is put back the same is erased again.
    this.log.log(`Erased ${result.subjects.join(', ')} (${why}).`);
    return result;
  }

  private async erase(
    tx: Sql,
    subjects: readonly string[],
    why: ErasureReason,
    requestId: string | null,
    actor: string,
  ): Promise<{ result: ErasureResult; wanted: DueMoment[] }> {
    const now = this.clock.now();
    const { confidential, policies } = this.settings;
    const { sealer } = confidential;
    const clocks = await policies.during(tx);
    const before = await wholePerson(tx, sealer, subjects);
    for (const caseId of before.caseIds) await lockCase(tx, caseId);
    const whole = await wholePerson(tx, sealer, subjects);
    await refuseHeld(tx, whole, await correspondenceOf(tx, sealer, whole));
    const wanted = await this.takeOff(tx, whole, actor, now);
    const of = await correspondenceOf(tx, sealer, whole);
    await eraseContacts(
      tx,
      whole.contacts.map(({ id }) => id),
      now,
    );
    const contactCases = await openCasesOf(tx, whole);
    if (contactCases.length > 0)
      await moveLetters(tx, confidential, contactCases, 'provider', clocks, now);
    const letterIds = of.letters.map(({ id }) => id);
    await withdrawLetters(tx, letterIds, withdrawn, now);
    await refuseInHand(tx, letterIds);
    const letters = await eraseLetters(tx, sealer, letterIds, now);
    await eraseAnswers(tx, sealer, of.answers, now);
    await eraseMessages(tx, of.messages, now);
    const pattern = mentionsOf(whole);
    const found = pattern && (await findMentions(tx, sealer, whole.caseIds, pattern));
    await found?.takeOut(tx);
    await erasePeople(tx, whole.people, now);
    await forgetKeys(tx, sealer, of.keys, pattern);
    wanted.push(...(await replanCases(tx, confidential, whole.caseIds, clocks, now)));
    await noteErasure(tx, subjects, why, requestId, actor, now);
    const result: ErasureResult = {
      subjects: [...subjects],
      letters: letters.length,
      answers: of.answers.length,
      messages: of.messages.length,
      mentions: found?.counts ?? nobodyMentioned,
    };
    await audit(tx, {
      action: 'person-erased',
      subject: subjects[0] ?? '',
      cases: whole.caseIds,
      why,
      details: {
        subjects: result.subjects,
        letters: result.letters,
        answers: result.answers,
        messages: result.messages,
        ...Object.fromEntries(
          Object.entries(result.mentions).map(([where, count]) => [`mentioned in ${where}`, count]),
        ),
      },
    });
    return { result, wanted };
  }

  /** Takes them off the open cases that count on them. */
  private async takeOff(
    tx: Sql,
    { people, homes }: WholePerson,
    actor: string,
    now: Temporal.Instant,
  ): Promise<DueMoment[]> {
    const open = new Set(homes.filter((home) => home.open).map(({ caseId }) => caseId));
    const wanted: DueMoment[] = [];
    for (const { caseId, ref } of people.filter((person) => open.has(person.caseId)))
      try {
        const fact = { type: 'person-removed', on: londonDay(now).toString(), person: ref };
        wanted.push(...(await this.recording.recordWithin(tx, caseId, [fact], actor)).wanted);
      } catch (error) {
        // Taken off already, or never named: then the case does not count on them.
        if (!(error instanceof Refused)) throw error;
      }
    return wanted;
  }
}

/** Homes whose hold forbids it, for what is said of them in letters and messages too. */
async function heldHomes(
  sql: Sql,
  { caseIds }: WholePerson,
  of: PersonCorrespondence,
): Promise<string[]> {
  const all = [...new Set([...caseIds, ...(await casesOfCorrespondence(sql, of))])];
  const held = await readHeld(sql, all);
  const homes = await sql.query<{ home: string }>(
    `SELECT DISTINCT s.name AS home FROM application_case c JOIN site s USING (location_id)
      WHERE c.id = ANY($1) ORDER BY home`,
    [all.filter((caseId) => isCaseHeld(held, caseId))],
  );
  return homes.map(({ home }) => home);
}

async function refuseHeld(tx: Sql, whole: WholePerson, of: PersonCorrespondence): Promise<void> {
  const homes = await heldHomes(tx, whole, of);
  if (homes.length > 0)
    throw new Conflict(
      'held',
      `A hold keeps what is about ${homes.join(', ')}; end the hold first if it need not last.`,
    );
}

async function refuseInHand(tx: Sql, letterIds: readonly string[]): Promise<void> {
  const rows = await tx.query(
    "SELECT FROM letter WHERE id = ANY($1) AND status = 'claimed' LIMIT 1",
    [letterIds],
  );
  if (rows.length > 0)
    throw new Conflict(
      'letter-in-hand',
      'A letter to this person is being sent at this moment; try again in a minute.',
    );
}

/** Open cases of homes whose contact they were. */
async function openCasesOf(tx: Sql, { contacts }: WholePerson): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM application_case WHERE open AND location_id = ANY($1) ORDER BY id',
    [contacts.map(({ locationId }) => locationId)],
  );
  return rows.map(({ id }) => id);
}

async function noteErasure(
  tx: Sql,
  subjects: readonly string[],
  why: ErasureReason,
  requestId: string | null,
  actor: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `INSERT INTO erasure (kind, subject, case_id, rule, erased_at, erased_by, request_id)
     SELECT CASE WHEN subject LIKE 'contact:%' THEN 'contact' ELSE 'person' END, subject,
            CASE WHEN subject LIKE 'case:%' THEN split_part(subject, ':', 2)::uuid END,
            $2, $3::timestamptz, $4, $5::uuid
       FROM unnest($1::text[]) subject`,
    [subjects, why, now.toString(), actor, requestId],
  );
}
