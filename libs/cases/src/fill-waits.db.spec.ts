import * as a from '../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';
import { FillWaits } from './fill-waits.service';

describe('for whom cases of an earlier version wait', () => {
  let engine: Engine;

  const waits = () =>
    engine.db.query<{ id: string; awaits: string; since: string; stage: string }>(
      'SELECT id, awaits, awaits_since AS since, waiting_on, stage, version FROM application_case ORDER BY id',
    );

  beforeAll(async () => {
    engine = await testEngine('2026-11-01T09:00:00Z');
    const officerId = await buildOfficer(engine.db);
    const opened = async () => {
      const { locationId } = await buildSite(engine.db);
      engine.clock.set('2026-11-01T09:00:00Z');
      return (await engine.cases.open({ locationId, officerId }, 'test')).id;
    };
    const posted = await opened();
    engine.clock.set('2026-11-04T12:00:00Z');
    await engine.cases.record(posted, a.requested('2026-11-04'), 'test');
    const named = await opened();
    for (const [n, role] of ['owner and administrator', 'member'].entries())
      await engine.cases.record(
        named,
        a.named('2026-11-01', `P${n}`, {
          mobile: `07700 90000${n}`,
          email: `p${n}@home.example`,
          role,
        }),
        'test',
      );
    await engine.cases.record(named, a.agreed('2026-11-01'), 'test');
    // More of them than are written at a time.
    for (let n = 0; n < 100; n++) await opened();
    const ended = await opened();
    engine.clock.set('2026-11-05T12:00:00Z');
    await engine.cases.record(ended, a.closed('2026-11-05T12:00:00Z'), 'test');
  });
  afterAll(() => engine.close());

  it('is written once, as their own facts would have written it', async () => {
    const written = await waits();
    expect(new Set(written.map(({ awaits }) => awaits))).toContain('post');
    expect(written.filter((w) => w.stage === 'preparing')).toMatchObject([{ awaits: 'officer' }]);
    await engine.db.query('UPDATE application_case SET awaits = NULL, awaits_since = NULL');
    await engine.db.query(
      "UPDATE application_case SET waiting_on = 'provider' WHERE stage = 'preparing'",
    );
    const filling = new FillWaits(engine.db, engine.settings);
    expect(await filling.run()).toBe(102);
    expect(await waits()).toEqual(written);
    expect(await filling.run()).toBe(0);
  });

  it('is left as it is where it is known', async () => {
    await engine.db.query(
      `UPDATE application_case SET awaits_since = '2026-10-01T00:00:00Z' WHERE awaits = 'post'`,
    );
    const before = await waits();
    expect(await new FillWaits(engine.db, engine.settings).run()).toBe(0);
    expect(await waits()).toEqual(before);
  });
});
