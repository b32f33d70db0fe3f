import { OfficerRights } from '@app/officers';
import { SilentBells } from '@app/follow-ups';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { RecordFactService } from '../record-fact.service';
import { Caseloads } from './caseloads.service';

const now = '2026-12-24T09:00:00Z';
let engine: Engine;
let caseloads: Caseloads;
let recording: RecordFactService;
let by: { id: string; email: string; name: string; role: 'lead' };

beforeAll(async () => {
  engine = await testEngine(now);
  const { db, clock, settings } = engine;
  recording = new RecordFactService(db, clock, new SilentBells(), settings);
  caseloads = new Caseloads(db, clock, recording, new OfficerRights(clock));
  const id = await buildOfficer(db, { name: 'Lee Lead', role: 'lead' });
  by = { id, email: 'lee@example.org', name: 'Lee Lead', role: 'lead' };
});
afterAll(() => engine.close());

/** Somebody with this many open cases, each with a passcode on its way, and one closed. */
async function officerWith(cases: number) {
  const id = await buildOfficer(engine.db, { name: 'Ann Away' });
  const made: string[] = [];
  for (let n = 0; n <= cases; n++) {
    const { locationId } = await buildSite(engine.db, { name: `House ${n}` });
    const opened = await engine.cases.open({ locationId, officerId: id, on: '2026-12-01' }, 'test');
    const code = { type: 'otp-requested', on: '2026-12-10', channel: 'post' };
    if (n < cases) await engine.cases.record(opened.id, code, 'test');
    else await engine.cases.record(opened.id, { type: 'closed', at: now, reason: 'done' }, 'test');
    made.push(opened.id);
  }
  return { id, open: made.slice(0, cases), closed: made[cases] ?? '' };
}
const ownerOf = async (caseId: string) => (await engine.cases.get(caseId)).officerId;
const isDisabled = async (id: string): Promise<boolean> => {
  const [row] = await engine.db.query<{ gone: boolean }>(
    'SELECT disabled_at IS NOT NULL AS gone FROM officer WHERE id = $1',
    [id],
  );
  return row?.gone === true;
};

describe('a caseload', () => {
  it('goes to another: a fact on each open case, and tasks with it', async () => {
    const ann = await officerWith(3);
    const bo = await buildOfficer(engine.db, { name: 'Bo Next' });
    await engine.due.drain();
    expect(await caseloads.counts()).toMatchObject(new Map([[ann.id, 3]]));
    const handed = await caseloads.handOver(ann.id, bo, by);
    expect(handed).toEqual(
      ann.open.map((caseId, n) => ({ caseId, home: `House ${n}`, refused: null })),
    );
    for (const caseId of ann.open) {
      expect(await ownerOf(caseId)).toBe(bo);
      const last = (await engine.cases.timeline(caseId)).at(-1);
      expect(last).toMatchObject({ type: 'handed-over', recordedBy: `officer:${by.id}` });
    }
    const tasks = await engine.db.query(
      `SELECT DISTINCT c.officer_id AS owner FROM task t JOIN application_case c ON c.id = t.case_id
        WHERE t.case_id = ANY ($1::uuid[])`,
      [ann.open],
    );
    expect(tasks).toEqual([{ owner: bo }]);
    expect(await ownerOf(ann.closed)).toBe(ann.id);
    expect(await caseloads.handOver(ann.id, bo, by)).toEqual([]);
  });

  it('is not left behind by who goes', async () => {
    const ann = await officerWith(2);
    await expect(caseloads.leave(ann.id, null, 'has-left', by)).rejects.toMatchObject({
      code: 'caseload-first',
      message: 'Ann Away owns 2 open cases. Choose who takes them.',
    });
    expect(await isDisabled(ann.id)).toBe(false);
    const bo = await buildOfficer(engine.db, { name: 'Bo Next' });
    expect(await caseloads.leave(ann.id, bo, 'has-left', by)).toHaveLength(2);
    expect(await isDisabled(ann.id)).toBe(true);
    const [entry] = await engine.db.query(
      "SELECT why FROM audit_entry WHERE action = 'officer-disabled' AND subject = $1",
      [`officer:${ann.id}`],
    );
    expect(entry).toEqual({ why: 'has-left' });
  });

  it('keeps the officer while one case could not be handed over', async () => {
    const ann = await officerWith(2);
    const bo = await buildOfficer(engine.db, { name: 'Bo Next' });
    const [first = '', second = ''] = ann.open;
    // Closed by somebody else after the list was read.
    const record = recording.record.bind(recording);
    jest.spyOn(recording, 'record').mockImplementationOnce(async (caseId, ...rest) => {
      await record(caseId, { type: 'closed', at: now, reason: 'done' }, 'test');
      return record(caseId, ...rest);
    });
    const handed = await caseloads.leave(ann.id, bo, 'has-left', by);
    expect(handed.map((one) => [one.caseId, one.refused === null])).toEqual([
      [first, false],
      [second, true],
    ]);
    expect(await isDisabled(ann.id)).toBe(false);
  });

  it('is taken by nobody who cannot work on it', async () => {
    const ann = await officerWith(1);
    const viewer = await buildOfficer(engine.db, { role: 'viewer' });
    for (const to of [viewer, ann.id, '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11'])
      await expect(caseloads.handOver(ann.id, to, by)).rejects.toMatchObject({
        code: 'cannot-take-cases',
      });
  });

  it('keeps its owner from becoming a viewer', async () => {
    const ann = await officerWith(1);
    await expect(caseloads.giveRole(ann.id, 'viewer', 'new-duties')).rejects.toMatchObject({
      code: 'caseload-first',
    });
    await caseloads.giveRole(ann.id, 'lead', 'stands-in');
    const entries = await engine.db.query(
      "SELECT why, details FROM audit_entry WHERE action = 'role-changed' AND subject = $1",
      [`officer:${ann.id}`],
    );
    expect(entries).toEqual([{ why: 'stands-in', details: { from: 'officer', to: 'lead' } }]);
  });

  it('is not handed over for the last lead, who stays', async () => {
    const [{ id: cases = '' } = {}] = await engine.db.query<{ id: string }>(
      "SELECT id FROM officer WHERE role = 'lead' AND id <> $1",
      [by.id],
    );
    await caseloads.giveRole(cases, 'officer', 'mistake');
    const { locationId } = await buildSite(engine.db);
    const own = await engine.cases.open({ locationId, officerId: by.id }, 'test');
    const bo = await buildOfficer(engine.db, { name: 'Bo Next' });
    await expect(caseloads.leave(by.id, bo, 'has-left', by)).rejects.toMatchObject({
      code: 'last-lead',
    });
    expect(await ownerOf(own.id)).toBe(by.id);
  });
});
