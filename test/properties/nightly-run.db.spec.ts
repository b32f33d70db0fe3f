import { auditNightly, NightAudit } from '@app/night-audit';
import { buildOfficer, buildSite } from '../builders/register';
import { type Engine, testEngine } from '../harness/engine';

let engine: Engine;
let audit: NightAudit;

beforeAll(async () => {
  engine = await testEngine('2026-11-02T10:00:00Z');
  audit = new NightAudit(engine.db, engine.clock, engine.sealer);
  const { locationId } = await buildSite(engine.db, { name: 'Elm House' });
  const officerId = await buildOfficer(engine.db);
  const { id } = await engine.cases.open({ locationId, officerId, on: '2026-11-02' }, 'test');
  const fact = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
  await engine.cases.record(id, fact, 'test');
  await engine.db.query(
    "UPDATE follow_up SET due_at = due_at + interval '1 day' WHERE rung = 'day-7'",
  );
});
afterAll(() => engine.close());
beforeEach(() => engine.db.query('DELETE FROM night_audit'));

const at = (moment: string) => {
  engine.clock.set(moment);
  return auditNightly(engine.db, engine.clock, audit);
};

const kept = () =>
  engine.db.query('SELECT night, finished_at, cases, differences, found FROM night_audit');

describe('the nightly run', () => {
  it('keeps what it found, in words a person can act on', async () => {
    await at('2026-11-03T03:00:00Z');
    expect(await kept()).toEqual([
      {
        night: '2026-11-03',
        finished_at: '2026-11-03T03:00:00Z',
        cases: 1,
        differences: expect.any(Number),
        found: expect.arrayContaining([
          {
            caseId: expect.any(String),
            home: 'Elm House',
            what: 'day-7 of otp-arrival: when it is due is stored as Tuesday 10 November 2026 at 9:00am; the facts say Monday 9 November 2026 at 9:00am',
          },
        ]),
      },
    ]);
  });

  it.each(['2026-11-03T01:59:00Z', '2026-11-03T06:00:00Z', '2026-07-01T00:59:00Z'])(
    'does not begin at %s',
    async (moment) => {
      expect(await at(moment)).toBeNull();
      expect(await kept()).toEqual([]);
    },
  );

  it('begins by the clock on the wall in summer', async () => {
    expect(await at('2026-07-01T01:00:00Z')).not.toBeNull();
  });

  it('is done once, though two workers ask in the same moment', async () => {
    engine.clock.set('2026-11-03T03:00:00Z');
    const asked = [1, 2].map(() => auditNightly(engine.db, engine.clock, audit));
    const done = (await Promise.all(asked)).filter((report) => report !== null);
    expect(done).toHaveLength(1);
    expect(await at('2026-11-03T05:59:00Z')).toBeNull();
    expect(await at('2026-11-04T02:00:00Z')).not.toBeNull();
  });

  it('is begun again two hours after a worker died over it', async () => {
    await engine.db.query(
      "INSERT INTO night_audit (night, started_at) VALUES ('2026-11-03', '2026-11-03T02:00:00Z')",
    );
    expect(await at('2026-11-03T04:00:00Z')).toBeNull();
    expect(await at('2026-11-03T04:00:01Z')).not.toBeNull();
  });
});
