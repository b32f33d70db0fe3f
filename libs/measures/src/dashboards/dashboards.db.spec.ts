import { DsptAreas, DsptStandings } from '@app/dspt';
import * as a from '../../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { keepHistories } from './keep-histories';
import { Dashboards } from './dashboards.service';

const year = { from: '2025-12', to: '2026-11' };

describe('the dashboards, counted on a database', () => {
  let engine: Engine;
  let dashboards: Dashboards;
  let officerId: string;
  let otherId: string;
  const cases: string[] = [];

  const open = async (
    by: string,
    place: string | null,
    ...facts: a.GivenFact[]
  ): Promise<string> => {
    const { locationId } = await buildSite(engine.db);
    await engine.db.query('UPDATE site SET local_authority = $2 WHERE location_id = $1', [
      locationId,
      place,
    ]);
    engine.clock.set('2026-11-01T09:00:00Z');
    const { id } = await engine.cases.open({ locationId, officerId: by }, 'test');
    for (const fact of facts) await record(id, fact);
    return id;
  };
  const record = async (id: string, fact: a.GivenFact) => {
    const { on, at } = fact as { on?: string; at?: string };
    engine.clock.set(at ?? `${on}T12:00:00Z`);
    return engine.cases.record(id, fact, 'test');
  };

  beforeAll(async () => {
    engine = await testEngine('2026-11-01T09:00:00Z');
    const { db, clock } = engine;
    dashboards = new Dashboards(db, clock, new DsptAreas(db, new DsptStandings(db)));
    officerId = await buildOfficer(db);
    otherId = await buildOfficer(db);
    cases.push(
      await open(
        officerId,
        'Boston',
        a.agreed('2026-11-02'),
        a.prepared('2026-11-04'),
        a.requested('2026-11-06'),
        a.received('2026-11-13'),
      ),
      await open(
        officerId,
        'Boston',
        a.agreed('2026-11-03'),
        a.requested('2026-11-05', 'email'),
        a.requested('2026-11-10'),
      ),
      await open(
        otherId,
        null,
        a.agreed('2026-11-02'),
        a.contactId('2026-11-03'),
        a.submitted('2026-11-04T10:00:00Z'),
        a.replied('2026-11-05T10:00:00Z'),
      ),
    );
    clock.set('2026-11-20T09:30:00Z');
  }, 60_000);
  afterAll(() => engine.close());

  it('are behind by every case that has had facts, until they have caught up', async () => {
    expect(await dashboards.countBehind()).toBe(cases.length);
    await keepHistories(engine.db);
    expect(await dashboards.countBehind()).toBe(0);
  });

  it('come to the same when several catch up at once, and from facts anew', async () => {
    const all = () =>
      engine.db.query(
        `SELECT h.*, s.n, s.stage, s.entered_at, s.left_at, s.days FROM case_history h
           LEFT JOIN case_stage s USING (case_id) ORDER BY case_id, s.n`,
      );
    const before = await all();
    await engine.db.query('UPDATE case_history SET version = 0');
    await Promise.all([1, 2, 3].map(() => keepHistories(engine.db)));
    expect(await all()).toEqual(before);
    expect(before.length).toBeGreaterThan(cases.length);
  });

  it('show how far cases came, and where those stand that are open', async () => {
    const { opened, steps } = await dashboards.funnel(year);
    expect(opened).toBe(3);
    const of = (stage: string) => steps.find((step) => step.stage === stage);
    expect(of('prospect')).toMatchObject({ reached: 3, now: 0 });
    expect(of('ready')).toMatchObject({ reached: 2, now: 1 });
    expect(of('submitted')).toMatchObject({ reached: 1 });
    expect(of('live')).toMatchObject({ reached: 0, now: 0 });
    expect(steps.reduce((sum, { now }) => sum + now, 0)).toBe(3);
  });

  it('count a passcode in the month and by the way it was sent, and who superseded whom', async () => {
    const months = await dashboards.passcodes(year);
    expect(months).toHaveLength(12);
    expect(months.at(-1)).toEqual({
      month: '2026-11',
      isKept: false,
      counts: {
        requested: { post: 2, email: 1 },
        received: { post: 1, email: 0 },
        used: { post: 0, email: 0 },
        expired: { post: 0, email: 0 },
        superseded: { post: 0, email: 1 },
      },
    });
    expect(months[0]?.counts.requested).toEqual({ post: 0, email: 0 });
  });

  it('count a reply where it was settled', async () => {
    const months = await dashboards.replies(year);
    expect(months.at(-1)).toMatchObject({ within: 1, late: 0 });
  });

  it('say how long stages took, by the rule of M7', async () => {
    const times = await dashboards.stageTimes(year);
    const proving = times.find(({ stage }) => stage === 'proving');
    // 4 to 13 November, from midnight to midnight.
    expect(proving).toEqual({ stage: 'proving', stays: 1, median: 9, ninetieth: 9 });
  });

  it('are narrowed by place and by officer', async () => {
    const boston = await dashboards.funnel({ ...year, authority: 'Boston' });
    const nowhere = await dashboards.funnel({ ...year, authority: 'none' });
    const others = await dashboards.funnel({ ...year, officerId: otherId });
    expect([boston.opened, nowhere.opened, others.opened]).toEqual([2, 1, 1]);
    expect((await dashboards.funnel({ ...year, careHome: false })).opened).toBe(0);
  });

  it('cover every location, those nobody is at work with too', async () => {
    await buildSite(engine.db);
    const { total, authorities, isDsptKnown } = await dashboards.coverage(year);
    expect(total).toEqual({ locations: 4, live: 0, found: 0, met: 0, approaching: 0 });
    expect(isDsptKnown).toBe(false);
    expect(authorities.map(({ localAuthority, locations }) => [localAuthority, locations])).toEqual(
      [
        ['Boston', 2],
        [null, 2],
      ],
    );
  });

  it('tell what was kept of a past month, and never count it anew', async () => {
    await engine.db.query(
      `INSERT INTO measure_snapshot (month, measure, split, part, figures, day, taken_at, late)
       VALUES ('2026-10-01', 'M10', 'all', '', '{"within": 7, "late": 2, "due": 9}', '2026-10-31',
               '2026-11-01T00:10:00Z', false)`,
    );
    const kept = { month: '2026-10', isKept: true, within: 7, late: 2 };
    expect(await dashboards.replies({ from: '2026-10', to: '2026-10' })).toEqual([kept]);
    const boston = { from: '2026-10', to: '2026-10', authority: 'Boston' };
    expect(await dashboards.replies(boston)).toEqual([
      { month: '2026-10', isKept: false, within: 0, late: 0 },
    ]);
  });

  it('plan ahead what waits, day by day', async () => {
    const days = await dashboards.coming({});
    expect(days).toHaveLength(30);
    expect(days[0]?.day).toBe('2026-11-20');
    const [row] = await engine.db.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM follow_up
        WHERE status = 'waiting' AND act IN ('letter', 'task') AND ring_at < '2026-12-20T00:00:00Z'`,
    );
    const planned = days.reduce((sum, { reminders, tasks }) => sum + reminders + tasks, 0);
    expect(planned).toBe(row?.waiting);
    expect(planned).toBeGreaterThan(0);
  });

  it('forget what a retraction takes back', async () => {
    const [last] = (await engine.cases.timeline(cases[0] ?? '')).filter(
      ({ type }) => type === 'otp-received',
    );
    await record(cases[0] ?? '', {
      type: 'retracted',
      at: '2026-11-20T09:40:00Z',
      fact: last?.id ?? '',
    });
    expect(await dashboards.countBehind()).toBe(1);
    await keepHistories(engine.db);
    const months = await dashboards.passcodes({ from: '2026-11', to: '2026-11' });
    expect(months[0]?.counts.received).toEqual({ post: 0, email: 0 });
    expect(await dashboards.stageTimes(year)).not.toContainEqual(
      expect.objectContaining({ stage: 'proving' }),
    );
  });
});
