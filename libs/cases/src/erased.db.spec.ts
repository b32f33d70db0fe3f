import { PersonKeys, personOfCase, textsOfCase } from '@app/platform';
import { newAddress } from '../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';

/** Monday 23 November 2026, ten in the morning. */
const monday = '2026-11-23T10:00:00Z';

let engine: Engine;
let caseId: string;

const record = async (fact: object) =>
  (await engine.cases.record(caseId, fact, 'officer:test')).fact;

beforeAll(async () => {
  engine = await testEngine(monday);
  const officerId = await buildOfficer(engine.db);
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  const opened = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, 'officer:x');
  caseId = opened.id;
  const sam = { mobile: '07700 900111', email: 'sam@private.example', job: 'Owner' };
  await record({ type: 'person-added', on: '2026-11-02', person: 'Sam Carter', ...sam });
  await record({ type: 'person-added', on: '2026-11-02', person: 'Kim Lee', email: newAddress() });
  await record({ type: 'account-created', on: '2026-11-12', person: 'Sam Carter' });
  await record({ type: 'person-opted-out', at: '2026-11-13T09:00:00Z', person: 'Sam Carter' });
  await record({ type: 'note-added', at: '2026-11-16T09:00:00Z', text: 'Sam rang from hospital' });
  await record({ type: 'provider-asked', at: '2026-11-16T09:30:00Z', about: 'the mobile of Sam' });
  await record({ type: 'parked', at: monday, until: '2026-12-14', reason: 'Sam is away' });
  await engine.due.drain();
});
afterAll(() => engine.close());

const drift = async () => (await engine.audit.audit()).drift;

describe('a case of which somebody and all texts are erased', () => {
  let before: Awaited<ReturnType<Engine['cases']['followUps']>>;

  beforeAll(async () => {
    before = await engine.cases.followUps(caseId);
    expect(await drift()).toEqual([]);
    expect((await engine.cases.get(caseId)).parkedWhy).toBe('Sam is away');
    await engine.db.transaction(async (tx) => {
      for (const subject of [personOfCase(caseId, 'p1'), textsOfCase(caseId)])
        expect(await PersonKeys.destroy(tx, subject, engine.clock.now())).toBe(true);
    });
  });

  it('shows what happened, without who it was and what was written', async () => {
    const facts = await engine.cases.timeline(caseId);
    expect(JSON.stringify(facts)).not.toMatch(/Sam|private\.example|7700900111|Owner/);
    expect(facts.map(({ type, details }) => [type, details])).toEqual([
      ['case-opened', {}],
      ['person-added', { person: 'p1' }],
      ['person-added', { person: 'Kim Lee', email: expect.any(String) }],
      ['account-created', { person: 'p1' }],
      ['person-opted-out', { person: 'p1' }],
      ['note-added', { text: '(erased)' }],
      ['provider-asked', { about: '(erased)' }],
      ['parked', { until: '2026-12-14', reason: '(erased)' }],
      ...facts.slice(8).map(({ type, details }) => [type, details]),
    ]);
    expect((await engine.cases.get(caseId)).parkedWhy).toBe('(erased)');
    expect(await engine.cases.damaged(caseId)).toEqual([]);
  });

  it('keeps its dates, and the sentences that explain them', async () => {
    const after = await engine.cases.followUps(caseId);
    expect(JSON.stringify(after)).not.toContain('Sam');
    expect(after.map(({ clock, rung, dueAt, status }) => [clock, rung, dueAt, status])).toEqual(
      before.map(({ clock, rung, dueAt, status }) => [clock, rung, dueAt, status]),
    );
    const sentences = after.map(({ basis }) => basis[0]);
    expect(sentences).toContain(
      'The provider was asked about (erased) on Monday 16 November 2026 at 9:30am.',
    );
    expect(sentences).toContain('The account of p1 was created on Thursday 12 November 2026.');
  });

  it('stands as it stood when all of it is read a second time', async () => {
    expect(await drift()).toEqual([]);
  });

  it('goes on: more is recorded, and whoever is named anew gets a key and a ref of their own', async () => {
    await record({ type: 'note-added', at: monday, text: 'Kim takes over' });
    await record({ type: 'person-added', on: '2026-11-23', person: 'Sam Carter' });
    const facts = await engine.cases.timeline(caseId);
    expect(facts.slice(-2).map(({ details }) => details)).toEqual([
      { text: 'Kim takes over' },
      { person: 'Sam Carter' },
    ]);
    const refs = await engine.db.query(
      'SELECT DISTINCT ref FROM case_person WHERE case_id = $1 ORDER BY 1',
      [caseId],
    );
    expect(refs).toEqual([{ ref: 'p1' }, { ref: 'p2' }, { ref: 'p3' }]);
    await engine.due.drain();
    expect(engine.troubles).toEqual([]);
    expect(await drift()).toEqual([]);
  });
});
