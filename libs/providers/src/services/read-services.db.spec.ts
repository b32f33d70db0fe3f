import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import { Logger } from '@nestjs/common';
import { asOwner } from '../../../../test/harness/as-owner';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import {
  type Fault,
  type RegisterServices,
  serveRegisters,
} from '../../../../test/harness/register-services';
import { CqcApi } from './cqc-api';
import { FileService } from './file-service';
import type { Download, LiveService } from './live-service';
import { OdsFhir } from './ods-fhir';
import { ReadServices } from './read-services.service';

let test: TestDatabase;
let db: Database;
let server: RegisterServices;
let clock: SettableClock;

/** What was taken in, by file name: the names of its files and the sum of their sizes. */
let taken: { download: Download; files: string[]; bytes: number }[];
let refusal: string | null;

const names = ['cqc', 'ods', 'dspt', 'bank-holidays'] as const;
type Name = (typeof names)[number];

function serviceOf(name: Name): LiveService {
  if (name === 'cqc')
    return new CqcApi({
      url: `${server.url}/cqc`,
      key: 'a-subscription-key',
      areas: ['Oldham'],
      known: () => Promise.resolve(new Set()),
    });
  if (name === 'ods') return new OdsFhir({ url: `${server.url}/ods`, key: 'an-api-key' });
  const isDspt = name === 'dspt';
  return new FileService({
    name,
    title: isDspt ? 'the DSPT list' : 'the bank holidays',
    kind: name,
    url: `${server.url}/${isDspt ? 'dspt.csv' : 'bank-holidays.json'}`,
    fileName: isDspt ? 'DSPT search results.csv' : 'bank-holidays.json',
  });
}

const reader = (...services: Name[]): ReadServices =>
  new ReadServices(db, clock, {
    services: services.map(serviceOf),
    takeIn: (download, path) => {
      const files = statSync(path).isDirectory()
        ? (
            readdirSync(path, {
              recursive: true,
              withFileTypes: true,
            }) as import('node:fs').Dirent[]
          )
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name))
        : [path];
      const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
      taken.push({ download, files: files.map((file) => basename(file)).sort(), bytes });
      return Promise.resolve(refusal);
    },
    limits: {
      answerMs: 250,
      mostBytes: 5_000_000,
      chance: () => 0,
      wait: () => Promise.resolve(),
    },
  });

interface Standing {
  failure: string | null;
  succeeded_at: string | null;
  next_at: string;
  leased_until: string | null;
  cursor: Record<string, unknown>;
}
const standing = async (name: Name): Promise<Standing> => {
  const [row] = await db.query<Standing>('SELECT * FROM register_service WHERE service = $1', [
    name,
  ]);
  if (!row) throw new Error(`${name} was not read`);
  return row;
};

// What goes wrong here is meant to; the log would be long.
beforeAll(() => Logger.overrideLogger(false));
beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  server = await serveRegisters();
});
afterAll(async () => {
  await server.stop();
  await db.close();
  await test.drop();
});
beforeEach(async () => {
  await asOwner(db, 'TRUNCATE service_document, register_service');
  clock = new SettableClock('2026-11-20T06:00:00Z');
  Object.assign(server, { next: [], always: null, changed: [], circling: false });
  server.asked.length = 0;
  taken = [];
  refusal = null;
});

describe('a first reading', () => {
  it('takes the locations of our areas and their providers from CQC', async () => {
    await reader('cqc').run();
    const [first] = taken;
    expect(first?.download).toMatchObject({ kind: 'cqc', asOf: '2026-11-20' });
    expect(first?.files).toHaveLength(11);
    expect(await standing('cqc')).toMatchObject({
      failure: null,
      succeeded_at: '2026-11-20T06:00:00Z',
      next_at: '2026-11-21T06:00:00Z',
      leased_until: null,
      cursor: { changesUntil: '2026-11-20T06:00:00Z' },
    });
    expect(await db.query('SELECT FROM service_document')).toHaveLength(0);
  });

  it('takes every page of the ODS directory, role after role', async () => {
    await reader('ods').run();
    expect(taken[0]?.files).toEqual([1, 2, 3, 4, 5, 6].map((n) => `page-000${n}.json`));
    expect((await standing('ods')).cursor).toEqual({ changedBefore: '2026-11-20' });
  });

  it('takes the DSPT list under the name it was sent with', async () => {
    await reader('dspt').run();
    expect(taken[0]?.download.fileName).toBe('DSPT search results 19_11_2026 06_00_00.csv');
  });
});

describe('a later reading', () => {
  it('asks CQC only for what changed since, a day later', async () => {
    const services = reader('cqc');
    await services.run();
    server.asked.length = 0;
    clock.set('2026-11-21T05:00:00Z');
    await services.run();
    expect(server.asked).toEqual([]);
    server.changed = ['1-112467585', '1-999999999'];
    clock.set('2026-11-21T06:00:00Z');
    await services.run();
    expect(server.asked[0]).toMatch(
      /^\/cqc\/changes\/location\?startTimestamp=2026-11-20T06%3A00%3A00Z&endTimestamp=2026-11-21T06%3A00%3A00Z&/,
    );
    expect(taken[1]?.files).toContain('1-112467585.json');
    expect(taken[1]?.files).toHaveLength(2);
    expect((await standing('cqc')).cursor).toEqual({ changesUntil: '2026-11-21T06:00:00Z' });
  });

  it('takes nothing in when nothing changed', async () => {
    const services = reader('cqc', 'bank-holidays');
    await services.run();
    expect(taken).toHaveLength(2);
    clock.set('2026-11-28T06:00:00Z');
    await services.run();
    expect(taken).toHaveLength(2);
    expect((await standing('bank-holidays')).succeeded_at).toBe('2026-11-28T06:00:00Z');
  });

  it('asks the directory for what changed since the day of the last reading, that day too', async () => {
    const services = reader('ods');
    await services.run();
    clock.set('2026-11-27T06:00:00Z');
    server.asked.length = 0;
    await services.run();
    expect(server.asked[0]).toContain('lastChangeDate=ge2026-11-20');
  });
});

/** Faults that pass: asked again, the service answers. */
const passing: Fault[] = ['slow', 'cut-short', 'too-many', 'broken', 'hang-up'];
/** Faults that no asking mends, and what the officer reads. */
const lasting: [Fault, RegExp][] = [
  ['slow', /did not answer in time, 5 times/],
  ['cut-short', /broke off, 5 times/],
  ['too-many', /asked us to come less often \(429\), 5 times/],
  ['come-back-tomorrow', /asked us to wait/],
  ['broken', /failed \(500\), 5 times/],
  ['no-key', /refused our key \(401\)/],
  ['hang-up', /no connection could be made, 5 times/],
  ['elsewhere', /sent us on to another address \(192\.0\.2\.1\)/],
  ['endless', /over 5000000 bytes|did not answer in time/],
];
/** Only those that are read here: the others are files, and their import judges them. */
const misread: [Fault, RegExp][] = [
  ['web-page', /is not JSON/],
  ['other-shape', /is no longer as it was/],
];

describe.each(names)('%s', (name) => {
  it.each(passing)('is read in spite of one answer that is %s', async (fault) => {
    server.next = [fault];
    await reader(name).run();
    expect(await standing(name)).toMatchObject({ failure: null });
    expect(taken).toHaveLength(1);
  });

  it.each(lasting)('keeps what it has when every answer is %s', async (fault, why) => {
    server.always = fault;
    await reader(name).run();
    const { failure, next_at, leased_until, succeeded_at } = await standing(name);
    expect(failure).toMatch(why);
    expect({ next_at, leased_until, succeeded_at }).toEqual({
      next_at: '2026-11-20T07:00:00Z',
      leased_until: null,
      succeeded_at: null,
    });
    expect(taken).toEqual([]);
  });
});

describe.each(['cqc', 'ods'] as const)('%s', (name) => {
  it.each(misread)('keeps what it has when an answer is %s', async (fault, why) => {
    server.always = fault;
    await reader(name).run();
    expect((await standing(name)).failure).toMatch(why);
    expect(taken).toEqual([]);
  });

  it('goes on where it broke off, and asks for nothing twice', async () => {
    const broken = reader(name);
    // The plan and two answers come, then the key is refused.
    const well = name === 'cqc' ? 5 : 2;
    const before = server.asked.length;
    server.next = [];
    const counting = setInterval(() => {
      if (server.asked.length - before >= well) server.always = 'no-key';
    }, 0);
    await broken.run();
    clearInterval(counting);
    server.always = null;
    clock.set('2026-11-20T07:00:00Z');
    await reader(name).run();
    expect(await standing(name)).toMatchObject({ failure: null });
    expect(taken).toHaveLength(1);
    expect(taken[0]?.files).toHaveLength(name === 'cqc' ? 11 : 6);
  });
});

describe('pages of CQC that circle', () => {
  it('come to an end', async () => {
    server.circling = true;
    await reader('cqc').run();
    expect((await standing('cqc')).failure).toMatch(/over 500 pages/);
  });
});

describe('several processes', () => {
  it('read a service once between them', async () => {
    await Promise.all([reader('dspt').run(), reader('dspt').run(), reader('dspt').run()]);
    expect(taken).toHaveLength(1);
    expect(server.asked).toHaveLength(1);
  });

  it('take over from one that died', async () => {
    await db.query(
      `INSERT INTO register_service (service, started_at, leased_until)
       VALUES ('dspt', '2026-11-20T05:00:00Z', '2026-11-20T06:05:00Z')`,
    );
    await reader('dspt').run();
    expect(taken).toEqual([]);
    clock.set('2026-11-20T06:05:01Z');
    await reader('dspt').run();
    expect(taken).toHaveLength(1);
  });
});

describe('what is refused as it is taken in', () => {
  it('is told, and read anew an hour later', async () => {
    refusal = 'fewer than 80% of last time';
    const services = reader('cqc');
    await services.run();
    expect(await standing('cqc')).toMatchObject({
      failure: 'what it gave was refused: fewer than 80% of last time',
      cursor: {},
      next_at: '2026-11-20T07:00:00Z',
    });
    refusal = null;
    clock.set('2026-11-20T07:00:00Z');
    await services.run();
    expect(await standing('cqc')).toMatchObject({ failure: null });
  });
});
