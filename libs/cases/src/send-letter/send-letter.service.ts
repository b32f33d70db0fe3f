import {
  type ClockSettings,
  fold,
  londonDay,
  nextSendingMoment,
  NotFound,
  Refused,
  StaleVersion,
  type Suppression,
  wantedRungs,
} from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import { type Draft, Drafts, letterKind, newToken, renderDraft, writeDrafts } from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import {
  addresseeOf,
  momentFor,
  openAddressLedger,
  readAddressLedger,
  standingsOf,
} from '../addressees';
import { type CaseRow, getCase, lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { letterContexts } from '../letter-context';
import { RecordFactService } from '../record-fact.service';
import { byRef, type Desk, withQuestion } from './desk';
import { type LetterWish, readWish } from './letter-wish';
import { chosenReminder, reachable, type Reader, refuseSilent, refuseTwice } from './refusals';
import { type ReminderNow, remindersNow } from './reminders-now';
import { writeByHand } from './write-by-hand';

/** A letter as it will be sent, before anybody has pressed anything. */
export interface LetterPreview {
  /** The version of the case it was made from. */
  version: number;
  to: { name: string | null; address: string };
  /** When it may go, and the Europe/London day of that, `YYYY-MM-DD`. */
  sendFrom: Temporal.Instant;
  day: string;
  /** It joins a letter that waits to be sent to the same address. */
  joins: boolean;
  /** One has gone to this address today, so it goes on a later day. */
  waitsADay: boolean;
  /** Why its reader gets no letters, though they asked for this one. */
  inSpiteOf: Suppression | null;
  /** Its reader is away until then. */
  awayUntil: Temporal.Instant | null;
  subject: string;
  text: string;
  html: string;
}

/** A letter that was put into the ledger. */
export interface PlannedLetter {
  letterId: string;
  day: string;
  joined: boolean;
  /** The case with what was recorded. */
  case: CaseRow;
}

/** One letter, thought through but not written. */
interface Plan {
  to: Reader;
  draft: Draft;
  joins: boolean;
  from: Temporal.Instant;
  inSpiteOf: Suppression | null;
  awayUntil: Temporal.Instant | null;
}

/** Stands in a preview where a letter has the secret end of its link. */
const previewToken = 'preview';

/** What it joins has links already, which are for its reader alone. */
const withoutTokens = (draft: Draft, stopUrl: string): Draft => ({
  ...draft,
  stopUrl,
  matters: draft.matters.map((one) => {
    const { words } = one.matter;
    const token = words.token === null ? null : previewToken;
    return { ...one, matter: { ...one.matter, words: { ...words, token } } };
  }),
});

/** Letters that somebody sends by hand: a question, a reminder, their own words or a prepared one. */
@Injectable()
export class SendLetterService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Exactly what would be sent, when and to whom. Changes nothing.
   * @throws BadInput, NotFound
   * @throws Refused there is nobody to send it to, its reader gets no letters, or it does not fit
   */
  async preview(caseId: string, given: LetterWish): Promise<LetterPreview> {
    const wish = readWish(given);
    const row = await getCase(this.db, caseId);
    const clocks = await this.settings.policies.now(this.db);
    const desk = await this.deskOf(this.db, row, clocks);
    const asked = wish.kind === 'ask' ? withQuestion(desk, wish) : desk;
    const named = byRef(wish, desk);
    const plan = await this.plan(this.db, asked, named, readAddressLedger, previewToken);
    const { making } = this.settings.confidential;
    const written = renderDraft(
      withoutTokens(plan.draft, `${making.publicUrl}/a/${previewToken}`),
      making,
      await making.wording(this.db),
    );
    const { draft, to, from, joins, inSpiteOf, awayUntil } = plan;
    const { subject, text, html } = written;
    return {
      version: row.version,
      to: { name: to.name, address: to.address },
      sendFrom: draft.sendFrom,
      day: draft.day,
      joins,
      waitsADay: londonDay(from).toString() > londonDay(this.earliest(desk)).toString(),
      inSpiteOf,
      awayUntil,
      subject,
      text,
      html,
    };
  }

  /**
   * Puts the letter into the ledger, and what it means into the case, in one transaction: a question
   * starts the wait for its answer.
   * @param expectedVersion the version the sender had read; a different one is refused
   * @throws as `preview`, and StaleVersion
   */
  async send(
    caseId: string,
    given: LetterWish,
    actor: string,
    expectedVersion?: number,
  ): Promise<PlannedLetter> {
    const { planned, wanted } = await this.db.transaction((tx) =>
      this.sendWithin(tx, caseId, given, actor, { expectedVersion }),
    );
    await this.bells.setFor(wanted);
    return planned;
  }

  /**
   * The same as part of a larger transaction, whose owner sets the bells after its commit.
   * @param options `notBefore`: the letter leaves no sooner, unless it joins one that does
   */
  async sendWithin(
    tx: Sql,
    caseId: string,
    given: LetterWish,
    actor: string,
    options: { expectedVersion?: number | undefined; notBefore?: Temporal.Instant } = {},
  ): Promise<{ planned: PlannedLetter; wanted: DueMoment[] }> {
    const wish = readWish(given);
    const clocks = await this.settings.policies.during(tx);
    const before = await lockCase(tx, caseId);
    const { expectedVersion, notBefore } = options;
    if (expectedVersion !== undefined && before.version !== expectedVersion)
      throw new StaleVersion(
        'stale-version',
        'The case has changed since you read it; look at what is new and send yours again.',
      );
    const asking = wish.kind === 'ask' ? await this.ask(tx, caseId, wish, actor) : null;
    const read = await this.deskOf(tx, asking?.row ?? before, clocks);
    const desk = notBefore ? { ...read, notBefore } : read;
    const plan = await this.plan(tx, desk, byRef(wish, desk), openAddressLedger, newToken());
    await writeDrafts(tx, this.settings.confidential.making, [plan.draft], desk.now);
    const noted = asking ?? (await this.note(tx, desk, wish, actor));
    const planned: PlannedLetter = {
      letterId: plan.draft.id,
      day: plan.draft.day,
      joined: plan.joins,
      case: noted.row,
    };
    return { planned, wanted: noted.wanted };
  }

  /** What may be sent now as a reminder. @throws NotFound */
  async reminders(caseId: string): Promise<ReminderNow[]> {
    const row = await getCase(this.db, caseId);
    if (!row.open) return [];
    const desk = await this.deskOf(this.db, row, await this.settings.policies.now(this.db));
    return remindersNow(desk.wanted, desk.now);
  }

  private async ask(tx: Sql, caseId: string, wish: LetterWish, actor: string) {
    const fact = {
      type: 'provider-asked',
      at: this.clock.now().toString(),
      about: wish.about,
      ...(wish.askedFor ? { override: wish.askedFor } : {}),
    };
    const { recorded, wanted } = await this.recording.recordWithin(tx, caseId, [fact], actor);
    const row = recorded[0]?.case;
    if (!row) throw new Error(`The question of case ${caseId} was not recorded`);
    return { row, wanted };
  }

  /** What was sent stands on the timeline; on a closed case nothing more is recorded. */
  private async note(tx: Sql, { row, now }: Desk, wish: LetterWish, actor: string) {
    if (!row.open) return { row, wanted: [] };
    const text = [
      `Letter written: ${titleOf(wish)}, to ${whomInWords(wish)}.`,
      ...(wish.askedFor ? [`They asked for it: ${wish.askedFor}`] : []),
    ].join(' ');
    const fact = { type: 'note-added', at: now.toString(), text };
    const { recorded, wanted } = await this.recording.recordWithin(tx, row.id, [fact], actor);
    return { row: recorded[0]?.case ?? row, wanted };
  }

  private async deskOf(sql: Sql, row: CaseRow, clocks: ClockSettings): Promise<Desk> {
    const { confidential } = this.settings;
    const state = fold(await factsOfCase(sql, confidential.sealer, row.id));
    const context = (await letterContexts(sql, confidential, [row.id])).get(row.id);
    if (!context) throw new NotFound('no-such-case', 'There is no such case.');
    const now = this.clock.now();
    return { row, state, wanted: wantedRungs(state, clocks), context, clocks, now };
  }

  private async plan(
    sql: Sql,
    desk: Desk,
    wish: LetterWish,
    openLedger: typeof readAddressLedger,
    token: string,
  ): Promise<Plan> {
    const { row, state, context, clocks, now } = desk;
    if (!row.open && wish.kind !== 'closed' && wish.kind !== 'free')
      throw new Refused('case-closed', 'This case is closed; reopen it before writing about it.');
    const reminder = wish.kind === 'reminder' ? chosenReminder(desk, wish) : null;
    const recipient = reminder?.recipient ?? wish.recipient;
    const { sealer } = this.settings.confidential;
    const to = reachable(addresseeOf(recipient, state, context, sealer), recipient);
    const book = await openLedger(sql, this.settings.confidential, [to], now);
    const addresses = standingsOf(new Map([[recipient, to]]), book);
    const inSpiteOf = refuseSilent(state, addresses, recipient, wish);
    const isRoutine = inSpiteOf === null;
    const from = momentFor(to, isRoutine, this.earliest(desk), book, clocks);
    refuseTwice(book, to, row.id, recipient, reminder);
    const matter = writeByHand(desk, wish, recipient, reminder, to, from, token);
    const drafts = new Drafts(book.letters, now);
    const isOpen = isRoutine && book.letters.get(to.key.toString('hex'))?.open != null;
    const mark = `by-hand ${row.id}`;
    const errand = { matter, addressKey: to.key, address: to.address, routine: isRoutine, from };
    drafts.add({ ...errand, mark });
    const [draft] = drafts.all();
    if (!draft) throw new Error('The letter came to nothing');
    const awayUntil = addresses.get(recipient)?.awayUntil ?? null;
    return { to, draft, joins: isOpen, from, inSpiteOf, awayUntil };
  }

  private earliest({ now, notBefore = now, clocks }: Desk): Temporal.Instant {
    return nextSendingMoment(notBefore, clocks.calendar, clocks.policy.sendingHours);
  }
}

const titleOf = (wish: LetterWish): string =>
  wish.kind === 'reminder' ? 'a reminder' : `“${letterKind(wish.kind).name}”`;

const whomInWords = ({ recipient }: LetterWish): string =>
  recipient === 'provider' ? 'the contact of the home' : 'one of the people named';
