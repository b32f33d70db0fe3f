import { sized, tellFigure } from '../../../../test/harness/full-size';
import * as a from '../../../../test/builders/facts';
import { predictFinish, type WayToLive, waysToLive } from './finish';
import { fixedLimits, type Stretch } from './pace';
import { passagesOf } from './passages';

const way = (stayed: number, toLive: number, more: Partial<WayToLive> = {}): WayToLive => ({
  stage: 'preparing',
  party: 'provider',
  stayed,
  toLive,
  ...more,
});

const present = (days: number): Stretch => ({ stage: 'preparing', waitingOn: 'provider', days });

describe('when a case may be live', () => {
  const ways = Array.from({ length: 39 }, (_, n) => way(n + 1, n + 31));

  it('is what those took that stood as it stands for as long: eight in ten between two days', () => {
    expect(predictFinish(present(0), ways)).toEqual({
      least: 34,
      median: 50,
      most: 66,
      sample: 39,
    });
    // Twenty stayed for 20 days or more.
    expect(predictFinish(present(20), ways)).toMatchObject({ least: 31, most: 48, sample: 20 });
  });

  it('is not told while fewer than twenty went that way', () => {
    expect(predictFinish(present(21), ways)).toBeNull();
    expect(predictFinish({ ...present(0), stage: 'proving' }, ways)).toBeNull();
    expect(predictFinish({ ...present(0), inThePost: true }, ways)).toBeNull();
  });

  it('is learned from cases that went live, from each of their stretches; the post apart', () => {
    const facts = a.factsOf(
      a.caseOpened('2026-09-01'),
      a.agreed('2026-09-02'),
      a.named('2026-09-04', 'Ann'),
      a.named('2026-09-04', 'Bob'),
      a.prepared('2026-09-10'),
      a.requested('2026-09-11'),
      a.received('2026-09-17'),
      a.submitted('2026-09-20T23:00:00Z'),
      a.replied('2026-09-21T23:00:00Z'),
      a.created('2026-09-22', 'Ann'),
      a.created('2026-09-22', 'Bob'),
      a.activated('2026-09-25', 'Ann'),
      a.activated('2026-09-25', 'Bob'),
      a.openedMailbox('2026-09-27', 'Ann'),
      a.openedMailbox('2026-09-28', 'Bob'),
    );
    const ways = waysToLive(passagesOf(facts));
    expect(ways.map((w) => [w.stage, w.party, w.stayed, w.toLive])).toEqual([
      ['prospect', 'officer', 1, 27],
      ['eligibility', 'officer', 2, 26],
      ['preparing', 'provider', 6, 24],
      ['proving', 'provider', 1, 18],
      ['proving', 'post', 6, 17],
      ['ready', 'provider', 4, 11],
      ['submitted', 'nhsmail', 1, 7],
      ['activating', 'account-holder', 3, 6],
      ['activating', 'provider', 3, 3],
    ]);
    expect(waysToLive(passagesOf(facts.slice(0, -1)))).toEqual([]);
  });
});

/** Numbers that look random and are the same each time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The steps of an ordinary home, in days; one in ten is held up in one of them, five times as long. */
const steps = [
  { stage: 'preparing', party: 'provider', usual: 16 },
  { stage: 'proving', party: 'post', usual: 6 },
  { stage: 'ready', party: 'provider', usual: 5 },
  { stage: 'submitted', party: 'nhsmail', usual: 1.2 },
  { stage: 'activating', party: 'account-holder', usual: 6 },
] as const;

/** A home's ways to live: lasting times with many short ones and a long tail (log-normal). */
function home(roll: () => number): WayToLive[] {
  const heldUp = roll() < 0.1 ? Math.floor(roll() * steps.length) : -1;
  const stays = steps.map(({ usual }, n) => {
    const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
    return usual * Math.exp(0.45 * normal) * (n === heldUp ? 5 : 1);
  });
  return steps.map(({ stage, party }, n) => ({
    stage,
    party,
    stayed: stays[n] ?? 0,
    toLive: stays.slice(n).reduce((sum, days) => sum + days, 0),
  }));
}

/** Learned from some homes, judged on others at a random moment of one of their steps. */
function coverage(seed: number, learnedFrom: number, judged: number) {
  const roll = dice(seed);
  const ways = Array.from({ length: learnedFrom }, () => home(roll)).flat();
  const count = { within: 0, below: 0, above: 0, told: 0, ownError: 0, fixedError: 0 };
  for (let n = 0; n < judged; n++) {
    const lived = home(roll);
    const at = lived[Math.floor(roll() * lived.length)] as WayToLive;
    const days = at.stayed * roll();
    const { stage, party } = at;
    const one: Stretch =
      party === 'post'
        ? { stage, waitingOn: 'provider', inThePost: true, days }
        : { stage, waitingOn: party, days };
    const found = predictFinish(one, ways);
    if (!found) continue;
    const truth = at.toLive - days;
    count.told++;
    if (truth < found.least) count.below++;
    else if (truth > found.most) count.above++;
    else count.within++;
    count.ownError += Math.abs(truth - found.median);
    count.fixedError += Math.abs(truth - byFixedDays(stage, days));
  }
  return count;
}

/** What the fixed rule would say: what is left of this stage's days, and all of those after it. */
function byFixedDays(stage: WayToLive['stage'], days: number): number {
  const from = steps.findIndex((step) => step.stage === stage);
  const all = steps.slice(from).map((step) => fixedLimits[step.stage] ?? 0);
  return Math.max(all.reduce((sum, limit) => sum + limit, 0) - days, 0);
}

describe('the range of a caseload with known causes', () => {
  it.each([100, 400, 1500])(
    'holds eight in ten, 75 to 85 of a hundred, learned from %i homes',
    (learnedFrom) => {
      const judged = sized(2000, 50_000);
      const seed = 20261122;
      const found = coverage(seed, learnedFrom, judged);
      const share = found.within / found.told;
      const days = (sum: number): number => Math.round((sum / found.told) * 10) / 10;
      tellFigure({
        name: 'predicted 80% ranges of when a case is live',
        n: found.told,
        failures: found.told - found.within,
        seed,
        learnedFrom,
        covered: Math.round(share * 1000) / 1000,
        ownErrorDays: days(found.ownError),
        fixedErrorDays: days(found.fixedError),
      });
      expect(found.told).toBeGreaterThan(judged * 0.9);
      expect(share).toBeGreaterThanOrEqual(0.75);
      expect(share).toBeLessThanOrEqual(0.85);
      // Out at both ends, not only late.
      expect(found.below / found.told).toBeGreaterThan(0.05);
      expect(found.above / found.told).toBeGreaterThan(0.05);
      expect(found.ownError).toBeLessThan(found.fixedError / 2);
    },
  );

  it('is counted in days from now, so that a day later it is a day less', () => {
    const roll = dice(1);
    const ways = Array.from({ length: 200 }, () => home(roll)).flat();
    const at = (days: number) => predictFinish({ ...present(days) }, ways)?.median ?? 0;
    expect(at(1)).toBeCloseTo(at(0) - 1, 0);
  });
});
