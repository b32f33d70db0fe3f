import { randomUUID } from 'node:crypto';
import type { CallMatter, CallOutcome } from '@app/domain';
import { raiseTask } from '@app/follow-ups';
import { newAddress } from '../../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';

/** Friday 20 November 2026, ten in the morning. */
const friday = '2026-11-20T10:00:00Z';
const me = 'officer:test';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

async function openCase(): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  return (await engine.cases.open({ locationId, officerId, on: '2026-10-23' }, me)).id;
}

/** A case whose provider was asked so long ago that somebody is to ring them today. */
async function silentCase(): Promise<string> {
  engine.clock.set('2026-10-23T10:00:00Z');
  const id = await openCase();
  const asked = { type: 'provider-asked', at: '2026-10-23T10:00:00Z', about: 'the form' };
  await engine.cases.record(id, asked, me);
  engine.clock.set('2026-11-20T09:30:00Z');
  await engine.due.drain();
  engine.clock.set(friday);
  return id;
}

const call = (id: string, about: CallMatter, outcome: CallOutcome) =>
  engine.calls.make(id, { about, outcome }, me);

const rows = (id: string) =>
  engine.db.query('SELECT matter, until FROM put_off WHERE case_id = $1 ORDER BY matter', [id]);

const tasks = async (id: string) =>
  (await engine.tasks.forCase(id)).map(({ kind, status }) => `${kind} ${status}`);

const types = async (id: string) =>
  (await engine.cases.timeline(id)).filter((f) => !f.retractedBy).map((f) => f.type);

const drift = (id: string) => engine.audit.auditCases([id]);

describe('a call', () => {
  it('that reached a voicemail leaves its task, and comes up on the next working day', async () => {
    const id = await silentCase();
    const made = await call(id, 'silence', 'voicemail');
    expect(made.fact.details).toEqual({
      about: 'silence',
      outcome: 'voicemail',
      again: '2026-11-23',
    });
    expect(await rows(id)).toEqual([{ matter: 'silence', until: '2026-11-23' }]);
    expect(await tasks(id)).toEqual(['provider-silence/working-day-20 open']);
    expect(await drift(id)).toEqual([]);
  });

  it('in which they spoke is their reply, and taking it back restores all of it', async () => {
    const id = await silentCase();
    const { fact, case: after } = await call(id, 'silence', 'spoke');
    expect(await types(id)).toEqual(
      expect.arrayContaining(['provider-asked', 'provider-replied', 'call-made']),
    );
    expect(fact.details.again).toBe(after.parkedUntil);
    expect(await tasks(id)).toEqual(['provider-silence/working-day-20 withdrawn']);
    expect(await drift(id)).toEqual([]);

    engine.clock.set('2026-11-20T10:01:00Z');
    await engine.calls.takeBack(id, fact.id, me);
    expect(await types(id)).not.toContain('provider-replied');
    expect(await rows(id)).toEqual([]);
    expect(await tasks(id)).toEqual(['provider-silence/working-day-20 open']);
    expect(await drift(id)).toEqual([]);
    await expect(engine.calls.takeBack(id, fact.id, me)).rejects.toThrow(/retracted already/);
  });

  it('that is done settles the tasks of its matter alone; taken back, they lie open again', async () => {
    const id = await silentCase();
    await engine.cases.record(id, { type: 'ticket-raised', at: friday, reference: 'INC1' }, me);
    engine.clock.set('2026-11-24T09:00:00Z');
    await engine.due.drain();
    const done = await call(id, 'ticket', 'done');
    expect((await tasks(id)).sort()).toEqual([
      'provider-silence/working-day-20 open',
      'ticket/working-day-2 done',
    ]);
    expect(await drift(id)).toEqual([]);
    engine.clock.set('2026-11-24T09:01:00Z');
    await engine.cases.record(
      id,
      { type: 'retracted', at: '2026-11-24T09:01:00Z', fact: done.fact.id },
      me,
    );
    expect((await tasks(id)).sort()).toEqual([
      'provider-silence/working-day-20 open',
      'ticket/working-day-2 open',
    ]);
    expect(await drift(id)).toEqual([]);
  });

  it('at a wrong number asks somebody once to find it, until it is taken back', async () => {
    const id = await silentCase();
    const { fact } = await call(id, 'silence', 'wrong-number');
    await call(id, 'review', 'wrong-number');
    const found = (await engine.tasks.forCase(id)).filter((t) => t.kind === 'call/wrong-number');
    expect(found.map(({ status, dueAt }) => [status, dueAt])).toEqual([
      ['open', '2026-11-23T09:00:00Z'],
    ]);
    expect(await drift(id)).toEqual([]);
    await engine.calls.takeBack(id, fact.id, me);
    expect(await tasks(id)).toContain('call/wrong-number withdrawn');
    expect(await drift(id)).toEqual([]);
  });

  it('of a page counts once, however often its button is pressed', async () => {
    const id = await silentCase();
    const given = { about: 'silence', outcome: 'tomorrow' } as const;
    const [one, two] = await Promise.all([
      engine.calls.makeOnce(id, given, me),
      engine.calls.makeOnce(id, { ...given, outcome: 'voicemail' }, me),
    ]);
    expect(two?.id).toBe(one?.id);
    expect((await types(id)).filter((type) => type === 'call-made')).toHaveLength(1);
  });

  it('of a page counts again once more has come up about its matter', async () => {
    const id = await openCase();
    const writes = (): Promise<unknown> => {
      const now = engine.clock.now();
      return raiseTask(
        engine.db,
        { caseId: id, kind: 'mail/answer', addressee: 'officer', dueAt: now, about: randomUUID() },
        now,
      );
    };
    const once = (outcome: CallOutcome) =>
      engine.calls.makeOnce(id, { about: 'answer', outcome }, me);
    await writes();
    const first = await once('voicemail');
    engine.clock.set('2026-11-20T10:05:00Z');
    expect((await once('done')).id).toBe(first.id);
    await writes();
    engine.clock.set('2026-11-20T10:06:00Z');
    const second = await once('done');
    expect(second.details.outcome).toBe('done');
    expect(await tasks(id)).toEqual(['mail/answer done', 'mail/answer done']);
    expect((await once('tomorrow')).id).toBe(second.id);
  });

  it('on a closed case is refused; closing ends what was put off', async () => {
    const id = await silentCase();
    await call(id, 'silence', 'voicemail');
    await engine.cases.record(id, { type: 'closed', at: friday, reason: 'Declined' }, me);
    expect(await rows(id)).toEqual([]);
    expect(await drift(id)).toEqual([]);
    await expect(call(id, 'silence', 'spoke')).rejects.toThrow(/reopen it/);
  });

  it('is told by the night audit when its row says another day, or is missing', async () => {
    const id = await silentCase();
    await call(id, 'silence', 'voicemail');
    await engine.db.query("UPDATE put_off SET until = '2027-06-01' WHERE case_id = $1", [id]);
    expect((await drift(id)).map(({ what }) => what)).toEqual([
      'the day on which "silence" comes up again is stored as Tuesday 1 June 2027; the facts say Monday 23 November 2026',
    ]);
    await engine.db.query('DELETE FROM put_off WHERE case_id = $1', [id]);
    expect(await drift(id)).toHaveLength(2);
  });
});
