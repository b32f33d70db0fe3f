import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Imports } from '@app/providers';
import { type ApiHome, apiRecord, writeRecords } from '../../../../test/builders/cqc-records';
import * as a from '../../../../test/builders/facts';
import { buildOfficer } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';

const friday = '2026-11-20T10:00:00Z';
const actor = 'officer:test';

let engine: Engine;
let folder: string;
let officerId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-undo-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterEach(() => engine.close());

/** Imports records as they stood on a day, and tells the open cases. @returns the import's id */
async function importRecords(asOf: string, ...homes: Partial<ApiHome>[]): Promise<string> {
  const path = join(folder, `records-${asOf}.ndjson`);
  await writeRecords(path, homes.map(apiRecord));
  const file = { kind: 'cqc', path, fileName: `records-${asOf}.ndjson`, actor, asOf } as const;
  const result = await new Imports(engine.db, engine.clock).run(file);
  expect(result).toMatchObject({ refused: null, problems: [] });
  await engine.news.tell();
  return result.importId ?? '';
}

const amber = '1-900000001';

const openCase = async (locationId = amber): Promise<string> =>
  (await engine.cases.open({ locationId, officerId, on: '2026-11-02' }, actor)).id;

const facts = async (id: string): Promise<string[]> =>
  (await engine.cases.timeline(id)).map((f) => (f.retractedBy ? `(${f.type})` : f.type));

/** Sites and what is known of changes, as they lie in the tables. */
const register = async () =>
  engine.db.query('SELECT to_jsonb(s) AS site FROM site s ORDER BY location_id');

describe('an import taken back', () => {
  it('takes back what the cases were told, and their tasks, with the register', async () => {
    await importRecords('2026-11-01', {}, { locationId: '1-900000002', name: 'The Willows' });
    const [left, asleep] = [await openCase(), await openCase('1-900000002')];
    await engine.cases.record(asleep, a.agreed('2026-11-03'), actor);
    const before = await register();
    const importId = await importRecords(
      '2026-11-19',
      { deregisteredOn: '2026-11-12' },
      {
        locationId: '1-900000002',
        name: 'The Willows',
        dormant: true,
        managers: ['Bob Roy'],
      },
    );
    expect(await facts(left)).toEqual(['case-opened', 'site-deregistered']);
    expect(await engine.undoing.inTheWay(importId)).toEqual([]);
    await engine.undoing.undo(importId, actor);
    expect(await facts(left)).toEqual(['case-opened', '(site-deregistered)', 'retracted']);
    expect((await engine.cases.state(left)).site.status).toBe('registered');
    expect((await engine.cases.state(asleep)).dormancies).toEqual([]);
    expect((await engine.tasks.forCase(asleep)).map((t) => `${t.kind} ${t.status}`)).toEqual([
      'register/manager withdrawn',
    ]);
    expect(await register()).toEqual(before);
    await expect(engine.undoing.undo(importId, actor)).rejects.toMatchObject({
      message: expect.stringContaining('already'),
    });
    // And it is not told of again.
    await engine.news.tell();
    expect((await engine.cases.state(left)).site.status).toBe('registered');
  });

  it('is refused when the case has been closed because of it, and says so', async () => {
    await importRecords('2026-11-01', {});
    const id = await openCase();
    const importId = await importRecords('2026-11-19', { deregisteredOn: '2026-11-12' });
    await engine.cases.record(id, a.closed(friday, 'site closed'), actor);
    const inTheWay = await engine.undoing.inTheWay(importId);
    expect(inTheWay).toEqual([
      {
        what: 'case',
        name: 'the case of Amber Lodge, which was told “Site deregistered by CQC” and has been closed since',
        href: `/cases/${id}`,
      },
    ]);
    const before = await facts(id);
    await expect(engine.undoing.undo(importId, actor)).rejects.toMatchObject({
      dependants: inTheWay,
    });
    expect(await facts(id)).toEqual(before);
    // Opened again, nothing stands in the way.
    await engine.cases.record(id, a.reopened(friday), actor);
    await engine.undoing.undo(importId, actor);
    expect((await engine.cases.state(id)).site.status).toBe('registered');
  });

  it('leaves alone what an officer retracted herself', async () => {
    await importRecords('2026-11-01', {});
    const id = await openCase();
    const importId = await importRecords('2026-11-19', { dormant: true });
    const told = (await engine.cases.timeline(id)).find((f) => f.type === 'site-dormant');
    await engine.cases.record(id, a.retracted(friday, told?.id ?? ''), actor);
    await engine.undoing.undo(importId, actor);
    expect(await facts(id)).toEqual(['case-opened', '(site-dormant)', 'retracted']);
  });

  it('is refused for a site that has a case by now', async () => {
    const importId = await importRecords('2026-11-01', {});
    const id = await openCase();
    expect(await engine.undoing.inTheWay(importId)).toMatchObject([
      { what: 'case', href: `/cases/${id}` },
    ]);
    await expect(engine.undoing.undo(importId, actor)).rejects.toMatchObject({
      code: 'undo-in-the-way',
    });
  });

  it('that is not there cannot be', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    await expect(engine.undoing.undo(nothing, actor)).rejects.toMatchObject({
      code: 'no-such-import',
    });
  });
});
