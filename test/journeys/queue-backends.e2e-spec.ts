import { CasesService } from '@app/cases';
import { Bells } from '@app/follow-ups';
import { Database, Queues, type RunningConfig, ShiftedClock } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { createWorker } from '../../apps/worker/src/create-worker';
import { SweepJob } from '../../apps/worker/src/jobs/sweep.job';
import { buildOfficer, buildSite } from '../builders/register';
import { type TestDatabase, testDatabase } from '../harness/database';
import { describeWithRedis } from '../harness/redis';
import { testConfig } from '../harness/running-config';
import { eventually } from '../harness/eventually';

/** Wednesday 25 November 2026, one and a half seconds before nine. */
const beforeNine = Temporal.Instant.from('2026-11-25T08:59:58.5Z');

interface Backend {
  redisUrl: string | undefined;
  /** Throws away everything the queue holds. */
  empty(databaseUrl: string): Promise<void>;
}

function sameOnEveryBackend(backend: () => Backend): void {
  let database: TestDatabase;
  let db: Database;
  let officerId: string;
  let config: RunningConfig;
  const running: INestApplicationContext[] = [];

  beforeEach(async () => {
    database = await testDatabase();
    db = new Database(database.url, { max: 4 });
    officerId = await buildOfficer(db);
    config = testConfig(database.url, { redisUrl: backend().redisUrl });
    await backend().empty(database.url);
  });
  afterEach(async () => {
    for (const app of running.splice(0)) await app.close();
    await db.close();
    await database.drop();
  });

  async function worker(clock: ShiftedClock): Promise<INestApplicationContext> {
    const app = await createWorker(config, clock);
    running.push(app);
    return app;
  }

  async function caseWithPasscode(cases: CasesService, requestedOn: string): Promise<string> {
    const { locationId } = await buildSite(db);
    const { id } = await cases.open({ locationId, officerId, on: requestedOn }, 'officer:test');
    await cases.record(
      id,
      { type: 'otp-requested', on: requestedOn, channel: 'post' },
      'officer:test',
    );
    return id;
  }

  const letters = async (kind: string) =>
    db.query<{ status: string; case_id: string }>(
      `SELECT p.case_id, l.status FROM letter l JOIN letter_part p ON p.letter_id = l.id
        WHERE p.kind = $1`,
      [kind],
    );

  it('rings at the due moment and sends the letter', async () => {
    const app = await worker(new ShiftedClock(beforeNine));
    await caseWithPasscode(app.get(CasesService), '2026-11-20');
    expect(await letters('otp-on-its-way')).toEqual([]);
    await eventually(async () =>
      expect(await letters('otp-on-its-way')).toMatchObject([{ status: 'sent' }]),
    );
  });

  it('rings at once for what was due when its fact was recorded', async () => {
    const app = await worker(new ShiftedClock(beforeNine.add({ hours: 1 })));
    await caseWithPasscode(app.get(CasesService), '2026-11-19');
    await eventually(async () =>
      expect(await letters('otp-on-its-way')).toMatchObject([{ status: 'sent' }]),
    );
  });

  it('waits for a bell set by a machine whose clock is ahead', async () => {
    const now = beforeNine.add({ hours: 1 });
    const ahead = await worker(new ShiftedClock(now.add({ seconds: 2 })));
    const cases = ahead.get(CasesService);
    await ahead.get(Queues).closeWorkers();
    await worker(new ShiftedClock(now));
    await caseWithPasscode(cases, '2026-11-19');
    await eventually(async () =>
      expect(await letters('otp-on-its-way')).toMatchObject([{ status: 'sent' }]),
    );
  });

  it('sets one bell for many follow-ups, and two workers share what is behind it', async () => {
    const early = await worker(new ShiftedClock(beforeNine.subtract({ hours: 2 })));
    const cases = early.get(CasesService);
    await Promise.all(Array.from({ length: 40 }, () => caseWithPasscode(cases, '2026-11-20')));
    const queue = early.get(Queues).queue('bells');
    expect(await queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
    const nine = new ShiftedClock(beforeNine.add({ minutes: 1 }));
    await Promise.all([worker(nine), worker(nine)]);
    await eventually(async () => expect(await letters('otp-on-its-way')).toHaveLength(40), 15_000);
    const perCase = new Set((await letters('otp-on-its-way')).map((l) => l.case_id));
    expect(perCase.size).toBe(40);
  });

  it('is set twice, rings once', async () => {
    const app = await worker(new ShiftedClock(beforeNine.subtract({ hours: 2 })));
    await caseWithPasscode(app.get(CasesService), '2026-11-20');
    const bells = app.get(Bells);
    await bells.setComing();
    await bells.setComing();
    const queue = app.get(Queues).queue('bells');
    expect(await queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
  });

  it('is rebuilt by one sweep after the queue was emptied, and sends nothing twice', async () => {
    const app = await worker(new ShiftedClock(beforeNine.subtract({ seconds: 5 })));
    await caseWithPasscode(app.get(CasesService), '2026-11-20');
    await backend().empty(database.url);
    await app.get(SweepJob).run();
    await eventually(async () =>
      expect(await letters('otp-on-its-way')).toMatchObject([{ status: 'sent' }]),
    );
    await app.get(SweepJob).run();
    expect(await letters('otp-on-its-way')).toHaveLength(1);
  });

  it('is rebuilt by itself within a minute after the queue was emptied', async () => {
    const app = await worker(new ShiftedClock(beforeNine.subtract({ hours: 2 })));
    await caseWithPasscode(app.get(CasesService), '2026-11-20');
    const queue = app.get(Queues).queue('bells');
    await backend().empty(database.url);
    expect(await queue.getJobCounts('delayed')).toEqual({ delayed: 0 });
    await eventually(
      async () => expect(await queue.getJobCounts('delayed')).toEqual({ delayed: 1 }),
      60_000,
    );
    expect(await letters('otp-on-its-way')).toEqual([]);
  }, 90_000);

  it('sends what fell due while no worker ran, as soon as one starts', async () => {
    const early = await worker(new ShiftedClock(beforeNine.subtract({ hours: 20 })));
    await caseWithPasscode(early.get(CasesService), '2026-11-20');
    await early.close();
    running.splice(0);
    await worker(new ShiftedClock(beforeNine.add({ hours: 1 })));
    await eventually(async () =>
      expect(await letters('otp-on-its-way')).toMatchObject([{ status: 'sent' }]),
    );
  });
}

describe('bells on PostgreSQL', () => {
  sameOnEveryBackend(() => ({
    redisUrl: undefined,
    async empty(databaseUrl) {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      const { rows } = await client.query<{ name: string }>(
        `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
          WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'
            AND tablename NOT LIKE '%version%'`,
      );
      await client.query(`TRUNCATE ${rows.map((r) => r.name).join(', ')}`);
      await client.end();
    },
  }));
});

describeWithRedis('bells on Redis', (redis) => {
  sameOnEveryBackend(() => ({
    redisUrl: redis().url,
    async empty() {
      const client = new Redis(redis().url);
      await client.flushall();
      await client.quit();
    },
  }));
});
