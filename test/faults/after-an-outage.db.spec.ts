import {
  everyCase,
  type CaseState,
  type ClockSettings,
  fold,
  isSendingMoment,
  keyOf,
  livePasscode,
  type Rung,
  useBy,
  wantedRungs,
} from '@app/domain';
import { MailTroubles } from '@app/cases';
import { factsOfCase } from '@app/history';
import { type LetterPart, type MailLane } from '@app/letters';
import { readLeftOut } from '@app/measures';
import type { SendOutcome } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildOutageWorld, type News, type OutageWorld } from '../builders/outage-world';
import { type Engine, testEngine } from '../harness/engine';
import { laneTo, LoggingServer, type TakenLetter } from '../harness/logging-server';

const minutes = 60_000;
/** Letters a minute. */
const pace = 6;

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const london = (moment: Temporal.Instant) => moment.toZonedDateTimeISO('Europe/London');
const inWords = (day: Temporal.PlainDate | string): string => {
  const date = Temporal.PlainDate.from(day);
  const weekday = date.toLocaleString('en-GB', { weekday: 'long' });
  return `${weekday} ${date.day} ${date.toLocaleString('en-GB', { month: 'long' })} ${date.year}`;
};

/** What stands still. */
type Fault = 'the worker is away' | 'mail is halted' | 'the mail server refuses connections';

const answerOf: Readonly<Record<Exclude<Fault, 'the worker is away'>, SendOutcome>> = {
  'mail is halted': { kind: 'halt', reason: 'The mail server did not accept our sign-in.' },
  'the mail server refuses connections': { kind: 'deferred', reason: 'connection refused.' },
};

/** From and to, over closing time, weekends, Christmas, and the end of the DSPT. */
const outages: [string, string, string][] = [
  ['1 hour', '2026-12-16T08:30:00Z', '2026-12-16T09:30:00Z'],
  ['5 hours over closing time', '2026-12-16T14:00:00Z', '2026-12-16T19:00:00Z'],
  ['a night', '2026-12-16T16:50:00Z', '2026-12-17T10:20:00Z'],
  ['a weekend', '2026-12-18T16:00:00Z', '2026-12-20T15:00:00Z'],
  ['3 days over Christmas', '2026-12-23T15:30:00Z', '2026-12-26T15:30:00Z'],
  ['14 days', '2026-12-14T12:00:00Z', '2026-12-28T12:00:00Z'],
  ['35 days', '2026-12-10T10:00:00Z', '2027-01-14T10:00:00Z'],
  ['60 days', '2026-12-10T10:00:00Z', '2027-02-08T22:00:00Z'],
  ['35 days before the DSPT ends', '2027-05-24T12:00:00Z', '2027-06-28T12:00:00Z'],
  ['60 days over the end of the DSPT', '2027-05-10T02:00:00Z', '2027-07-09T02:00:00Z'],
];

const upTo14Days = outages.slice(0, 6);

const plans: [Fault, string, string, string][] = [
  ...outages.map((o) => ['the worker is away', ...o] as [Fault, string, string, string]),
  ...outages.map((o) => ['mail is halted', ...o] as [Fault, string, string, string]),
  ...upTo14Days.map((o) => ['the mail server refuses connections', ...o] as (typeof plans)[number]),
];

/** A letter as it left, and what held then. */
interface Left extends TakenLetter {
  parts: { kind: string; caseId: string; followUpId: string | null; part: LetterPart }[];
  states: ReadonlyMap<string, CaseState>;
}

/** One life of the world: before, during and after an outage. */
class Story {
  readonly server = new LoggingServer();
  readonly left: Left[] = [];
  private readonly lane: MailLane;

  constructor(
    readonly engine: Engine,
    readonly clocks: ClockSettings,
  ) {
    this.lane = laneTo(engine, this.server, pace);
  }

  /** What a worker does at a moment, and until the pace holds nothing back any more. */
  async work(moment: Temporal.Instant): Promise<void> {
    const { clock, db, due, asking } = this.engine;
    const { calendar, policy } = this.clocks;
    const maySend = (now: Temporal.Instant): boolean =>
      isSendingMoment(now, calendar, policy.sendingHours);
    clock.set(moment);
    await due.drain();
    for (;;) {
      const now = clock.now();
      if (maySend(now)) await asking.run();
      await this.lane.sendDue(maySend);
      await new MailTroubles(db, clock).tell();
      await this.look();
      const next = this.lane.pausedUntil();
      if (next === null) return;
      clock.set(next.add({ microseconds: 1 }));
    }
  }

  /** Works at the hours of each day, at night too. */
  async live(from: Temporal.Instant, to: Temporal.Instant, hours: readonly string[]) {
    let day = london(from).toPlainDate();
    for (
      ;
      Temporal.PlainDate.compare(day, london(to).toPlainDate()) <= 0;
      day = day.add({ days: 1 })
    )
      for (const hour of hours) {
        const moment = day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: hour });
        const instant = moment.toInstant();
        const isIn =
          Temporal.Instant.compare(instant, from) >= 0 && Temporal.Instant.compare(instant, to) < 0;
        if (isIn && Temporal.Instant.compare(instant, this.engine.clock.now()) >= 0)
          await this.work(instant);
      }
  }

  async stateOf(caseId: string): Promise<CaseState> {
    return fold(await factsOfCase(this.engine.db, this.engine.sealer, caseId));
  }

  private async look(): Promise<void> {
    for (const letter of this.server.log.slice(this.left.length)) {
      const id = letter.messageId.slice(1, letter.messageId.indexOf('@'));
      const rows = await this.engine.db.query<{
        seq: number;
        kind: string;
        caseId: string;
        followUpId: string | null;
        sealed: Buffer;
      }>(
        `SELECT seq, kind, case_id AS "caseId", follow_up_id AS "followUpId", sealed
           FROM letter_part WHERE letter_id = $1 AND withdrawn_at IS NULL`,
        [id],
      );
      const states = new Map<string, CaseState>();
      for (const { caseId } of rows) states.set(caseId, await this.stateOf(caseId));
      const parts = rows.map(({ seq, sealed, ...row }) => ({
        ...row,
        part: this.engine.sealer.open<{ part: LetterPart }>(`letter-part:${id}:${seq}`, sealed)
          .part,
      }));
      this.left.push({ ...letter, parts, states });
    }
  }
}

/** What is wrong with a letter on the day it left; nothing, if all it says holds. */
function staleIn({ at: moment, text, parts, states }: Left, clocks: ClockSettings): string[] {
  const today = moment.toPlainDate();
  const isOver = (day: string): boolean =>
    Temporal.PlainDate.compare(Temporal.PlainDate.from(day), today) < 0;
  const wrong: string[] = [];
  if (!text.startsWith(inWords(today))) wrong.push(`is dated ${text.slice(0, 30)}`);
  for (const { part, caseId } of parts) {
    const state = states.get(caseId) as CaseState;
    const code = livePasscode(state);
    const lastDay = code && useBy(code, clocks.policy.passcodeGoodForDays).lastDay.toString();
    const named = deadlineOf(part);
    if (named && isOver(named)) wrong.push(`${part.kind}: ${named} has passed`);
    if (named && !text.includes(inWords(named))) wrong.push(`${part.kind}: does not name ${named}`);
    if (part.kind.startsWith('otp-') && !code) wrong.push(`${part.kind}: no code is live`);
    if ((part.kind === 'otp-arrived' || part.kind === 'otp-expiring') && part.useBy !== lastDay)
      wrong.push(`${part.kind}: says ${part.useBy}, but it is ${lastDay}`);
    if (part.kind === 'otp-arrived' && code?.receivedOn)
      wrong.push(`${part.kind}: it has come already`);
    if ((part.kind === 'otp-expiring' || part.kind === 'dspt-expiring') && named) {
      const left = today.until(Temporal.PlainDate.from(named), { largestUnit: 'days' }).days;
      if (part.daysLeft !== left) wrong.push(`${part.kind}: ${part.daysLeft} days, not ${left}`);
    }
    if (part.kind === 'reminder' && state.question?.endedAt !== null)
      wrong.push(`${part.kind}: has been answered`);
    if (state.optedOut) wrong.push(`${part.kind}: they want no letters`);
  }
  return wrong;
}

/** The day by which something still has to happen. */
function deadlineOf(part: LetterPart): string | null {
  switch (part.kind) {
    case 'otp-on-its-way':
      return part.arriveBy;
    case 'otp-arrived':
    case 'otp-expiring':
      return part.useBy;
    case 'activate':
      return part.inactiveOn;
    case 'dspt-expiring':
      return part.validTo;
    default:
      return null;
  }
}

/** Of each clock the letter that is the newest to have fallen due, if that is what is newest. */
function newestLetters(wanted: readonly Rung[], now: Temporal.Instant): Rung[] {
  const due = wanted.filter((r) => !r.onHold && Temporal.Instant.compare(r.sendAt, now) <= 0);
  return due.filter(
    (rung) =>
      rung.act === 'letter' &&
      !due.some(
        (r) =>
          r.clock === rung.clock &&
          r.anchorFact === rung.anchorFact &&
          Temporal.Instant.compare(r.dueAt, rung.dueAt) > 0,
      ),
  );
}

const usual = ['03:00', '07:30', '09:00', '09:03', '12:00', '15:00', '16:55', '17:20', '22:00'];

describe.each(plans)('after %s for %s', (fault, _, begin, end) => {
  let engine: Engine;
  let story: Story;
  let world: OutageWorld;
  /** Letters wanted as it ended, by case, with the moment mail could leave again. */
  let owed: { caseId: string; key: string }[];
  let back: Temporal.Instant;

  beforeAll(async () => {
    const begins = at(begin);
    const ends = at(end);
    engine = await testEngine(begins.subtract({ hours: 24 * 41 }).toString());
    const clocks = await engine.settings.policies.now(engine.db);
    story = new Story(engine, clocks);
    world = await buildOutageWorld(engine, begins);
    await story.live(begins.subtract({ hours: 30 }), begins, usual);
    // What was written as the worker died waits in the ledger.
    engine.clock.set(begin);
    await engine.due.drain();
    const middle = begins.add({
      milliseconds: Math.floor((ends.epochMilliseconds - begins.epochMilliseconds) / 2),
    });
    const days = begins.until(ends).total('hours') / 24;
    const hours = days > 4 ? ['04:00', '09:00', '13:00', '16:30'] : usual;
    const live = async (from: Temporal.Instant, to: Temporal.Instant): Promise<void> => {
      if (fault !== 'the worker is away') await story.live(from, to, hours);
    };
    const tell = async (moment: Temporal.Instant, news: readonly News[]): Promise<void> => {
      engine.clock.set(moment.toString());
      for (const { caseId, fact } of news) await engine.cases.record(caseId, fact, 'officer:test');
    };
    if (fault !== 'the worker is away') story.server.answer = () => answerOf[fault];
    await live(begins, middle);
    await tell(middle, world.news(middle));
    const late = days > 20 ? ends.subtract({ hours: 24 * 8 }) : middle;
    await live(middle, late);
    if (days > 20) await tell(late, world.lateNews(late));
    await live(late, ends);
    story.server.answer = () => ({ kind: 'sent', reply: 'ok' });

    const { calendar, policy } = clocks;
    const isOpen = isSendingMoment(ends, calendar, policy.sendingHours);
    back = ends;
    if (!isOpen) {
      const shown = london(ends);
      let day = shown.hour < 9 ? shown.toPlainDate() : shown.toPlainDate().add({ days: 1 });
      while (!calendar.isWorkingDay(day)) day = day.add({ days: 1 });
      back = day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '09:00' }).toInstant();
    }
    owed = [];
    for (const { id } of world.cases) {
      const state = await story.stateOf(id);
      if (state.optedOut) continue;
      for (const rung of newestLetters(wantedRungs(state, clocks), back))
        owed.push({ caseId: id, key: keyOf(rung) });
    }
    await story.work(ends);
    await story.live(ends, ends.add({ hours: 24 * 6 }), usual);
  }, 5 * minutes);
  afterAll(() => engine.close());

  const after = (): Left[] =>
    story.left.filter((l) => Temporal.Instant.compare(l.at.toInstant(), at(end)) >= 0);

  /** What was given up after 48 hours of trying, each with a task to tell them by phone. */
  async function toldByPhone(): Promise<Set<string>> {
    const rows = await engine.db.query<{ name: string }>(
      `SELECT concat_ws(' ', f.case_id, concat_ws('|', f.clock, f.anchor_fact, f.rung)) AS name
         FROM follow_up f JOIN letter_part p ON p.follow_up_id = f.id AND p.withdrawn_at IS NULL
         JOIN letter l ON l.id = p.letter_id AND l.status = 'refused' AND l.trouble = 'given-up'
         JOIN task t ON t.about = l.id AND t.kind = 'mail/given-up'`,
    );
    return new Set(rows.map(({ name }) => name));
  }

  it('gives each reader the newest letter that is still true, once', async () => {
    const rows = await engine.db.query<{ caseId: string; key: string; status: string; n: number }>(
      `SELECT f.case_id AS "caseId", concat_ws('|', f.clock, f.anchor_fact, f.rung) AS key,
              (array_agg(l.status ORDER BY l.planned_at DESC))[1] AS status,
              (count(*) FILTER (WHERE l.status = 'sent'))::int AS n
         FROM follow_up f JOIN letter_part p ON p.follow_up_id = f.id AND p.withdrawn_at IS NULL
         JOIN letter l ON l.id = p.letter_id
        GROUP BY 1, 2`,
    );
    expect(rows.filter(({ n }) => n > 1)).toEqual([]);
    const went = new Set(rows.filter(({ n }) => n === 1).map((r) => `${r.caseId} ${r.key}`));
    const told = await toldByPhone();
    const missing = owed.filter(
      ({ caseId, key }) => !went.has(`${caseId} ${key}`) && !told.has(`${caseId} ${key}`),
    );
    expect(missing).toEqual([]);
    if (fault !== 'the mail server refuses connections') expect([...told]).toEqual([]);
    expect(owed.length).toBeGreaterThan(3);
  });

  it('says nothing that does not hold on the day it leaves', () => {
    const wrong = story.left.flatMap((l) =>
      staleIn(l, story.clocks).map((what) => `${l.at.toString()} ${l.subject} ${what}`),
    );
    expect(wrong).toEqual([]);
    expect(after().length).toBeGreaterThan(0);
  });

  it('sends nothing out of hours, and at most one routine letter an address a day', async () => {
    const { calendar, policy } = story.clocks;
    const odd = story.left.filter(
      (l) => !isSendingMoment(l.at.toInstant(), calendar, policy.sendingHours),
    );
    expect(odd.map((l) => l.at.toString())).toEqual([]);
    const twice = await engine.db.query(
      `SELECT address_key, day, count(*) FROM letter WHERE routine AND status = 'sent'
        GROUP BY 1, 2 HAVING count(*) > 1`,
    );
    expect(twice).toEqual([]);
    expect(new Set(story.left.map((l) => l.messageId)).size).toBe(story.left.length);
  });

  it('keeps the pace', () => {
    const sent = story.left.map((l) => l.at.epochMilliseconds);
    const most = sent.map((from) => sent.filter((t) => t >= from && t < from + minutes).length);
    expect(Math.max(...most)).toBeLessThanOrEqual(pace);
  });

  it('records what ended at the moment it ended', async () => {
    for (const { id } of world.cases) {
      const facts = await factsOfCase(engine.db, engine.sealer, id);
      const ended = facts.filter((f) => f.details.outcome === 'recorded');
      const wanted = await engine.db.query<{ rung: string; due: string; status: string }>(
        `SELECT rung, due_at AS due, status FROM follow_up
          WHERE case_id = $1 AND act = 'record' AND status = 'done'`,
        [id],
      );
      const fired = ended.map((f) => `${f.details.rung} ${f.at && at(f.at).toString()}`).sort();
      expect(fired).toEqual(wanted.map((w) => `${w.rung} ${at(w.due).toString()}`).sort());
    }
  });

  it('lists what was left out, each with its reason', async () => {
    const now = engine.clock.now();
    const listed = await readLeftOut(engine.db, now, 500, everyCase);
    const [count] = await engine.db.query<{ parts: number; rungs: number; silent: number }>(
      `SELECT (SELECT count(*)::int FROM letter_part WHERE withdrawn_at > $1) AS parts,
              (SELECT count(*)::int FROM follow_up WHERE status = 'superseded' AND act = 'letter'
                  AND settled_at > $1 AND settled_at >= send_at) AS rungs,
              (SELECT count(*)::int FROM letter_part
                WHERE withdrawn_at IS NOT NULL AND withdraw_reason IS NULL) AS silent`,
      [now.subtract({ hours: 24 * 14 }).toString()],
    );
    expect(listed).toHaveLength((count?.parts ?? 0) + (count?.rungs ?? 0));
    expect(count?.silent).toBe(0);
    expect(listed.filter(({ reason }) => !reason)).toEqual([]);
  });

  it('leaves nothing for the night audit to find', async () => {
    expect((await engine.audit.audit()).drift).toEqual([]);
    expect(engine.troubles).toEqual([]);
  });
});
