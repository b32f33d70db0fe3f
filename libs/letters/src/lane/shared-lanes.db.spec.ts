import { Database, Sealer, SettableClock, SmtpTransport } from '@app/platform';
import { Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { buildBareCase, newLetter } from '../../../../test/builders/letters';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { type SmtpSink, startSmtpSink } from '../../../../test/harness/smtp-sink';
import type { NewLetter } from '../ledger/new-letter';
import { planLetters } from '../ledger/plan-letters';
import { MailLane, type Tally } from './mail-lane';

// Several workers on one database: each lane here stands for a process of its own.

const from = { name: 'Caseload', address: 'caseload@example.org' };
const timeouts = { connect: 3000, greeting: 1000, silence: 1000, letter: 5000 };
const morning = Temporal.Instant.from('2026-12-24T09:00:00Z');

let test: TestDatabase;
let sink: SmtpSink;
let caseId: string;
const sealer = new Sealer('a field key for tests, long enough to pass');
const clock = new SettableClock(morning);
const databases: Database[] = [];
const lanes: MailLane[] = [];

beforeAll(async () => {
  for (const how of ['error', 'warn', 'log'] as const)
    jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
  test = await testDatabase();
  caseId = (await buildBareCase(open(), { homeName: 'Oak House' })).id;
});
beforeEach(async () => {
  clock.set(morning);
  const db = open();
  await db.query('DELETE FROM letter');
  await db.query('DELETE FROM mail_halt');
  await db.query("UPDATE mail_pace SET free_at = '2000-01-01T00:00:00Z'");
  sink = await startSmtpSink();
});
afterEach(async () => {
  await Promise.all(lanes.splice(0).map((lane) => lane.stop()));
  await sink.stop();
});
afterAll(async () => {
  await Promise.all(databases.map((db) => db.close()));
  await test.drop();
});

function open(): Database {
  const db = new Database(test.url, { max: 4 });
  databases.push(db);
  return db;
}

function worker(perMinute: number | null): MailLane {
  const transport = new SmtpTransport(sink.url, from, timeouts);
  const lane = new MailLane(open(), clock, sealer, transport, { perMinute });
  lanes.push(lane);
  return lane;
}

async function plan(count: number): Promise<NewLetter[]> {
  const letters = Array.from({ length: count }, (_, n) =>
    newLetter(caseId, { sendFrom: morning.subtract({ seconds: count - n }) }),
  );
  await planLetters(open(), sealer, letters, 'example.org');
  return letters;
}

const sum = (tallies: readonly Tally[]): number => tallies.reduce((all, t) => all + t.sent, 0);

describe('the pace limit', () => {
  it('holds over two workers that ask all the time, and over a restart', async () => {
    await plan(200);
    let workers = [worker(60), worker(60)];
    const left: number[] = [];
    for (let tick = 0; tick < 240; tick++) {
      clock.set(morning.add({ milliseconds: tick * 500 }));
      if (tick === 120) workers = [worker(60), worker(60)];
      const sent = sum(await Promise.all(workers.map((lane) => lane.sendDue())));
      left.push(sent);
    }
    const inAnyMinute = left.map((_, tick) => left.slice(tick, tick + 120));
    const most = Math.max(...inAnyMinute.map((m) => m.reduce((a, b) => a + b, 0)));
    expect(most).toBe(60);
    expect(sink.received).toHaveLength(120);
  }, 60_000);

  it('lets the oldest leave first, whoever takes them', async () => {
    const letters = await plan(12);
    const workers = [worker(60), worker(60)];
    for (let second = 0; second < 12; second++) {
      clock.set(morning.add({ seconds: second }));
      await Promise.all(workers.map((lane) => lane.sendDue()));
    }
    expect(sink.received.map((m) => m.messageId)).toEqual(
      letters.map((l) => `<${l.id}@example.org>`),
    );
  });

  it('says when to go on, and stands in nobody’s way when nothing waits', async () => {
    await plan(2);
    const lane = worker(60);
    expect(await lane.sendDue()).toMatchObject({ sent: 1 });
    expect(lane.pausedUntil()?.toString()).toBe(morning.add({ seconds: 1 }).toString());
    clock.set(morning.add({ seconds: 1 }));
    expect(await lane.sendDue()).toMatchObject({ sent: 1 });
    clock.set(morning.add({ seconds: 2 }));
    expect(await lane.sendDue()).toMatchObject({ sent: 0 });
    expect(lane.pausedUntil()).toBeNull();
  });

  it('costs no attempts: what may not leave yet is not taken', async () => {
    await plan(5);
    await worker(60).sendDue();
    const rows = await open().query(
      'SELECT status, attempts, count(*)::int AS n FROM letter GROUP BY 1, 2 ORDER BY 1',
    );
    expect(rows).toEqual([
      { status: 'planned', attempts: 0, n: 4 },
      { status: 'sent', attempts: 1, n: 1 },
    ]);
  });

  it('is none where none is set', async () => {
    await plan(300);
    expect(await worker(null).sendDue()).toMatchObject({ sent: 300 });
  });
});

describe('trouble that holds for all mail', () => {
  const refused = { do: 'refuse', at: 'mail', code: 553, text: 'not yours' } as const;

  it('met by one worker stops the other, and a third that starts later', async () => {
    await plan(30);
    sink.greet(refused);
    const [one, two] = [worker(null), worker(null)];
    await one.sendDue();
    const tries = sink.connections();
    await two.sendDue();
    await worker(null).sendDue();
    expect(sink.connections()).toBe(tries);
    expect(await two.circuit()).toMatchObject({ open: true, since: morning.toString() });
  });

  it('is tried by one letter of one worker after the pause', async () => {
    await plan(30);
    sink.greet(refused);
    const workers = [worker(null), worker(null), worker(null)];
    await workers[0]?.sendDue();
    clock.set(morning.add({ seconds: 60 }));
    const tallies = await Promise.all(workers.map((lane) => lane.sendDue()));
    expect(tallies.map((t) => t.halt).sort()).toEqual([0, 0, 1]);
    expect(await workers[1]?.circuit()).toMatchObject({
      since: morning.toString(),
      retryAt: morning.add({ seconds: 180 }).toString(),
    });
  });

  it('ends for all when that letter goes, and no attempt was burnt', async () => {
    await plan(30);
    sink.greet(refused);
    const workers = [worker(null), worker(null)];
    await workers[0]?.sendDue();
    sink.greet({ do: 'accept' });
    clock.set(morning.add({ seconds: 60 }));
    await workers[1]?.sendDue();
    expect(await workers[0]?.circuit()).toEqual({ open: false });
    const rows = await open().query('SELECT DISTINCT status, attempts FROM letter');
    expect(rows).toEqual([{ status: 'sent', attempts: 1 }]);
  });

  it('is not taken to be over because a letter without an address was looked at', async () => {
    await plan(3);
    sink.greet(refused);
    const lane = worker(null);
    await lane.sendDue();
    const nameless = newLetter(caseId, {
      to: { name: null, address: null },
      sendFrom: morning.subtract({ hours: 1 }),
    });
    await planLetters(open(), sealer, [nameless], 'example.org');
    clock.set(morning.add({ seconds: 60 }));
    expect(await lane.sendDue()).toMatchObject({ refused: 1, sent: 0 });
    expect(await lane.circuit()).toMatchObject({ open: true });
  });

  it('is tried again though the worker that tried was killed in the act', async () => {
    await plan(2);
    sink.greet(refused);
    const lane = worker(null);
    await lane.sendDue();
    // A worker takes the letter that is to be tried, and nothing more is heard of it.
    await open().query(
      "UPDATE letter SET status = 'claimed', claimed_by = 'dead', lease_until = $1 WHERE id = (SELECT id FROM letter ORDER BY next_attempt_at LIMIT 1)",
      [morning.add({ seconds: 75 }).toString()],
    );
    await open().query('UPDATE mail_halt SET retry_at = $1, pause_seconds = 120', [
      morning.add({ seconds: 180 }).toString(),
    ]);
    sink.greet({ do: 'accept' });
    clock.set(morning.add({ seconds: 180 }));
    await lane.sweepLeases();
    expect(await lane.sendDue()).toMatchObject({ sent: 1 });
    expect(await lane.circuit()).toEqual({ open: false });
  });
});
