import * as a from '../../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { buildImport } from '../../../../test/builders/register-changes';
import { type Engine, testEngine } from '../../../../test/harness/engine';

const friday = '2026-11-20T10:00:00Z';
const actor = 'officer:test';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

/** A site with an open case and the facts given. */
async function openCase(...facts: a.GivenFact[]) {
  const { locationId } = await buildSite(engine.db);
  await engine.db.query(
    `UPDATE site SET registration_status = 'registered', dormant = false, ods_code = 'VZZ01'
      WHERE location_id = $1`,
    [locationId],
  );
  const { id } = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor);
  for (const fact of facts) await engine.cases.record(id, fact, actor);
  return { id, locationId };
}

/** "type day by whom" of what a register gave reason to record. */
const told = async (id: string): Promise<string[]> =>
  (await engine.cases.timeline(id))
    .filter((f) => f.recordedBy === 'import')
    .map((f) => `${f.type} ${f.on}`);

const asked = async (id: string): Promise<string[]> =>
  (await engine.tasks.forCase(id)).filter((t) => t.status === 'open').map((t) => t.kind);

const gone = { registration_status: 'deregistered', deregistered_on: '2026-11-12' };

describe('news from a register', () => {
  it('tells each open case of what changed for its site, once', async () => {
    const [left, asleep, other] = [await openCase(), await openCase(), await openCase()];
    await buildImport(engine.db, {
      asOf: '2026-11-19',
      changes: { [left.locationId]: gone, [asleep.locationId]: { dormant: true } },
    });
    await engine.news.tell();
    await engine.news.tell();
    expect(await told(left.id)).toEqual(['site-deregistered 2026-11-12']);
    expect(await told(asleep.id)).toEqual(['site-dormant 2026-11-19']);
    expect(await told(other.id)).toEqual([]);
    expect(await engine.cases.get(left.id)).toMatchObject({ waitingOn: 'officer', open: true });
  });

  it('tells imports in the order they were made, each as the site stood after it', async () => {
    const { id, locationId } = await openCase();
    await buildImport(engine.db, {
      asOf: '2026-11-10',
      changes: { [locationId]: { dormant: true } },
    });
    await buildImport(engine.db, {
      asOf: '2026-11-17',
      changes: { [locationId]: { dormant: false } },
    });
    await engine.news.tell();
    expect(await told(id)).toEqual(['site-dormant 2026-11-10', 'site-reopened 2026-11-17']);
  });

  it('goes on where it was broken off, and tells nobody twice', async () => {
    const [one, other] = [await openCase(), await openCase()];
    const importId = await buildImport(engine.db, {
      asOf: '2026-11-19',
      changes: { [one.locationId]: gone, [other.locationId]: gone },
    });
    // As after a crash: the first has been told, and an officer knows better by now.
    await engine.news.tell();
    await engine.db.query('UPDATE import_run SET told_at = NULL WHERE id = $1', [importId]);
    const [fact] = (await engine.cases.timeline(one.id)).slice(-1);
    await engine.cases.record(one.id, a.retracted(friday, fact?.id ?? ''), actor);
    await engine.news.tell();
    expect(await told(one.id)).toEqual(['site-deregistered 2026-11-12']);
    expect(await told(other.id)).toEqual(['site-deregistered 2026-11-12']);
  });

  it('told by several at once, each case hears it once', async () => {
    const { id, locationId } = await openCase();
    await buildImport(engine.db, { asOf: '2026-11-19', changes: { [locationId]: gone } });
    await Promise.all([engine.news.tell(), engine.news.tell(), engine.news.tell()]);
    expect(await told(id)).toEqual(['site-deregistered 2026-11-12']);
  });

  it('says nothing of an import that was undone, nor to a closed case', async () => {
    const [open, shut] = [await openCase(), await openCase()];
    await engine.cases.record(shut.id, a.closed(friday), actor);
    const undone = await buildImport(engine.db, {
      asOf: '2026-11-19',
      changes: { [open.locationId]: gone },
    });
    await engine.db.query('UPDATE import_run SET undone_at = $2 WHERE id = $1', [undone, friday]);
    await engine.db.query(
      "UPDATE site SET registration_status = 'registered', deregistered_on = NULL WHERE location_id = $1",
      [open.locationId],
    );
    await buildImport(engine.db, { asOf: '2026-11-19', changes: { [shut.locationId]: gone } });
    await engine.news.tell();
    expect(await told(open.id)).toEqual([]);
    expect(await told(shut.id)).toEqual([]);
  });

  it('asks the officer about a new owner, another manager and another ODS code, once each', async () => {
    const { id, locationId } = await openCase(a.agreed('2026-11-02'));
    const { locationId: elsewhere } = await buildSite(engine.db);
    const [{ provider_id } = { provider_id: '' }] = await engine.db.query<{ provider_id: string }>(
      'SELECT provider_id FROM site WHERE location_id = $1',
      [elsewhere],
    );
    await engine.db.query('UPDATE site SET registered_managers = $2 WHERE location_id = $1', [
      locationId,
      ['Ms Ann Lee'],
    ]);
    await buildImport(engine.db, {
      asOf: '2026-11-19',
      changes: { [locationId]: { provider_id, ods_code: 'VZZ02', registered_managers: ['Mr B'] } },
    });
    await engine.news.tell();
    await engine.news.tell();
    expect((await asked(id)).sort()).toEqual([
      'register/manager',
      'register/new-owner',
      'register/ods-code',
    ]);
    expect(await told(id)).toEqual([]);
  });
});
