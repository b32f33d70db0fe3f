import { Conflict } from '@app/domain';
import { lettersOfCase, newAddress } from '../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { asOwner } from '../../../test/harness/as-owner';
import { type Engine, testEngine } from '../../../test/harness/engine';
import type { CaseRow } from './case.repository';

/** Friday 20 November 2026, ten in the morning. */
const friday = '2026-11-20T10:00:00Z';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

async function openCase(on = '2026-11-01'): Promise<CaseRow> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  return engine.cases.open({ locationId, officerId, on }, 'officer:test');
}

const record = (caseId: string, fact: object) => engine.cases.record(caseId, fact, 'officer:test');

const outcomes = async (caseId: string) =>
  (await engine.cases.followUps(caseId)).map((f) => [f.rung, f.outcome ?? f.status]);

describe('opening a case', () => {
  it('begins as a prospect with one fact', async () => {
    const row = await openCase();
    expect(row).toMatchObject({ version: 1, open: true, stage: 'prospect', waitingOn: 'officer' });
  });

  it('is not stalled for longer than it has been open, however old the reason', async () => {
    const { id } = await openCase('2026-07-10');
    const lacking = { level: 'not-met', edition: '24/25', coverage: 'own' };
    await record(id, { type: 'dspt-published', on: '2025-05-17', ...lacking });
    const stalled = () =>
      engine.db.query('SELECT stalled_at AS at FROM application_case WHERE id = $1', [id]);
    expect(await stalled()).toEqual([{ at: '2026-07-09T23:00:00Z' }]);
    await record(id, {
      type: 'dspt-published',
      on: '2026-07-20',
      ...lacking,
      level: 'met',
      edition: '25/26',
    });
    expect(await stalled()).toEqual([{ at: '2027-06-30T23:00:00Z' }]);
  });

  it('refuses a second open case for the site', async () => {
    const { locationId } = await openCase();
    await expect(
      engine.cases.open({ locationId, officerId }, 'officer:test'),
    ).rejects.toMatchObject({ code: 'case-already-open' });
  });

  it('allows a new case once the old one is closed', async () => {
    const { id, locationId } = await openCase();
    await record(id, { type: 'closed', at: friday, reason: 'declined' });
    await expect(
      engine.cases.open({ locationId, officerId }, 'officer:test'),
    ).resolves.toMatchObject({ open: true });
  });

  it('refuses to reopen a case whose site has another open one', async () => {
    const { id, locationId } = await openCase();
    await record(id, { type: 'closed', at: friday, reason: 'declined' });
    await engine.cases.open({ locationId, officerId }, 'officer:test');
    const reopening = record(id, { type: 'reopened', at: friday });
    await expect(reopening).rejects.toBeInstanceOf(Conflict);
    await expect(reopening).rejects.toMatchObject({ code: 'case-already-open' });
    expect(await engine.cases.get(id)).toMatchObject({ open: false, version: 2 });
  });

  it('refuses a site out of scope, an unknown site and an unknown officer', async () => {
    const { locationId } = await buildSite(engine.db, { inScope: false });
    const open = (input: { locationId: string; officerId: string }) =>
      engine.cases.open(input, 'officer:test');
    await expect(open({ locationId, officerId })).rejects.toMatchObject({
      code: 'site-out-of-scope',
    });
    await expect(open({ locationId: '1-000000000', officerId })).rejects.toMatchObject({
      code: 'no-such-site',
    });
  });
});

describe('a passcode requested by post six days ago', () => {
  it('sends the day-5 letter at once, and shows day 7 tomorrow', async () => {
    const { id } = await openCase();
    // Monday to Sunday: recorded on Friday 20 for a request on Saturday 14 November.
    await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
    await engine.due.drain();
    const followUps = await engine.cases.followUps(id);
    const day5 = followUps.find((f) => f.rung === 'day-5');
    expect(day5).toMatchObject({ outcome: 'sent', status: 'done' });
    const day7 = followUps.find((f) => f.rung === 'day-7');
    expect(day7?.dueAt.toString()).toBe('2026-11-21T09:00:00Z');
    expect(day7?.sendAt.toString()).toBe('2026-11-23T09:00:00Z');
    expect(await engine.cases.get(id)).toMatchObject({ useBy: '2026-12-12', stage: 'proving' });
  });

  it('stops every clock when the reply comes, and withdraws the call', async () => {
    const { id } = await openCase();
    await record(id, { type: 'submitted', at: '2026-11-18T09:30:00Z' });
    await engine.due.drain();
    expect(await engine.tasks.forCase(id)).toMatchObject([
      { kind: 'nhsmail-reply/call', status: 'open' },
    ]);
    expect(await engine.cases.get(id)).toMatchObject({ breachedAt: '2026-11-20T09:30:00Z' });
    await record(id, { type: 'nhsmail-replied', at: friday, outcome: 'accepted' });
    expect(await engine.tasks.forCase(id)).toMatchObject([{ status: 'withdrawn' }]);
    expect(await engine.cases.get(id)).toMatchObject({ stage: 'activating', breachedAt: null });
  });
});

describe('a submission on Friday at 17:00', () => {
  it('is breached on Sunday at 17:00, with a call task on Monday at 09:00', async () => {
    const { id } = await openCase();
    engine.clock.set('2026-11-20T17:00:00Z');
    await record(id, { type: 'submitted', at: '2026-11-20T17:00:00Z' });
    engine.clock.set('2026-11-22T17:00:00Z');
    await engine.due.drain();
    expect(await outcomes(id)).toEqual([
      ['expect', 'waiting'],
      ['breach', 'recorded'],
      ['call', 'waiting'],
    ]);
    engine.clock.set('2026-11-23T09:00:00Z');
    await engine.due.drain();
    expect(await outcomes(id)).toEqual([
      ['expect', 'sent'],
      ['breach', 'recorded'],
      ['call', 'task'],
    ]);
  });
});

describe('recording', () => {
  it('refuses a stale version and changes nothing', async () => {
    const { id, version } = await openCase();
    await record(id, { type: 'agreed', on: '2026-11-10' });
    await expect(
      engine.cases.record(id, { type: 'agreed', on: '2026-11-10' }, 'officer:test', version),
    ).rejects.toMatchObject({ code: 'stale-version' });
    expect(await engine.cases.timeline(id)).toHaveLength(2);
  });

  it('lets only one of twenty writers with the same version through', async () => {
    const { id, version } = await openCase();
    const writes = Array.from({ length: 20 }, () =>
      engine.cases.record(id, { type: 'agreed', on: '2026-11-10' }, 'officer:test', version),
    );
    const settled = await Promise.allSettled(writes);
    expect(settled.filter((s) => s.status === 'fulfilled')).toHaveLength(1);
    expect(await engine.cases.get(id)).toMatchObject({ version: 2 });
  });

  it('brings the follow-ups back when the fact that stopped them is retracted', async () => {
    const { id } = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-19', channel: 'post' });
    const { fact } = await record(id, { type: 'otp-received', on: '2026-11-20' });
    expect(await outcomes(id)).toContainEqual(['day-7', 'superseded']);
    await record(id, { type: 'retracted', at: friday, fact: fact.id });
    expect(await outcomes(id)).toContainEqual(['day-7', 'waiting']);
    expect((await engine.cases.timeline(id)).find((f) => f.id === fact.id)?.retractedBy).toEqual(
      expect.any(String),
    );
  });

  it('brings the call back when the reply that ended it is retracted', async () => {
    const { id } = await openCase();
    await record(id, { type: 'submitted', at: '2026-11-18T09:30:00Z' });
    await engine.due.drain();
    const reply = { type: 'nhsmail-replied', at: friday, outcome: 'accepted' };
    const { fact } = await record(id, reply);
    await record(id, { type: 'retracted', at: friday, fact: fact.id });
    expect(await engine.tasks.forCase(id)).toMatchObject([
      { kind: 'nhsmail-reply/call', status: 'open', settledAt: null },
    ]);
  });

  it('withdraws a letter that has not gone when the provider opts out', async () => {
    const { id } = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
    await engine.due.drain();
    await record(id, { type: 'opted-out', at: friday });
    expect(await engine.db.query(`SELECT status FROM letter WHERE ${lettersOfCase}`, [id])).toEqual(
      [{ status: 'withdrawn' }],
    );
  });

  it('counts a reply that comes after the case was closed and reopened', async () => {
    const { id } = await openCase();
    await record(id, { type: 'submitted', at: '2026-11-18T09:30:00Z' });
    await record(id, { type: 'closed', at: friday, reason: 'by mistake' });
    await record(id, { type: 'reopened', at: friday });
    await record(id, { type: 'nhsmail-replied', at: friday, outcome: 'accepted' });
    expect(await engine.cases.get(id)).toMatchObject({ stage: 'activating' });
  });

  it('refuses a passcode pasted into a note', async () => {
    const { id } = await openCase();
    await expect(
      record(id, { type: 'note-added', at: friday, text: 'the passcode is 48A7-2231' }),
    ).rejects.toMatchObject({ code: 'secret-refused' });
  });

  it('keeps facts from being changed or removed', async () => {
    await openCase();
    for (const change of ["UPDATE fact SET type = 'agreed'", 'DELETE FROM fact']) {
      await expect(engine.db.query(change)).rejects.toThrow('permission denied');
      await expect(asOwner(engine.db, change)).rejects.toThrow('append-only');
    }
  });
});

describe('firing', () => {
  it('run twice, fires once', async () => {
    const { id } = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
    await engine.due.drain();
    expect((await engine.due.drain()).fired).toBe(0);
    const letters = await engine.db.query(`SELECT 1 FROM letter WHERE ${lettersOfCase}`, [id]);
    expect(letters).toHaveLength(1);
  });

  it('shared by four workers, fires each follow-up once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 150; i++) {
      const { id } = await openCase();
      ids.push(id);
      await record(id, { type: 'otp-requested', on: '2026-11-20', channel: 'post' });
    }
    engine.clock.set('2026-11-25T09:00:00Z');
    await Promise.all([1, 2, 3, 4].map(() => engine.due.drain()));
    const [count] = await engine.db.query<{ letters: string; cases: string }>(
      `SELECT count(*) AS letters, count(DISTINCT case_id) AS cases FROM letter_part
        WHERE case_id = ANY($1) AND kind = 'otp-on-its-way'`,
      [ids],
    );
    expect(count).toEqual({ letters: '150', cases: '150' });
  });

  it('does not let one bad case hold back its neighbours', async () => {
    const bad = await openCase();
    const good = await openCase();
    for (const { id } of [bad, good])
      await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
    // A letter nobody has written a text for.
    await engine.db.query(
      "UPDATE contact SET sealed = '\\x00' WHERE location_id = $1 AND retired_at IS NULL",
      [bad.locationId],
    );
    const drained = await engine.due.drain();
    expect(drained).toMatchObject({ failed: 1 });
    expect(await outcomes(good.id)).toContainEqual(['day-5', 'sent']);
    expect(await outcomes(bad.id)).toContainEqual(['day-5', 'waiting']);
    expect(engine.troubles).not.toHaveLength(0);
  });

  it('after a weekend down, sends the newest only and never at night', async () => {
    const { id } = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-19', channel: 'post' });
    engine.clock.set('2026-11-30T02:00:00Z');
    await engine.due.drain();
    expect(await outcomes(id)).toContainEqual(['day-10', 'waiting']);
    engine.clock.set('2026-11-30T09:00:00Z');
    await engine.due.drain();
    expect(await outcomes(id)).toEqual(
      expect.arrayContaining([
        ['day-5', 'superseded'],
        ['day-7', 'superseded'],
        ['day-10', 'task'],
      ]),
    );
  });

  it('leaves nothing for the audit to find', async () => {
    engine.clock.set('2027-01-10T12:00:00Z');
    await engine.due.drain();
    const report = await engine.audit.audit();
    expect(report.drift).toEqual([]);
    expect(report.cases).toBeGreaterThan(150);
  });
});
