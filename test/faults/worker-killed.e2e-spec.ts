import type { Database, FaultPoint, RunningConfig } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../builders/register';
import { type Engine, engineOn } from '../harness/engine';
import { testDatabase } from '../harness/database';
import { eventually } from '../harness/eventually';
import { sized, tellFigure } from '../harness/full-size';
import { describeWithRedis } from '../harness/redis';
import { testConfig } from '../harness/running-config';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink';
import { startWorkerProcess, type WorkerProcess } from '../harness/worker-process';

/** Wednesday 25 November 2026, shortly after nine: the passcodes were asked for five days before. */
const start = Temporal.Instant.from('2026-11-25T09:05:00Z');
const requestedOn = '2026-11-20';

const points: readonly FaultPoint[] = [
  'before-claim',
  'after-claim',
  'after-smtp',
  'after-commit',
  'sweep',
];
/** On each of the two queues. */
const rounds = sized(3, 40);
/** One process after another is started, on machines that may be busy. */
const timeoutMs = sized(180_000, 900_000);
const casesEachRound = 4;
/** Between rounds the clock moves on by more than a lease lasts. */
const minutesEachRound = 10;

interface LedgerRow {
  id: string;
  message_id: string;
  status: string;
}

/**
 * Workers in a row die at the named point, each in the middle of four new letters and whatever the
 * one before left behind; the last lives. Then every letter is accounted for by what the mail
 * server received.
 */
function everyPointIsSurvived(redisUrl: () => string | undefined): void {
  let engine: Engine;
  let sink: SmtpSink;
  let officerId: string;
  let config: RunningConfig;
  let worker: WorkerProcess | undefined;

  beforeEach(async () => {
    const database = await testDatabase();
    engine = engineOn(database, start.toString());
    sink = await startSmtpSink();
    officerId = await buildOfficer(engine.db);
    config = testConfig(database.url, { redisUrl: redisUrl(), smtpUrl: sink.url });
  });
  afterEach(async () => {
    await worker?.kill();
    await sink.stop();
    await engine.close();
  });

  /** Each home has a reader of its own, who has had no letter today. */
  async function dueCases(round: number): Promise<void> {
    for (let i = 0; i < casesEachRound; i++) {
      const { locationId } = await buildSite(engine.db, {
        sealer: engine.sealer,
        contact: { name: null, email: `manager-${round}-${i}@home.example` },
      });
      const opened = { locationId, officerId, on: requestedOn };
      const { id } = await engine.cases.open(opened, 'officer:test');
      const fact = { type: 'otp-requested', on: requestedOn, channel: 'post' };
      await engine.cases.record(id, fact, 'officer:test');
    }
  }

  it.each(points)(
    `killed ${rounds} times at "%s", loses nothing and sends nothing twice silently`,
    async (point) => {
      for (let round = 0; round < rounds; round++) {
        const now = start.add({ minutes: round * minutesEachRound });
        engine.clock.set(now);
        await dueCases(round);
        // Not always at the first letter: somewhere in the batch.
        const count = point === 'after-smtp' ? 1 + (round % casesEachRound) : 1;
        worker = startWorkerProcess({
          ...config,
          startAt: now.toString(),
          fault: `${point}:kill:${count}`,
        });
        expect(await worker.ended).toBe('SIGKILL');
      }
      const last = start.add({ minutes: rounds * minutesEachRound });
      worker = startWorkerProcess({ ...config, startAt: last.toString() });
      await eventually(() => expectSettled(engine.db), 60_000);
      await expectAccountedFor(engine.db, sink, rounds * casesEachRound, point);
    },
    timeoutMs,
  );
}

async function expectSettled(db: Database): Promise<void> {
  const [open] = await db.query(
    `SELECT (SELECT count(*) FROM follow_up
              WHERE status = 'waiting' AND ring_at <= $1)::int AS due,
            (SELECT count(*) FROM letter
              WHERE status IN ('planned', 'claimed', 'deferred'))::int AS unsent`,
    [start.toString()],
  );
  expect(open).toEqual({ due: 0, unsent: 0 });
}

async function expectAccountedFor(
  db: Database,
  sink: SmtpSink,
  cases: number,
  point: FaultPoint,
): Promise<void> {
  const ledger = await db.query<LedgerRow>('SELECT id, message_id, status FROM letter');
  expect(ledger).toHaveLength(cases);
  const silent = ledger.filter((l) => l.status === 'sent' && sink.copies(l.message_id) !== 1);
  const twice = ledger.filter((l) => sink.copies(l.message_id) > 1);
  const hidden = ledger.filter((l) => l.status !== 'unknown' && sink.copies(l.message_id) === 0);
  const failures = silent.length + twice.length + hidden.length;
  tellFigure({ name: `letters of workers killed at ${point}`, n: cases, failures });
  expect({ silent, twice, hidden }).toEqual({ silent: [], twice: [], hidden: [] });
  const unknown = ledger.filter((l) => l.status === 'unknown');
  // A worker that died with letters in its hands leaves them unknown; one that died before or after
  // leaves none.
  if (point === 'after-claim' || point === 'after-smtp')
    expect(unknown.length).toBeGreaterThanOrEqual(rounds);
  else if (point !== 'after-commit') expect(unknown).toEqual([]);
}

describe('a worker killed with -9, bells on PostgreSQL', () => {
  everyPointIsSurvived(() => undefined);
});

describeWithRedis('a worker killed with -9, bells on Redis', (redis) => {
  everyPointIsSurvived(() => redis().url);
});
