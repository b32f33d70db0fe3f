import { shippedPolicy } from '@app/domain';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { BacktestService } from './backtest.service';

const lead = 'officer:lead';
const ladder = shippedPolicy.ladders['otp-arrival'];

describe('a backtest', () => {
  let engine: Engine;
  let backtest: BacktestService;
  let officerId: string;
  /** Its passcode came on the sixth day. */
  let quick: string;
  /** Its passcode never came. */
  let slow: string;

  const open = async (on: string): Promise<string> => {
    const { locationId } = await buildSite(engine.db);
    return (await engine.cases.open({ locationId, officerId, on }, lead)).id;
  };
  const at = async (moment: string, caseId: string, fact: object): Promise<void> => {
    engine.clock.set(moment);
    await engine.due.drain();
    await engine.cases.record(caseId, fact, lead);
  };

  beforeAll(async () => {
    engine = await testEngine('2026-11-02T09:00:00Z');
    backtest = new BacktestService(engine.db, engine.clock, engine.policies, engine.settings);
    officerId = await buildOfficer(engine.db);
    [quick, slow] = [await open('2026-11-02'), await open('2026-11-02')];
    const asked = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
    await at('2026-11-02T10:00:00Z', quick, asked);
    await at('2026-11-02T10:00:00Z', slow, asked);
    await at('2026-11-09T12:00:00Z', quick, { type: 'otp-received', on: '2026-11-08' });
    engine.clock.set('2026-11-13T12:00:00Z');
    await engine.due.drain();
  });
  afterAll(() => engine.close());

  const draft = async (change: object): Promise<number> => {
    const old = await engine.policies.currentDraft();
    if (old) await engine.policies.discard(old.number);
    return (await engine.policies.draft({ reason: 'A test.', change }, lead)).number;
  };
  const count = (report: Awaited<ReturnType<BacktestService['run']>>, rung: string) => {
    const found = report.rungs.find((r) => r.clock === 'otp-arrival' && r.rung === rung);
    return [found?.inForce ?? 0, found?.draft ?? 0];
  };

  it('finds no difference under the same rules, and counts what did happen', async () => {
    const report = await backtest.run(await draft({}));
    expect(report).toMatchObject({ cases: 2, differing: 0, items: [] });
    const [fired] = await engine.db.query<{ letters: string; tasks: string }>(
      `SELECT count(*) FILTER (WHERE outcome = 'sent') AS letters,
              count(*) FILTER (WHERE outcome = 'task') AS tasks FROM follow_up`,
    );
    expect(report.totals.draft).toEqual(report.totals.inForce);
    expect(report.totals.inForce).toEqual({
      letters: Number(fired?.letters),
      tasks: Number(fired?.tasks),
      records: 0,
      refused: 0,
    });
    expect(Number(fired?.letters)).toBeGreaterThan(1);
  });

  it('tells which letters and calls a draft would have made, by rung and by case', async () => {
    const report = await backtest.run(
      await draft({
        ladders: {
          'otp-arrival': [
            { rung: 'day-2', days: 2, act: 'letter', to: 'provider', letter: 'otp-on-its-way' },
            ...ladder.map((r) => (r.rung === 'day-10' ? { ...r, days: 20 } : r)),
          ],
        },
      }),
    );
    expect(count(report, 'day-2')).toEqual([0, 2]);
    expect(count(report, 'day-10')).toEqual([1, 0]);
    expect(report.totals.draft.letters - report.totals.inForce.letters).toBe(2);
    expect(report.totals.inForce.tasks - report.totals.draft.tasks).toBe(1);
    expect(report.differing).toBe(2);
    const byCase = new Map(
      report.items.map((c) => [
        c.caseId,
        c.differences.map((d) => [d.rung, d.inForce?.at ?? null, d.draft?.at ?? null]),
      ]),
    );
    expect(byCase.get(quick)).toEqual([['day-2', null, '2026-11-04T09:00:00Z']]);
    expect(byCase.get(slow)).toEqual([
      ['day-2', null, '2026-11-04T09:00:00Z'],
      ['day-10', '2026-11-12T09:00:00Z', null],
    ]);
  });

  it('counts expiries, and only those of the last twelve months', async () => {
    engine.clock.set('2026-12-10T12:00:00Z');
    const short = await draft({ passcodeGoodForDays: 3 });
    const { totals, rungs } = await backtest.run(short);
    expect(totals.inForce.records).toBe(2);
    expect(rungs).toContainEqual({
      clock: 'otp-validity',
      rung: 'expired',
      act: 'record',
      inForce: 2,
      draft: 2,
    });
    engine.clock.set('2027-11-08T12:00:00Z');
    expect((await backtest.run(short)).totals).toMatchObject({
      inForce: { records: 2 },
      // By the draft they died on 6 November 2026, over a year before.
      draft: { records: 0 },
    });
  });

  it('changes nothing', async () => {
    const hash = async () =>
      engine.db.query("SELECT md5(string_agg(f::text, ',' ORDER BY id)) FROM follow_up f");
    const before = await hash();
    await backtest.run(await draft({ passcodeGoodForDays: 3 }));
    expect(await hash()).toEqual(before);
  });

  it('runs one at a time', async () => {
    const number = await draft({});
    const first = backtest.run(number);
    await expect(backtest.run(number)).rejects.toMatchObject({ code: 'backtest-running' });
    await first;
    await expect(backtest.run(number)).resolves.toMatchObject({ cases: 2 });
  });
});
