/*
 * Edge cases of the domain rules, section 10, that depend on imported registers: 26 to 36 and 61, by
 * real files through the real import. Only the clock is set by hand.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DsptClassifications, DsptStandings } from '@app/dspt';
import { type ImportKind, Imports, type ImportResult } from '@app/providers';
import { type ApiHome, apiRecord } from '../builders/cqc-records';
import * as a from '../builders/facts';
import { buildOfficer } from '../builders/register';
import { type Engine, testEngine } from '../harness/engine';

// Each file is read in a thread of its own.
jest.setTimeout(60_000);

/** Monday 2 November 2026. */
const monday = '2026-11-02T10:00:00Z';
const actor = 'officer:test';
const amber = '1-900000001';

let engine: Engine;
let folder: string;
let officerId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-edges-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  engine = await testEngine(monday);
  officerId = await buildOfficer(engine.db);
});
afterEach(() => engine.close());

async function bringIn(
  kind: ImportKind,
  fileName: string,
  text: string,
  asOf: string,
): Promise<ImportResult> {
  const path = join(folder, fileName);
  await writeFile(path, text);
  const result = await new Imports(engine.db, engine.clock).run({
    kind,
    path,
    fileName,
    actor,
    asOf,
  });
  await engine.news.tell();
  return result;
}

const cqc = (asOf: string, ...homes: Partial<ApiHome>[]) =>
  bringIn('cqc', 'records.ndjson', homes.map((h) => JSON.stringify(apiRecord(h))).join('\n'), asOf);

/** A DSPT list with these rows: code, name, status, day as `DD/MM/YYYY`. */
const dspt = (asOf: string, ...rows: [string, string, string, string?][]) =>
  bringIn(
    'dspt',
    'list.csv',
    [
      'Code,Organisation Name,Status,Date Of Publication,Primary Sector',
      ...rows.map(([code, name, status, day = '']) =>
        [code, name, status, day, 'Social Care'].join(','),
      ),
    ].join('\r\n'),
    asOf,
  );

const openCase = async (...facts: a.GivenFact[]): Promise<string> => {
  const { id } = await engine.cases.open({ locationId: amber, officerId, on: '2026-11-02' }, actor);
  for (const fact of facts) await engine.cases.record(id, fact, actor);
  return id;
};

const told = async (id: string): Promise<string[]> =>
  (await engine.cases.timeline(id))
    .filter((f) => f.recordedBy === 'import')
    .map((f) => [f.type, f.on, f.details.level, f.details.edition].filter(Boolean).join(' '));

const tasks = async (id: string): Promise<string[]> =>
  (await engine.tasks.forCase(id)).map((t) => `${t.kind} ${t.status}`);

const siteIds = async (): Promise<string[]> =>
  (await engine.db.query<{ id: string }>('SELECT location_id AS id FROM site ORDER BY 1')).map(
    ({ id }) => id,
  );

describe('files that do not fit', () => {
  it('26: a DSPT row that fits no site creates none', async () => {
    await cqc('2026-11-01', {});
    const result = await dspt(
      '2026-11-02',
      ['VZZ01', 'AMBER LODGE', '25/26 Standards Met', '20/05/2026'],
      ['VZZ99', 'SOMEBODY ELSE', '25/26 Standards Met', '20/05/2026'],
    );
    expect(result).toMatchObject({ refused: null, created: { sites: 0, providers: 0 } });
    expect(await siteIds()).toEqual([amber]);
    const [kept] = await engine.db.query("SELECT name FROM dspt_status WHERE code = 'VZZ99'");
    expect(kept).toEqual({ name: 'SOMEBODY ELSE' });
  });

  it('27: an unknown status is kept as it came, and opens nothing until it is classified', async () => {
    await cqc('2026-11-01', {});
    const id = await openCase();
    await dspt('2026-11-02', ['VZZ01', 'AMBER LODGE', '25/26 Standards Gold', '20/05/2026']);
    const standings = new DsptStandings(engine.db);
    const before = await standings.of(amber, '2026-11-02');
    expect(before.eligible).not.toBe('yes');
    expect(JSON.stringify(before)).toContain('25/26 Standards Gold');
    expect(await told(id)).toEqual([]);
    const classifications = new DsptClassifications(engine.db);
    const [unknown] = await classifications.unknown();
    await classifications.classify(unknown?.words ?? '', 'exceeded', actor, engine.clock.now());
    expect((await standings.of(amber, '2026-11-02')).eligible).toBe('yes');
  });

  it('28: a list with fewer than 80% of last time’s rows is refused as a whole', async () => {
    await cqc('2026-11-01', {});
    const rows = Array.from({ length: 10 }, (_, n): [string, string, string, string] => [
      `VZY${n}0`,
      `HOME ${n}`,
      '25/26 Standards Met',
      '20/05/2026',
    ]);
    await dspt('2026-10-25', ...rows);
    const changed = rows.map(([code, name, , day]): [string, string, string, string] => [
      code,
      name,
      '26/27 Standards Met',
      day,
    ]);
    expect((await dspt('2026-11-01', ...changed.slice(0, 7))).refused).not.toBeNull();
    const [kept] = await engine.db.query(
      "SELECT count(*)::int AS old FROM dspt_status WHERE status_text LIKE '25/26%'",
    );
    expect(kept).toEqual({ old: 10 });
    expect((await dspt('2026-11-01', ...changed.slice(0, 8))).refused).toBeNull();
  });

  it('29: the same file twice changes nothing', async () => {
    const homes = [{}, { locationId: '1-900000002', name: 'The Willows', dormant: true }];
    await cqc('2026-11-01', ...homes);
    const id = await openCase();
    const register = () => engine.db.query('SELECT to_jsonb(s) FROM site s ORDER BY location_id');
    const [before, facts] = [await register(), await engine.cases.timeline(id)];
    expect(await cqc('2026-11-01', ...homes)).toMatchObject({
      created: { sites: 0 },
      updated: { sites: 0 },
      unchanged: { sites: 2 },
    });
    expect(await register()).toEqual(before);
    expect(await engine.cases.timeline(id)).toEqual(facts);
  });
});

describe('a home that the register says something new of', () => {
  it('30: deregistered half way: letters halt, the officer confirms and closes', async () => {
    await cqc('2026-11-01', {});
    const id = await openCase(a.agreed('2026-11-02'), a.requested('2026-11-02'));
    engine.clock.set('2026-11-04T10:00:00Z');
    await cqc('2026-11-04', { deregisteredOn: '2026-11-03' });
    expect(await told(id)).toEqual(['site-deregistered 2026-11-03']);
    expect(await engine.cases.get(id)).toMatchObject({ open: true, waitingOn: 'officer' });
    for (const day of ['2026-11-09', '2026-11-12']) {
      engine.clock.set(`${day}T09:00:00Z`);
      await engine.due.drain();
    }
    const letters = (await engine.cases.followUps(id)).filter((f) => f.outcome && f.letter);
    expect(new Set(letters.map((f) => f.outcome))).toEqual(new Set(['suppressed']));
    await engine.cases.record(id, a.closed('2026-11-12T09:00:00Z', 'site closed'), actor);
    expect(await engine.cases.get(id)).toMatchObject({ open: false });
  });

  it('30: people who have accounts at a home that closes are to become leavers', async () => {
    await cqc('2026-11-01', {});
    const id = await openCase(a.named('2026-11-02', 'Ann'), a.created('2026-11-02', 'Ann'));
    await cqc('2026-11-02', { deregisteredOn: '2026-11-01' });
    expect(await tasks(id)).toEqual(['register/leavers open']);
  });

  it('31: dormant: the silence is not counted; open again, it is', async () => {
    await cqc('2026-11-01', {});
    const id = await openCase(a.agreed('2026-11-02'), a.asked('2026-11-02T10:00:00Z'));
    engine.clock.set('2026-11-04T10:00:00Z');
    await cqc('2026-11-04', { dormant: true });
    engine.clock.set('2026-11-11T10:00:00Z');
    await cqc('2026-11-11', { dormant: false });
    expect(await told(id)).toEqual(['site-dormant 2026-11-04', 'site-reopened 2026-11-11']);
    const fifth = (await engine.cases.followUps(id)).find((f) => f.rung === 'working-day-5');
    // As with the facts recorded by hand: five working days later than without the dormancy.
    expect(fifth?.sendAt.toString()).toBe('2026-11-16T09:00:00Z');
  });

  it('32: a new location with a predecessor: a linked case is offered, nothing moves by itself', async () => {
    await cqc('2026-11-01', {});
    await dspt('2026-11-02', ['VZZ01', 'AMBER LODGE', '25/26 Standards Met', '20/05/2026']);
    const id = await openCase(a.agreed('2026-11-02'), a.requested('2026-11-02'));
    const newer = '1-900000009';
    engine.clock.set('2026-11-04T10:00:00Z');
    await cqc('2026-11-04', {
      locationId: newer,
      providerId: '1-800000009',
      odsCode: null,
      registeredOn: '2026-11-03',
      predecessors: [{ id: amber, reason: 'New Provider' }],
    });
    expect((await engine.homes.home(newer)).records).toHaveLength(1);
    const [link] = (await engine.homes.home(newer)).toDecide;
    expect(link?.evidence[0]).toContain(`CQC names ${amber} as the predecessor`);
    expect(await tasks(id)).toContain('register/two-records open');
    await engine.homes.decide(link?.id ?? '', 'accept', actor);
    const next = await engine.homes.openNext(
      link?.id ?? '',
      { officerId, closeEarlier: true },
      actor,
    );
    expect(next).toMatchObject({ locationId: newer, earlierCaseId: id, useBy: null });
    const state = await engine.cases.state(next.id);
    expect([state.agreedOn, state.passcodes, state.dspt]).toEqual([null, [], []]);
  });

  it('33: another provider after it is live: the officer sees to owners, code and mailbox', async () => {
    await cqc('2026-11-01', {});
    const id = await openCase(
      ...['Ann', 'Bob'].flatMap((name) => [
        a.named('2026-11-02', name),
        a.created('2026-11-02', name),
        a.activated('2026-11-02', name),
        a.openedMailbox('2026-11-02', name),
      ]),
    );
    expect(await engine.cases.get(id)).toMatchObject({ stage: 'live' });
    await cqc('2026-11-02', { providerId: '1-800000009' });
    expect(await tasks(id)).toEqual(['register/new-owner open']);
  });

  it('34: two locations at one postcode: no code is picked, and they are not taken for one', async () => {
    const office = { postcode: 'LN1 1AA', odsCode: null };
    await cqc('2026-11-01', office, {
      ...office,
      locationId: '1-900000002',
      name: 'Bright Homecare',
      phone: '01522999999',
    });
    const id = await openCase(a.agreed('2026-11-02'));
    await bringIn('ods', 'codes.csv', 'Location ID,ODS Code\n1-900000002,VZZ02\n', '2026-11-02');
    const codes = await engine.db.query('SELECT ods_code FROM site ORDER BY location_id');
    expect(codes).toEqual([{ ods_code: null }, { ods_code: 'VZZ02' }]);
    expect((await engine.cases.state(id)).odsCode).toBeNull();
    expect((await engine.homes.home(amber)).toDecide).toEqual([]);
  });

  it('36: a new site without a code: nobody is chased, and when it comes the officer looks', async () => {
    await cqc('2026-11-01', { odsCode: null });
    const id = await openCase(a.agreed('2026-11-02'));
    expect((await engine.cases.followUps(id)).filter((f) => f.letter)).toEqual([]);
    await bringIn('ods', 'codes.csv', `Location ID,ODS Code\n${amber},VZZ01\n`, '2026-11-02');
    expect(await tasks(id)).toEqual(['register/ods-code open']);
    expect((await engine.cases.state(id)).odsCode).toBeNull();
  });

  it('61: moved to another local authority: what was said before stays as it was', async () => {
    await cqc('2026-11-01', {});
    const moved = { ...apiRecord({}), localAuthority: 'Eastshire' };
    await bringIn('cqc', 'records.ndjson', JSON.stringify(moved), '2026-11-02');
    const history = await engine.db.query(
      `SELECT i.as_of, r.before ->> 'local_authority' AS before, r.after ->> 'local_authority' AS after
         FROM register_change r JOIN import_run i ON i.id = r.import_id WHERE r.key = $1`,
      [amber],
    );
    expect(history).toEqual([{ as_of: '2026-11-02', before: 'Westshire', after: 'Eastshire' }]);
  });
});

describe('what the DSPT list says', () => {
  it('is told to an open case when it comes, and to a case opened later', async () => {
    await cqc('2026-11-01', {}, { locationId: '1-900000002', name: 'Willows', odsCode: 'VZZ02' });
    const id = await openCase();
    await dspt(
      '2026-11-02',
      ['VZZ01', 'AMBER LODGE', '25/26 Standards Met', '20/05/2026'],
      ['VZZ02', 'WILLOWS', '25/26 Approaching Standards.', '21/05/2026'],
    );
    expect(await told(id)).toEqual(['dspt-published 2026-05-20 met 25/26']);
    const later = await engine.cases.open({ locationId: '1-900000002', officerId }, actor);
    expect(await told(later.id)).toEqual(['dspt-published 2026-05-21 approaching 25/26']);
    await dspt('2026-11-02', ['VZZ01', 'AMBER LODGE', '25/26 Standards Met', '20/05/2026']);
    expect(await told(id)).toEqual(['dspt-published 2026-05-20 met 25/26']);
  });
});
