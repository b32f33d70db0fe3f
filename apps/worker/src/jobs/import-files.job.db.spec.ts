import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyWorker, Queues } from '@app/platform';
import { ImportJobs, Imports } from '@app/providers';
import { Logger } from '@nestjs/common';
import { ratingsFile, ratingsRow } from '../../../../test/builders/latest-ratings';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { ImportFilesJob } from './import-files.job';

jest.setTimeout(60_000);

/** The queue is a double: what rings it, and whether it is lost, does not matter here. */
const answering: { work?: (data: unknown) => Promise<void> } = {};
const queues = {
  worker: (_name: string, _concurrency: number, work: (data: unknown) => Promise<void>) => {
    answering.work = work;
    return {} as AnyWorker;
  },
} as unknown as Queues;

let engine: Engine;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-worker-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  engine = await testEngine('2026-11-20T10:00:00Z');
});
afterEach(() => engine.close());

/** A worker process as far as files are concerned: it names its leases by itself. */
function worker(): { jobs: ImportJobs; job: ImportFilesJob } {
  const jobs = new ImportJobs(engine.db, engine.clock, new Imports(engine.db, engine.clock));
  return { jobs, job: new ImportFilesJob(queues, jobs, engine.news) };
}

async function give(jobs: ImportJobs, name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return jobs.receive(path, { kind: 'any', fileName: name, actor: 'officer:test' });
}

const sites = async (): Promise<number> => (await engine.db.query('SELECT 1 FROM site')).length;
const untold = async (): Promise<number> =>
  (await engine.db.query('SELECT 1 FROM import_run WHERE told_at IS NULL')).length;

it('reads what waits, and brings in what is accepted, in the order it was given', async () => {
  const { jobs, job } = worker();
  const first = await give(jobs, 'a.csv', ratingsFile([ratingsRow()]));
  const second = await give(jobs, 'b.csv', 'no register at all\n');
  await job.run();
  expect([await jobs.get(first), await jobs.get(second)]).toMatchObject([
    { state: 'previewed', kind: 'cqc', result: { created: { sites: 1 } } },
    { state: 'refused' },
  ]);
  expect(await sites()).toBe(0);
  await jobs.accept(first, 'officer:test');
  await job.run();
  expect(await jobs.get(first)).toMatchObject({ state: 'done', result: { importId: first } });
  expect([await sites(), await untold()]).toEqual([1, 0]);
});

it('works at once when its bell rings', async () => {
  const { jobs, job } = worker();
  job.onApplicationBootstrap();
  const id = await give(jobs, 'a.csv', ratingsFile([ratingsRow()]));
  await answering.work?.({});
  await job.run();
  expect((await jobs.get(id)).state).toBe('previewed');
});

it('never does the same file twice, with two workers at once', async () => {
  const [one, other] = [worker(), worker()];
  const ids = await Promise.all(
    Array.from({ length: 3 }, (_, n) =>
      give(one.jobs, `${n}.csv`, ratingsFile([ratingsRow({ 'Location Name': `Lodge ${n}` })])),
    ),
  );
  await Promise.all([one.job.run(), other.job.run()]);
  for (const id of ids.slice(0, 1)) await one.jobs.accept(id, 'officer:test');
  await Promise.all([one.job.run(), other.job.run(), one.job.run()]);
  const states = await Promise.all(ids.map(async (id) => (await one.jobs.get(id)).state));
  expect(states).toEqual(['done', 'previewed', 'previewed']);
  expect(await engine.db.query('SELECT 1 FROM import_run')).toHaveLength(1);
});

it('takes up the file of a killed worker once its lease is over, and not before', async () => {
  const { jobs, job } = worker();
  const id = await give(jobs, 'a.csv', ratingsFile([ratingsRow()]));
  await engine.db.query(
    `UPDATE import_job SET state = 'reading', leased_until = $2, leased_by = gen_random_uuid()
      WHERE id = $1`,
    [id, '2026-11-20T10:00:20Z'],
  );
  await job.run();
  expect((await jobs.get(id)).state).toBe('reading');
  engine.clock.set('2026-11-20T10:00:21Z');
  await job.run();
  expect((await jobs.get(id)).state).toBe('previewed');
});

it('goes on with the next file when one fails for a reason of ours, and says so', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const { jobs, job } = worker();
  const first = await give(jobs, 'a.csv', ratingsFile([ratingsRow()]));
  const second = await give(jobs, 'b.csv', ratingsFile([ratingsRow()]));
  const preview = jobs.preview.bind(jobs);
  jest
    .spyOn(jobs, 'preview')
    .mockImplementation((id) => (id === first ? Promise.reject(new Error('away')) : preview(id)));
  await job.run();
  expect((await jobs.get(second)).state).toBe('previewed');
  expect(logged).toHaveBeenCalledWith(`File ${first} could not be imported: away`);
  logged.mockRestore();
});

it('waits for the next look when the database is away', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const { jobs, job } = worker();
  jest.spyOn(jobs, 'sweep').mockRejectedValueOnce(new Error('away'));
  const id = await give(jobs, 'a.csv', ratingsFile([ratingsRow()]));
  await job.run();
  expect((await jobs.get(id)).state).toBe('waiting');
  await job.run();
  expect((await jobs.get(id)).state).toBe('previewed');
  logged.mockRestore();
});

it('tells cases again of an import that could not be told', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  jest.spyOn(engine.news, 'tell').mockRejectedValueOnce(new Error('a case is locked'));
  const { jobs, job } = worker();
  const id = await give(jobs, 'a.csv', ratingsFile([ratingsRow()]));
  await job.run();
  expect(logged).toHaveBeenCalledWith('Cases could not be told of an import now: a case is locked');
  await jobs.accept(id, 'officer:test');
  await job.run();
  expect(await untold()).toBe(0);
  logged.mockRestore();
});
