import { randomUUID } from 'node:crypto';
import * as a from '../../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { PresentMeasures } from './present-measures.service';

describe('the measures of the month so far', () => {
  let engine: Engine;
  let present: PresentMeasures;
  let officerId: string;
  let caseId: string;

  beforeAll(async () => {
    engine = await testEngine('2026-11-10T09:00:00Z');
    officerId = await buildOfficer(engine.db);
    const { locationId } = await buildSite(engine.db);
    caseId = (await engine.cases.open({ locationId, officerId }, 'test')).id;
    present = new PresentMeasures(engine.db, engine.clock);
  });
  afterAll(() => engine.close());

  const whole = async () => (await present.soFar('all')).parts[0]?.measures;

  /** The statements that are sent meanwhile. */
  async function statements(work: () => Promise<unknown>): Promise<number> {
    const query = jest.spyOn(engine.db, 'query');
    await work();
    const { length } = query.mock.calls;
    query.mockRestore();
    return length;
  }

  it('are those of today', async () => {
    const { day, parts } = await present.soFar('all');
    expect(day).toBe('2026-11-10');
    expect(parts.map(({ part }) => part)).toEqual(['']);
    expect(parts[0]?.measures.M1).toEqual({ locations: 1 });
  });

  it('are read once while nothing changes, whatever the split: only the state is looked at', async () => {
    await present.soFar('all');
    for (const split of ['all', 'authority', 'care-home'] as const)
      expect(await statements(() => present.soFar(split))).toBe(1);
  });

  it('are read once for those who ask at the same time', async () => {
    const fresh = new PresentMeasures(engine.db, engine.clock);
    const alone = await statements(() => fresh.soFar('all'));
    engine.clock.set('2026-11-10T09:01:00Z');
    const together = await statements(() =>
      Promise.all([1, 2, 3].map(() => fresh.soFar('authority'))),
    );
    // Each looks at the state by itself.
    expect(together).toBe(alone + 2);
  });

  it('follow a fact at once', async () => {
    expect((await whole())?.M11?.contacts).toBe(0);
    await engine.cases.record(caseId, a.asked('2026-11-10T09:00:30Z'), 'test');
    expect((await whole())?.M11).toMatchObject({ contacts: 1, asked: 1 });
  });

  it('follow an import at once', async () => {
    await buildSite(engine.db);
    expect((await whole())?.M1).toEqual({ locations: 2 });
  });

  it('follow a workshop at once', async () => {
    expect((await whole())?.M11?.workshops).toBe(0);
    await engine.db.query(
      `INSERT INTO workshop (id, number, held_on, kind, title, homes, locations, said_by, said_at)
       VALUES ($1, 1, '2026-11-09', 'workshop', 'Passcodes', 3, '{}', $2, '2026-11-10T09:01:00Z')`,
      [randomUUID(), officerId],
    );
    expect((await whole())?.M11).toMatchObject({ workshops: 1, 'homes-helped': 3 });
  });

  it('follow the passing of time: a stall begins at its moment', async () => {
    await engine.db.query(
      `UPDATE application_case SET stall_codes = '{closure}',
              stall_since = '{2026-11-10T09:05:00Z}', stalled_at = '2026-11-10T09:05:00Z'`,
    );
    engine.clock.set('2026-11-10T09:04:59Z');
    expect((await whole())?.M9?.stalled).toBe(0);
    engine.clock.set('2026-11-10T09:06:00Z');
    expect((await whole())?.M9?.stalled).toBe(1);
  });

  it('are read again after a failure', async () => {
    engine.clock.set('2026-11-10T09:07:00Z');
    const query = engine.db.query.bind(engine.db);
    const failing = jest.spyOn(engine.db, 'query').mockImplementation((sql, values, name) => {
      if (name === 'measured-sites') return Promise.reject(new Error('The connection was lost.'));
      return query(sql, values, name) as never;
    });
    await expect(present.soFar('all')).rejects.toThrow('The connection was lost.');
    failing.mockRestore();
    expect((await whole())?.M1).toEqual({ locations: 2 });
  });

  it('begin anew with the month in London', async () => {
    engine.clock.set('2026-12-01T00:00:00Z');
    const { day, parts } = await present.soFar('all');
    expect(day).toBe('2026-12-01');
    expect(parts[0]?.measures.M11).toMatchObject({ contacts: 0, workshops: 0 });
  });
});
