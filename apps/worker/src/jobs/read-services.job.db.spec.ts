import { ImportJobs, Imports } from '@app/providers';
import { Logger } from '@nestjs/common';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { type RegisterServices, serveRegisters } from '../../../../test/harness/register-services';
import { testConfig } from '../../../../test/harness/running-config';
import { ReadServicesJob } from './read-services.job';

let engine: Engine;
let server: RegisterServices;
let job: ReadServicesJob;
let jobs: ImportJobs;

// What goes wrong here is meant to; the log would be long.
beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => {
  engine = await testEngine('2026-11-20T06:00:00Z');
  server = await serveRegisters();
  const imports = new Imports(engine.db, engine.clock);
  jobs = new ImportJobs(engine.db, engine.clock, imports);
  const config = testConfig('', {
    liveServices: {
      cqc: { url: `${server.url}/cqc`, key: 'a-subscription-key', areas: ['Oldham'] },
      ods: { url: `${server.url}/ods`, key: 'a key' },
      dsptUrl: `${server.url}/dspt.csv`,
      bankHolidaysUrl: `${server.url}/bank-holidays.json`,
    },
  });
  job = new ReadServicesJob(engine.db, engine.clock, imports, jobs, engine.news, config);
});
afterEach(async () => {
  await server.stop();
  await engine.close();
});

const runs = () =>
  engine.db.query<{ kind: string; asOf: string; told: boolean }>(
    `SELECT kind, as_of AS "asOf", told_at IS NOT NULL AS told FROM import_run
      WHERE kind <> 'bank-holidays' ORDER BY position`,
  );
const count = async (table: string): Promise<number> =>
  (await engine.db.query(`SELECT 1 FROM ${table}`)).length;

it('brings every register in, and keeps bank holidays for a person to accept', async () => {
  await job.run();
  expect(await runs()).toEqual([
    { kind: 'cqc', asOf: '2026-11-20', told: true },
    { kind: 'ods', asOf: '2026-11-20', told: true },
    { kind: 'dspt', asOf: '2026-11-19', told: true },
  ]);
  expect(await count('site')).toBe(6);
  expect(await count('provider')).toBeGreaterThanOrEqual(5);
  expect(await count('dspt_status')).toBe(1);
  expect(await count('ods_organisation')).toBe(6);
  const [waiting, ...others] = await jobs.list();
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ kind: 'bank-holidays', state: 'waiting', askedBy: 'system' });
});

it('takes in the next day what changed, and is not put off by how little that is', async () => {
  await job.run();
  engine.clock.set('2026-11-21T09:00:00Z');
  server.changed = ['1-112467585'];
  await job.run();
  const [standing] = await engine.db.query(
    "SELECT failure, succeeded_at FROM register_service WHERE service = 'cqc'",
  );
  expect(standing).toEqual({ failure: null, succeeded_at: '2026-11-21T09:00:00Z' });
  expect(await count('site')).toBe(6);
});

it('leaves the registers alone when a service fails, and reads the others', async () => {
  await job.run();
  const before = await engine.db.query('SELECT * FROM site ORDER BY location_id');
  engine.clock.set('2026-11-27T12:00:00Z');
  server.next = ['no-key'];
  await job.run();
  expect(await engine.db.query('SELECT * FROM site ORDER BY location_id')).toEqual(before);
  const failing = await engine.db.query<{ service: string }>(
    'SELECT service FROM register_service WHERE failure IS NOT NULL',
  );
  expect(failing).toEqual([{ service: 'cqc' }]);
});

it('breaks a reading off when the program stops', async () => {
  server.always = 'slow';
  const running = job.run();
  await job.onModuleDestroy();
  await running;
  const standing = () =>
    engine.db.query<{ leased_until: string | null }>(
      'SELECT service, leased_until, failure, next_at FROM register_service',
    );
  expect(await standing()).toEqual([
    { service: 'cqc', leased_until: null, failure: null, next_at: null },
  ]);
});
