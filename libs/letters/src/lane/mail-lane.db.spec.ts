import {
  Database,
  MailTransport,
  Sealer,
  type SendOutcome,
  SettableClock,
  SmtpTransport,
  TrayTransport,
} from '@app/platform';
import { londonDay } from '@app/domain';
import { Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { buildBareCase, newLetter } from '../../../../test/builders/letters';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { type Behaviour, type SmtpSink, startSmtpSink } from '../../../../test/harness/smtp-sink';
import type { NewLetter } from '../ledger/new-letter';
import { resolveUnknown } from '../ledger/resolve-unknown';
import { planLetters } from '../ledger/plan-letters';
import { withdrawLetters } from '../ledger/withdraw-letters';
import { LetterBook } from '../reading/letter-book';
import { MailLane } from './mail-lane';

// Real: PostgreSQL, the SMTP server, nodemailer. Set by hand: the clock.

const from = { name: 'Caseload', address: 'caseload@example.org' };
const timeouts = { connect: 3000, greeting: 1000, silence: 1000, letter: 5000 };
const morning = '2026-12-24T09:00:00Z';
const nothing = { sent: 0, deferred: 0, refused: 0, unknown: 0, halt: 0 };

let test: TestDatabase;
let db: Database;
let sink: SmtpSink;
let caseId: string;
const sealer = new Sealer('a field key for tests, long enough to pass');
const clock = new SettableClock(morning);
const lanes: MailLane[] = [];

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  jest.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);
  test = await testDatabase();
  db = new Database(test.url);
  caseId = (await buildBareCase(db, { homeName: 'Oak House' })).id;
});
beforeEach(async () => {
  clock.set(morning);
  await db.query('DELETE FROM letter');
  await db.query('DELETE FROM mail_halt');
  sink = await startSmtpSink();
});
afterEach(async () => {
  await Promise.all(lanes.splice(0).map((lane) => lane.stop()));
  await sink.stop();
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

function newLane(transport: MailTransport = new SmtpTransport(sink.url, from, timeouts)): MailLane {
  const lane = new MailLane(db, clock, sealer, transport);
  lanes.push(lane);
  return lane;
}

async function plan(...letters: NewLetter[]): Promise<NewLetter> {
  await planLetters(db, sealer, letters, 'example.org');
  return letters[0] as NewLetter;
}

const planned = (count: number): NewLetter[] =>
  Array.from({ length: count }, () => newLetter(caseId));

async function stored(letter: NewLetter) {
  const [row] = await db.query<{
    status: string;
    reply: string | null;
    attempts: number;
    next: string;
    settled: string | null;
  }>(
    `SELECT status, server_reply AS reply, attempts, next_attempt_at AS next, settled_at AS settled
       FROM letter WHERE id = $1`,
    [letter.id],
  );
  return row;
}

const statuses = () =>
  db.query('SELECT status, count(*)::int AS letters FROM letter GROUP BY status ORDER BY status');

/** A letter that has not gone on its day is asked and written again before it may go. */
const askedAgain = () =>
  db.query("UPDATE letter SET day = $1 WHERE status IN ('planned', 'deferred')", [
    londonDay(clock.now()).toString(),
  ]);

const messageId = (letter: NewLetter): string => `<${letter.id}@example.org>`;

const after = (start: string, duration: Temporal.DurationLike): string =>
  Temporal.Instant.from(start).add(duration).toString();

describe('a due letter', () => {
  it('is sent once, with its own Message-ID, to its recipient alone', async () => {
    const letter = await plan(newLetter(caseId));
    expect(await newLane().sendDue()).toEqual({ ...nothing, sent: 1 });
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]).toMatchObject({
      messageId: messageId(letter),
      to: ['manager@oakhouse.example'],
      from: 'caseload@example.org',
    });
    expect(sink.received[0]?.raw).toContain('Reply-To: Jo Reed <jo.reed@association.example>');
    expect(await stored(letter)).toMatchObject({
      status: 'sent',
      reply: '250 OK: queued as 1',
      attempts: 1,
      settled: morning,
    });
  });

  it('is not sent again by a second run, nor by another lane', async () => {
    const letter = await plan(newLetter(caseId));
    const lane = newLane();
    await lane.sendDue();
    expect(await lane.sendDue()).toEqual(nothing);
    expect(await newLane().sendDue()).toEqual(nothing);
    expect(sink.copies(messageId(letter))).toBe(1);
  });

  it('is written before it is sent: the claim is committed when the server sees it', async () => {
    const letter = await plan(newLetter(caseId));
    let seen: unknown;
    class Looking extends TrayTransport {
      override async send(): Promise<SendOutcome> {
        seen = (await stored(letter))?.status;
        return { kind: 'sent', reply: 'ok' };
      }
    }
    await newLane(new Looking()).sendDue();
    expect(seen).toBe('claimed');
  });

  it('waits for its moment', async () => {
    const letter = await plan(
      newLetter(caseId, { sendFrom: Temporal.Instant.from('2026-12-24T09:00:01Z') }),
    );
    const lane = newLane();
    expect(await lane.sendDue()).toEqual(nothing);
    clock.set('2026-12-24T09:00:01Z');
    expect(await lane.sendDue()).toEqual({ ...nothing, sent: 1 });
    expect(sink.copies(messageId(letter))).toBe(1);
  });

  it('waits for sending hours', async () => {
    const letter = await plan(newLetter(caseId));
    expect(await newLane().sendDue(() => false)).toEqual(nothing);
    expect(await stored(letter)).toMatchObject({ status: 'planned', attempts: 0 });
  });
});

describe('many due letters', () => {
  it('are each sent once by two lanes of two runs each', async () => {
    const letters = planned(450);
    await plan(...letters);
    const [one, two] = [newLane(), newLane()];
    const tallies = await Promise.all([one.sendDue(), two.sendDue(), one.sendDue(), two.sendDue()]);
    expect(tallies.reduce((sum, t) => sum + t.sent, 0)).toBe(450);
    expect(letters.map((l) => sink.copies(messageId(l))).filter((n) => n !== 1)).toEqual([]);
    expect(await statuses()).toEqual([{ status: 'sent', letters: 450 }]);
  });

  it('cost at most one statement, each its own transaction, for ten letters', async () => {
    await plan(...planned(300));
    const statements = jest.spyOn(db, 'query');
    await newLane(new TrayTransport()).sendDue();
    const count = statements.mock.calls.length;
    statements.mockRestore();
    expect(count).toBeLessThanOrEqual(30);
    expect(await statuses()).toEqual([{ status: 'sent', letters: 300 }]);
  });

  it('leave the longest waiting first', async () => {
    const letters = [3, 1, 2].map((minute) =>
      newLetter(caseId, { sendFrom: Temporal.Instant.from(`2026-12-24T08:0${minute}:00Z`) }),
    );
    await plan(...letters);
    const order: string[] = [];
    class Noting extends TrayTransport {
      override async send(message?: { messageId: string }): Promise<SendOutcome> {
        order.push(message?.messageId ?? '');
        return { kind: 'sent', reply: 'ok' };
      }
    }
    await newLane(new Noting()).sendDue();
    expect(order).toEqual(
      [letters[1], letters[2], letters[0]].map((l) => messageId(l as NewLetter)),
    );
  });

  it('are not held back by one that cannot be opened', async () => {
    const [bad, ...good] = planned(5) as [NewLetter, ...NewLetter[]];
    await plan(bad, ...good);
    await db.query('UPDATE letter SET sealed = $2 WHERE id = $1', [bad.id, Buffer.alloc(80, 1)]);
    expect(await newLane().sendDue()).toEqual({ ...nothing, sent: 4, deferred: 1 });
    expect(await stored(bad)).toMatchObject({
      status: 'deferred',
      reply: 'A stored value was sealed with another FIELD_KEY; put the old key back.',
    });
  });
});

/** What the server does, and how the letter stands after. */
const faults: [string, { greet?: Behaviour; letter?: Behaviour }, string, 0 | 1][] = [
  ['hangs before the banner', { greet: { do: 'hang', at: 'banner' } }, 'deferred', 0],
  ['drops before the banner', { greet: { do: 'drop', at: 'banner' } }, 'deferred', 0],
  ['says 421 in the banner', { greet: refusal('banner', 421) }, 'deferred', 0],
  ['says 451 to MAIL', { greet: refusal('mail', 451) }, 'deferred', 0],
  ['says 450 to RCPT', { letter: refusal('rcpt', 450) }, 'deferred', 0],
  ['says 550 to RCPT', { letter: refusal('rcpt', 550) }, 'refused', 0],
  ['says 552 to RCPT', { letter: refusal('rcpt', 552) }, 'refused', 0],
  ['says 451 to DATA', { letter: refusal('data', 451) }, 'deferred', 0],
  ['says 554 to DATA', { letter: refusal('data', 554) }, 'refused', 0],
  ['says 451 to the body', { letter: refusal('dot', 451) }, 'deferred', 0],
  ['says 554 to the body', { letter: refusal('dot', 554) }, 'refused', 0],
  ['hangs at RCPT', { letter: { do: 'hang', at: 'rcpt' } }, 'deferred', 0],
  ['drops at RCPT', { letter: { do: 'drop', at: 'rcpt' } }, 'deferred', 0],
  ['drops after the body', { letter: { do: 'drop', at: 'dot' } }, 'unknown', 1],
  ['hangs after the body', { letter: { do: 'hang', at: 'dot' } }, 'unknown', 1],
  ['says 250 after our time-out', { letter: { do: 'slow', ms: 1800 } }, 'unknown', 1],
  ['drops after 250', { letter: { do: 'drop', at: 'after-250' } }, 'sent', 1],
  ['takes its time', { letter: { do: 'slow', ms: 100 } }, 'sent', 1],
];

function refusal(at: Extract<Behaviour, { do: 'refuse' }>['at'], code: number): Behaviour {
  return { do: 'refuse', at, code, text: 'said the server' };
}

describe('when the server', () => {
  it.each(faults)('%s', async (_name, { greet, letter: how }, status, copies) => {
    const letter = await plan(newLetter(caseId));
    if (greet) sink.greet(greet);
    if (how) sink.behave(how);
    const lane = newLane();
    await lane.sendDue();
    expect(await stored(letter)).toMatchObject({ status, attempts: 1 });
    expect(sink.copies(messageId(letter))).toBe(copies);
    // Whatever happened: nothing goes by itself while the letter may have gone.
    sink.greet({ do: 'accept' });
    sink.behave({ do: 'accept' });
    clock.set(after(morning, { minutes: 5 }));
    await lane.sweepLeases();
    await lane.sendDue();
    expect(sink.copies(messageId(letter))).toBe(status === 'refused' ? 0 : 1);
  });

  it('treats recipients differently, each letter has its own outcome', async () => {
    const to = (address: string) => newLetter(caseId, { to: { name: null, address } });
    const letters = {
      good: to('good@home.example'),
      grey: to('grey@home.example'),
      gone: to('gone@home.example'),
      odd: to('odd@home.example'),
    };
    await plan(...Object.values(letters));
    sink.behave((address) =>
      address.startsWith('grey')
        ? refusal('rcpt', 450)
        : address.startsWith('gone')
          ? refusal('rcpt', 550)
          : address.startsWith('odd')
            ? { do: 'drop', at: 'dot' }
            : { do: 'accept' },
    );
    expect(await newLane().sendDue()).toEqual({
      sent: 1,
      deferred: 1,
      refused: 1,
      unknown: 1,
      halt: 0,
    });
    expect((await stored(letters.gone))?.reply).toBe(
      'The mail server does not accept letters for this address: "550 said the server".',
    );
  });
});

describe('a letter that is put off', () => {
  it('is tried after 5, 15, 30 and 60 minutes and then hourly, and given up after 48 hours', async () => {
    const letter = await plan(newLetter(caseId));
    sink.behave(refusal('rcpt', 450));
    const lane = newLane();
    const pauses: number[] = [];
    for (let hours = 0; hours < 60; hours++) {
      await askedAgain();
      await lane.sendDue();
      const row = await stored(letter);
      if (row?.status !== 'deferred') break;
      const now = clock.now();
      const next = Temporal.Instant.from(row.next);
      pauses.push(now.until(next).total('minutes'));
      clock.set(next.subtract({ seconds: 1 }));
      expect(await lane.sendDue()).toEqual(nothing);
      clock.set(next);
    }
    expect(pauses.slice(0, 6)).toEqual([5, 15, 30, 60, 60, 60]);
    expect(new Set(pauses.slice(3))).toEqual(new Set([60]));
    const row = await stored(letter);
    expect(row).toMatchObject({ status: 'refused', attempts: pauses.length + 1 });
    expect(row?.reply).toMatch(
      /try again later: "450 said the server"\. Tried 52 times in 48 hours/,
    );
    expect(row?.settled).toBe(after(morning, { hours: 48, minutes: 50 }));
  });

  it('is not given up over a weekend without attempts', async () => {
    const letter = await plan(newLetter(caseId));
    sink.behave(refusal('rcpt', 450));
    const lane = newLane();
    await lane.sendDue();
    clock.set(after(morning, { hours: 96 }));
    await askedAgain();
    await lane.sendDue();
    expect(await stored(letter)).toMatchObject({ status: 'deferred', attempts: 2 });
  });

  it('is sent by a later attempt with the same Message-ID', async () => {
    const letter = await plan(newLetter(caseId));
    sink.behave(refusal('dot', 451));
    const lane = newLane();
    await lane.sendDue();
    sink.behave({ do: 'accept' });
    clock.set(after(morning, { minutes: 5 }));
    await lane.sendDue();
    expect(await stored(letter)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(sink.copies(messageId(letter))).toBe(1);
  });
});

describe('trouble between us and the server', () => {
  it('halts all mail, burns no attempt, and mail goes out once it is over', async () => {
    const letters = planned(30);
    await plan(...letters);
    sink.greet(refusal('mail', 553));
    const lane = newLane();
    const tally = await lane.sendDue();
    expect(tally).toEqual({ ...nothing, halt: 30 });
    expect(await lane.circuit()).toEqual({
      open: true,
      reason: 'The mail server refuses our sender address: "553 said the server". Check MAIL_FROM.',
      since: morning,
      retryAt: after(morning, { seconds: 60 }),
    });
    const rows = await db.query('SELECT DISTINCT status, attempts, tried_since FROM letter');
    expect(rows).toEqual([{ status: 'planned', attempts: 0, tried_since: null }]);
    const book = new LetterBook(db, sealer);
    expect(await book.halted()).toEqual({
      reason: 'The mail server refuses our sender address: "553 said the server". Check MAIL_FROM.',
      since: morning,
      retryAt: after(morning, { seconds: 60 }),
      waiting: 30,
    });

    sink.greet({ do: 'accept' });
    clock.set(after(morning, { seconds: 59 }));
    expect(await lane.sendDue()).toEqual(nothing);
    clock.set(after(morning, { seconds: 60 }));
    expect(await lane.sendDue()).toEqual({ ...nothing, sent: 30 });
    expect(await lane.circuit()).toEqual({ open: false });
    expect(await book.halted()).toBeNull();
    expect(letters.every((l) => sink.copies(messageId(l)) === 1)).toBe(true);
  });

  it('tries one letter after each pause, and the pauses grow to a quarter of an hour', async () => {
    await plan(...planned(20));
    sink.greet(refusal('banner', 554));
    const lane = newLane();
    const pauses: number[] = [];
    await lane.sendDue();
    for (let n = 0; n < 6; n++) {
      const state = await lane.circuit();
      if (!state.open) break;
      pauses.push(clock.now().until(state.retryAt).total('seconds'));
      clock.set(state.retryAt);
      expect(await lane.sendDue()).toEqual({ ...nothing, halt: 1 });
    }
    expect(pauses).toEqual([60, 120, 240, 480, 900, 900]);
  });

  it('keeps the attempts a letter had made before', async () => {
    const letter = await plan(newLetter(caseId));
    sink.behave(refusal('rcpt', 450));
    const lane = newLane();
    await lane.sendDue();
    sink.greet(refusal('mail', 553));
    clock.set(after(morning, { minutes: 5 }));
    await lane.sendDue();
    expect(await stored(letter)).toMatchObject({ status: 'deferred', attempts: 1 });
  });

  it('is told from a wrong password too', async () => {
    const guarded = await startSmtpSink({ auth: { user: 'caseload', pass: 'right' } });
    const letter = await plan(newLetter(caseId));
    const url = guarded.url.replace('right', 'wrong');
    const lane = newLane(new SmtpTransport(url, from, timeouts));
    await lane.sendDue();
    expect(await lane.circuit()).toMatchObject({ open: true });
    expect(await stored(letter)).toMatchObject({ status: 'planned', attempts: 0 });
    await guarded.stop();
  });
});

describe('a worker that dies with letters in hand', () => {
  /** Claimed by a worker of which nothing more is heard. */
  async function orphan(): Promise<NewLetter> {
    const letter = await plan(newLetter(caseId));
    await db.query(
      `UPDATE letter SET status = 'claimed', claimed_by = 'dead', lease_until = $2, attempts = 1,
              tried_since = $3 WHERE id = $1`,
      [letter.id, after(morning, { seconds: 15 }), morning],
    );
    return letter;
  }

  it('leaves them unknown once its lease has ended, and nobody sends them again', async () => {
    const letter = await orphan();
    const lane = newLane();
    expect(await lane.sweepLeases()).toBe(0);
    clock.set(after(morning, { seconds: 16 }));
    expect(await lane.sweepLeases()).toBe(1);
    expect(await lane.sweepLeases()).toBe(0);
    expect(await stored(letter)).toMatchObject({
      status: 'unknown',
      reply:
        'The program stopped while it was sending this letter. It may or may not have arrived.',
    });
    expect(await lane.sendDue()).toEqual(nothing);
    expect(sink.received).toEqual([]);
  });

  it('lets a person confirm that the letter arrived', async () => {
    const letter = await orphan();
    const lane = newLane();
    clock.set(after(morning, { minutes: 1 }));
    await lane.sweepLeases();
    await resolveUnknown(db, letter.id, 'arrived', 'Jo Reed', clock.now());
    expect(await stored(letter)).toMatchObject({ status: 'sent', reply: 'confirmed by Jo Reed' });
    expect(await lane.sendDue()).toEqual(nothing);
  });

  it('lets a person have it sent again, with the same Message-ID', async () => {
    const letter = await orphan();
    const lane = newLane();
    clock.set(after(morning, { minutes: 1 }));
    await lane.sweepLeases();
    await resolveUnknown(db, letter.id, 'send-again', 'Jo Reed', clock.now());
    expect(await lane.sendDue()).toEqual({ ...nothing, sent: 1 });
    expect(await stored(letter)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(sink.received.map((m) => m.messageId)).toEqual([messageId(letter)]);
  });

  it('asks only once: a second decision is a conflict', async () => {
    const letter = await orphan();
    const lane = newLane();
    clock.set(after(morning, { minutes: 1 }));
    await lane.sweepLeases();
    const decisions = await Promise.allSettled([
      resolveUnknown(db, letter.id, 'arrived', 'Jo Reed', clock.now()),
      resolveUnknown(db, letter.id, 'send-again', 'Alex Officer', clock.now()),
    ]);
    expect(decisions.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(
      resolveUnknown(db, letter.id, 'arrived', 'Jo Reed', clock.now()),
    ).rejects.toMatchObject({
      code: 'letter-not-unknown',
    });
    for (const id of ['no-uuid', '018f3c5e-0000-7000-8000-000000000001'])
      await expect(resolveUnknown(db, id, 'arrived', 'Jo Reed', clock.now())).rejects.toMatchObject(
        {
          code: 'no-such-letter',
        },
      );
  });

  it('does not send again what is no longer wanted', async () => {
    const letter = await orphan();
    const lane = newLane();
    clock.set(after(morning, { minutes: 1 }));
    await lane.sweepLeases();
    await withdrawLetters(db, [letter.id], 'the passcode was used', clock.now());
    await expect(
      resolveUnknown(db, letter.id, 'send-again', 'Jo Reed', clock.now()),
    ).rejects.toMatchObject({
      code: 'letter-no-longer-wanted',
      message: 'This letter is not sent again, because the passcode was used.',
    });
  });

  it('lets go what is no longer wanted and did not come, and nothing else', async () => {
    const letter = await orphan();
    const lane = newLane();
    clock.set(after(morning, { minutes: 1 }));
    await lane.sweepLeases();
    const letGo = () => resolveUnknown(db, letter.id, 'not-arrived', 'Jo Reed', clock.now());
    await expect(letGo()).rejects.toMatchObject({ code: 'letter-still-wanted' });
    expect(await stored(letter)).toMatchObject({ status: 'unknown' });
    await withdrawLetters(db, [letter.id], 'the passcode was used', clock.now());
    await letGo();
    expect(await stored(letter)).toMatchObject({
      status: 'withdrawn',
      reply: 'the passcode was used',
    });
    await expect(letGo()).rejects.toMatchObject({ code: 'letter-not-unknown' });
  });
});

describe('a worker that was only slow', () => {
  /** A server in our hands: each letter waits until the test answers. */
  class Held extends MailTransport {
    readonly kind = 'smtp';
    readonly asked: string[] = [];
    private readonly answers: (() => void)[] = [];
    send(message: { messageId: string }): Promise<SendOutcome> {
      this.asked.push(message.messageId);
      return new Promise((resolve) =>
        this.answers.push(() => resolve({ kind: 'sent', reply: '250 at last' })),
      );
    }
    answer(): void {
      for (const give of this.answers.splice(0)) give();
    }
    async close(): Promise<void> {}
    async untilAsked(count: number): Promise<void> {
      while (this.asked.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it('corrects what a sweep has marked unknown, and hands back what it has not begun', async () => {
    const letters = planned(10);
    await plan(...letters);
    const server = new Held();
    const slow = newLane(server);
    const run = slow.sendDue();
    await server.untilAsked(6);
    clock.set(after(morning, { seconds: 16 }));
    expect(await newLane().sweepLeases()).toBe(10);
    server.answer();
    // The lease has ended, so the other four are not begun under it; they are claimed anew.
    await server.untilAsked(10);
    server.answer();
    expect(await run).toEqual({ ...nothing, sent: 10, halt: 4 });
    expect(new Set(server.asked).size).toBe(10);
    expect(await statuses()).toEqual([{ status: 'sent', letters: 10 }]);
  });

  it('does not undo what a person decided meanwhile', async () => {
    const letter = await plan(newLetter(caseId));
    const server = new Held();
    const run = newLane(server).sendDue();
    await server.untilAsked(1);
    clock.set(after(morning, { seconds: 16 }));
    const other = newLane();
    await other.sweepLeases();
    await resolveUnknown(db, letter.id, 'arrived', 'Jo Reed', clock.now());
    server.answer();
    await run;
    expect(await stored(letter)).toMatchObject({ status: 'sent', reply: 'confirmed by Jo Reed' });
  });

  it('keeps its claims while it works', async () => {
    const letter = await plan(newLetter(caseId));
    const server = new Held();
    const ticks: (() => void)[] = [];
    const interval = jest.spyOn(global, 'setInterval').mockImplementation(((tick: () => void) => {
      ticks.push(tick);
      return setTimeout(() => undefined, 0);
    }) as never);
    const run = newLane(server).sendDue();
    await server.untilAsked(1);
    interval.mockRestore();
    for (const second of [10, 20, 30, 40]) {
      clock.set(after(morning, { seconds: second }));
      for (const tick of ticks) tick();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await newLane().sweepLeases()).toBe(0);
    }
    server.answer();
    await run;
    expect(await stored(letter)).toMatchObject({ status: 'sent', reply: '250 at last' });
  });

  it('finishes what is under way when it is told to stop, and hands back the rest', async () => {
    await plan(...planned(20));
    const server = new Held();
    const lane = newLane(server);
    const run = lane.sendDue();
    await server.untilAsked(6);
    const stopped = lane.stop();
    server.answer();
    await stopped;
    expect(await run).toEqual({ ...nothing, sent: 6, halt: 14 });
    expect(await statuses()).toEqual([
      { status: 'planned', letters: 14 },
      { status: 'sent', letters: 6 },
    ]);
    expect(await lane.sendDue()).toEqual(nothing);
  });
});

describe('a database that goes away after the server’s 250', () => {
  class Faltering extends Database {
    failures = 2;
    override query<Row>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]> {
      if (name === 'save-letter-settlements' && this.failures-- > 0)
        return Promise.reject(new Error('terminating connection'));
      return super.query<Row>(text, values, name);
    }
  }

  it('does not lose the 250: it is saved when the database is back', async () => {
    const letter = await plan(newLetter(caseId));
    const faltering = new Faltering(test.url);
    const lane = new MailLane(
      faltering,
      clock,
      sealer,
      new SmtpTransport(sink.url, from, timeouts),
    );
    expect(await lane.sendDue()).toEqual({ ...nothing, sent: 1 });
    expect(await stored(letter)).toMatchObject({ status: 'sent' });
    expect(sink.copies(messageId(letter))).toBe(1);
    await lane.stop();
    await faltering.close();
  });
});

describe('withdrawing', () => {
  it('stops what waits and leaves alone what has gone', async () => {
    const [waiting, put, gone] = planned(3) as [NewLetter, NewLetter, NewLetter];
    const lane = newLane();
    await plan(put);
    sink.behave(refusal('rcpt', 450));
    await lane.sendDue();
    sink.behave({ do: 'accept' });
    await plan(gone);
    await lane.sendDue();
    await plan(waiting);
    const ids = [waiting.id, put.id, gone.id];
    await withdrawLetters(db, ids, 'the passcode was used', clock.now());
    expect(await stored(waiting)).toMatchObject({
      status: 'withdrawn',
      reply: 'the passcode was used',
      settled: morning,
    });
    expect(await stored(put)).toMatchObject({ status: 'withdrawn' });
    expect(await stored(gone)).toMatchObject({ status: 'sent' });
    clock.set(after(morning, { hours: 2 }));
    expect(await lane.sendDue()).toEqual(nothing);
  });

  it('catches a letter in hand when its server puts it off', async () => {
    const letter = await plan(newLetter(caseId));
    class Withdrawing extends TrayTransport {
      override async send(): Promise<SendOutcome> {
        await withdrawLetters(db, [letter.id], 'the passcode was used', clock.now());
        return { kind: 'deferred', reason: 'later' };
      }
    }
    await newLane(new Withdrawing()).sendDue();
    expect(await stored(letter)).toMatchObject({
      status: 'withdrawn',
      reply: 'the passcode was used',
    });
  });
});

describe('without an address', () => {
  const nameless = () => newLetter(caseId, { to: { name: null, address: null } });

  it('the mail server gets nothing and the officer is told why', async () => {
    const letter = await plan(nameless());
    expect(await newLane().sendDue()).toEqual({ ...nothing, refused: 1 });
    expect((await stored(letter))?.reply).toMatch(/^No email address is recorded for this home/);
    expect(sink.received).toEqual([]);
  });

  it('the mail tray keeps it, addressed to the manager of the home', async () => {
    const letter = await plan(nameless());
    expect(await newLane(new TrayTransport()).sendDue()).toEqual({ ...nothing, sent: 1 });
    expect(await stored(letter)).toMatchObject({ status: 'sent', reply: 'kept in the mail tray' });
    const opened = await new LetterBook(db, sealer).get(letter.id);
    expect(opened.to).toEqual({ name: 'The manager, Oak House', address: null });
    expect(sink.received).toEqual([]);
  });
});

describe('hostile names', () => {
  it('reach the server as one recipient and no extra header', async () => {
    const evil = 'Sam\r\nBcc: spy@evil.example\r\n\r\n<b>';
    await plan(
      newLetter(caseId, {
        to: { name: evil, address: 'manager@oakhouse.example' },
        replyTo: { name: evil, address: 'jo.reed@association.example' },
        subject: evil,
      }),
      newLetter(caseId, {
        to: { name: 'Sam', address: 'a@home.example>\r\nRCPT TO:<spy@evil.example' },
      }),
    );
    expect(await newLane().sendDue()).toEqual({ ...nothing, sent: 1, refused: 1 });
    expect(sink.received.map((m) => m.to)).toEqual([['manager@oakhouse.example']]);
    expect(sink.received[0]?.raw).not.toMatch(/^Bcc:/im);
  });
});
