import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, projectFile, SettableClock } from '@app/platform';
import { ratingsFile, siteRows } from '../../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import type { ImportRequest } from '../import-request';
import type { ImportResult } from '../import-result';
import { readHere } from '../files/read-here';
import { Imports } from '../imports.service';
import { ImportJobs } from './import-jobs.service';

const realFile = projectFile('data/lincolnshire_latest_ratings_2026.csv');
const start = '2026-11-20T10:00:00Z';
const clock = new SettableClock(start);

let folder: string;
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-jobs-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  clock.set(start);
  test = await testDatabase();
  db = new Database(test.url);
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

/** One process that works on jobs. */
const worker = (imports = new Imports(db, clock, new Map(), readHere)): ImportJobs =>
  new ImportJobs(db, clock, imports);

/** A process that is killed as its import ends, before it can say so. */
class KilledImports extends Imports {
  override async run(request: ImportRequest): Promise<ImportResult> {
    await super.run(request);
    return neverEnding(request);
  }
}

const neverEnding = ({ signal }: ImportRequest): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** Waits in the middle of an import until it is told to stop. */
class SlowImports extends Imports {
  override run(request: ImportRequest): Promise<ImportResult> {
    return neverEnding(request);
  }
}

const given = { kind: 'cqc', fileName: 'ratings.csv', actor: 'officer:Jo' } as const;

async function fileOf(sites: number, overrides = {}): Promise<string> {
  const path = join(folder, 'ratings.csv');
  const rows = Array.from({ length: sites }, (_, n) =>
    siteRows({ 'Location ID': `1-90000${1000 + n}`, 'Location Name': `Home ${n}`, ...overrides }),
  );
  await writeFile(path, ratingsFile(rows.flat()));
  return path;
}

/** Reads, accepts and imports a file. */
async function bringIn(jobs: ImportJobs, path: string): Promise<string> {
  const id = await jobs.receive(path, given);
  await jobs.preview(id);
  await jobs.accept(id, 'officer:Sam', { confirmed: true });
  await jobs.carryOut(id);
  return id;
}

const sites = async (): Promise<number> =>
  (await db.query<{ n: number }>('SELECT count(*)::int AS n FROM site'))[0]?.n ?? 0;

describe('a file on its way in', () => {
  it('is read, shown, accepted and imported under one id', async () => {
    const jobs = worker();
    const id = await jobs.receive(realFile, given);
    expect(await jobs.get(id)).toMatchObject({
      state: 'waiting',
      kind: 'cqc',
      fileBytes: 1_461_998,
      askedBy: 'officer:Jo',
      result: null,
    });
    expect(await jobs.sweep()).toBe(id);
    await jobs.preview(id);
    expect(await jobs.get(id)).toMatchObject({
      state: 'previewed',
      result: { created: { sites: 478 }, importId: null },
      endedAt: null,
    });
    expect(await sites()).toBe(0);
    const [shown] = await db.query(
      `SELECT count(*) FILTER (WHERE subject = 'site')::int AS sites, count(*)::int AS all,
              min(position)::int AS first, max(position)::int AS last
         FROM import_preview WHERE job_id = $1`,
      [id],
    );
    expect(shown).toEqual({ sites: 478, all: 820, first: 1, last: 820 });
    // What waits for a person is no work.
    expect(await jobs.sweep()).toBeNull();

    await jobs.accept(id, 'officer:Sam');
    expect(await jobs.sweep()).toBe(id);
    await jobs.carryOut(id);
    expect(await jobs.get(id)).toMatchObject({
      state: 'done',
      acceptedBy: 'officer:Sam',
      endedAt: start,
      result: { created: { sites: 478 }, importId: id },
    });
    expect(
      await db.query('SELECT id, imported_by AS by, file_name AS file FROM import_run'),
    ).toEqual([{ id, by: 'officer:Sam', file: 'ratings.csv' }]);
  });

  it('shows old and new value of each field, and where the old one comes from', async () => {
    const jobs = worker();
    const first = await bringIn(jobs, await fileOf(1));
    const id = await jobs.receive(await fileOf(1, { 'Location City': 'Newtown' }), given);
    await jobs.preview(id);
    expect(
      await db.query(
        'SELECT subject, key, name, action, fields FROM import_preview WHERE job_id = $1',
        [id],
      ),
    ).toEqual([
      {
        subject: 'site',
        key: '1-900001000',
        name: 'Home 0',
        action: 'update',
        fields: [{ field: 'town', old: 'Wexham', new: 'Newtown', source: first }],
      },
    ]);
  });

  it('is taken for what its columns say when the kind is to be found out', async () => {
    const jobs = worker();
    const id = await jobs.receive(await fileOf(1), { ...given, kind: 'any' });
    await jobs.preview(id);
    expect(await jobs.get(id)).toMatchObject({ kind: 'cqc', state: 'previewed' });
  });

  it('is refused with its reason, and can be sent on its way again', async () => {
    const jobs = worker();
    const path = join(folder, 'letter.csv');
    await writeFile(path, 'Dear Jo,\nplease find attached.\n');
    const id = await jobs.receive(path, given);
    await jobs.preview(id);
    const { state, result, endedAt } = await jobs.get(id);
    expect({ state, endedAt }).toEqual({ state: 'refused', endedAt: start });
    expect(result?.refused?.message).toMatch(/[.?]$/);
    await jobs.restart(id);
    expect(await jobs.get(id)).toMatchObject({ state: 'waiting', result: null, endedAt: null });
  });

  it('may come as a stream of bytes', async () => {
    const jobs = worker();
    const text = ratingsFile(siteRows());
    async function* bytes() {
      for (const piece of [text.slice(0, 100), text.slice(100)])
        yield await Promise.resolve(Buffer.from(piece));
    }
    const id = await jobs.receive(bytes(), given);
    await jobs.preview(id);
    expect((await jobs.get(id)).result?.created.sites).toBe(1);
  });
});

describe('accepting', () => {
  it('needs a word when far fewer sites come than last time, and names who is missing', async () => {
    const jobs = worker();
    await bringIn(jobs, await fileOf(10));
    const id = await jobs.receive(await fileOf(5), given);
    await jobs.preview(id);
    const { state, result } = await jobs.get(id);
    expect(state).toBe('previewed');
    expect(result).toMatchObject({
      fewer: { now: 5, before: 10, file: 'ratings.csv' },
      gone: { count: 5 },
    });
    expect(result?.gone?.first[0]).toEqual({ subject: 'site', key: '1-900001005', name: 'Home 5' });
    await expect(jobs.accept(id, 'officer:Sam')).rejects.toMatchObject({ code: 'too-few-rows' });
    await jobs.accept(id, 'officer:Sam', { confirmed: true });
    await jobs.carryOut(id);
    expect((await jobs.get(id)).state).toBe('done');
  });

  it('holds only while the register stays as it was shown', async () => {
    const jobs = worker();
    await bringIn(jobs, await fileOf(2));
    const id = await jobs.receive(await fileOf(2, { 'Location City': 'Newtown' }), given);
    await jobs.preview(id);
    await jobs.accept(id, 'officer:Sam');
    await bringIn(jobs, await fileOf(2, { 'Location City': 'Oldtown' }));
    await jobs.carryOut(id);
    expect(await jobs.get(id)).toMatchObject({
      state: 'refused',
      result: { refused: { code: 'register-changed' } },
    });
    expect(await db.query('SELECT DISTINCT town FROM site')).toEqual([{ town: 'Oldtown' }]);
  });

  it('is possible once, and only of what has been shown', async () => {
    const jobs = worker();
    const id = await jobs.receive(await fileOf(1), given);
    await expect(jobs.accept(id, 'officer:Sam')).rejects.toMatchObject({ code: 'wrong-state' });
    await jobs.preview(id);
    await jobs.accept(id, 'officer:Sam');
    await expect(jobs.accept(id, 'officer:Sam')).rejects.toMatchObject({ code: 'wrong-state' });
  });
});

describe('two workers', () => {
  it('never take the same job', async () => {
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push(await worker().receive(await fileOf(1), given));
    const taken = await Promise.all(Array.from({ length: 6 }, () => worker().sweep()));
    expect(taken.filter((id) => id !== null).sort()).toEqual(ids.sort());
  });

  it('take a job up from one that was killed, when its lease is over', async () => {
    const killed = worker();
    const id = await killed.receive(await fileOf(1), given);
    expect(await killed.sweep()).toBe(id);
    const next = worker();
    expect(await next.sweep()).toBeNull();
    await expect(next.preview(id)).rejects.toMatchObject({ code: 'at-work' });
    clock.set(clock.now().add({ seconds: 31 }));
    expect(await next.sweep()).toBe(id);
    await next.preview(id);
    expect((await next.get(id)).state).toBe('previewed');
  });

  it('import a file once though the first was killed just after', async () => {
    const jobs = worker();
    const id = await jobs.receive(await fileOf(1), given);
    await jobs.preview(id);
    await jobs.accept(id, 'officer:Sam');
    const killed = worker(new KilledImports(db, clock, new Map(), readHere));
    expect(await killed.sweep()).toBe(id);
    const working = killed.carryOut(id);
    while ((await sites()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    // Its heart beats on in this test, so the lease is taken from it by force.
    await db.query(`UPDATE import_job SET leased_by = gen_random_uuid(), leased_until = $1`, [
      start,
    ]);
    expect(await jobs.sweep()).toBe(id);
    await jobs.carryOut(id);
    await working;
    expect(await jobs.get(id)).toMatchObject({ state: 'done', result: { importId: id } });
    expect(await db.query('SELECT count(*)::int AS runs FROM import_run')).toEqual([{ runs: 1 }]);
  });

  it.each(['before', 'after'])(
    'is not said to be cancelled when it was in before, cancelled %s its process fell silent',
    async (when) => {
      const jobs = worker();
      const id = await jobs.receive(await fileOf(1), given);
      await jobs.preview(id);
      await jobs.accept(id, 'officer:Sam');
      const killed = worker(new KilledImports(db, clock, new Map(), readHere));
      expect(await killed.sweep()).toBe(id);
      const working = killed.carryOut(id);
      while ((await sites()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await db.query(
        `UPDATE import_job SET leased_by = gen_random_uuid(), leased_until = $1, cancel_asked = $2`,
        [start, when === 'before'],
      );
      await working;
      if (when === 'after')
        await expect(jobs.cancel(id)).rejects.toMatchObject({ code: 'wrong-state' });
      expect(await jobs.sweep()).toBe(id);
      await jobs.carryOut(id);
      expect(await jobs.get(id)).toMatchObject({ state: 'done', result: { importId: id } });
    },
  );
});

describe('what is given with a file', () => {
  it('is refused at once when the day cannot be, and its name is made plain', async () => {
    const path = await fileOf(1);
    for (const asOf of ['2027-02-01', '0000-01-01', 'soon'])
      await expect(worker().receive(path, { ...given, asOf })).rejects.toThrow(/day|come/);
    expect(await worker().list()).toEqual([]);
    const id = await worker().receive(path, { ...given, fileName: 'a\u0000b\r\n\u202Ec.csv' });
    expect((await worker().get(id)).fileName).toBe('a b c.csv');
  });
});

describe('cancelling', () => {
  it('stops one that waits at once, and it can begin anew', async () => {
    const jobs = worker();
    const id = await jobs.receive(await fileOf(1), given);
    await jobs.cancel(id, 'officer:Sam');
    expect(await jobs.get(id)).toMatchObject({ state: 'cancelled', endedAt: start });
    expect(await jobs.sweep()).toBeNull();
    await jobs.restart(id, 'officer:Sam');
    expect(await jobs.sweep()).toBe(id);
    await jobs.preview(id);
    expect((await jobs.get(id)).state).toBe('previewed');
  });

  it('stops one in the middle of its work', async () => {
    const jobs = worker(new SlowImports(db, clock));
    const id = await jobs.receive(await fileOf(1), given);
    const working = jobs.preview(id);
    while ((await jobs.get(id)).state !== 'reading')
      await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(jobs.discard(id)).rejects.toMatchObject({ code: 'at-work' });
    await jobs.cancel(id, 'officer:Sam');
    expect(await jobs.get(id)).toMatchObject({ state: 'reading', cancelAsked: true });
    await working;
    expect(await jobs.get(id)).toMatchObject({ state: 'cancelled', endedAt: start });
  });

  it('of a killed worker’s job is carried out by the next', async () => {
    const killed = worker();
    const id = await killed.receive(await fileOf(1), given);
    await killed.sweep();
    await killed.cancel(id, 'officer:Sam');
    clock.set(clock.now().add({ seconds: 31 }));
    expect(await worker().sweep()).toBeNull();
    expect((await killed.get(id)).state).toBe('cancelled');
  });

  it('is too late for one that is done', async () => {
    const jobs = worker();
    const id = await bringIn(jobs, await fileOf(1));
    await expect(jobs.cancel(id)).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(jobs.restart(id)).rejects.toMatchObject({ code: 'wrong-state' });
  });
});

describe('keeping files', () => {
  it('ends a day after the job, which stays listed for a week', async () => {
    const jobs = worker();
    const id = await bringIn(jobs, await fileOf(1));
    const parts = async () =>
      (await db.query<{ n: number }>('SELECT count(*)::int AS n FROM import_file'))[0]?.n;
    await jobs.sweep();
    expect(await parts()).toBe(1);
    clock.set(clock.now().add({ hours: 25 }));
    await jobs.sweep();
    expect(await parts()).toBe(0);
    expect((await jobs.list()).map((job) => job.id)).toEqual([id]);
    clock.set(clock.now().add({ hours: 24 * 7 }));
    expect(await jobs.list()).toEqual([]);
  });

  it('too short a time to begin anew is said', async () => {
    const jobs = worker();
    const id = await jobs.receive(await fileOf(1), given);
    await jobs.cancel(id);
    clock.set(clock.now().add({ hours: 25 }));
    await jobs.sweep();
    await expect(jobs.restart(id)).rejects.toMatchObject({ code: 'file-gone' });
  });

  it('can be ended by a person', async () => {
    const jobs = worker();
    const id = await jobs.receive(await fileOf(1), given);
    await jobs.discard(id);
    await expect(jobs.get(id)).rejects.toMatchObject({ code: 'no-such-import-job' });
  });
});
