import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { fixedLimits, learnPace, slowerThanUsual, smallestSample, type Stretch } from './pace';
import { passagesOf, presentStretch, stretchesOf } from './passages';

const stretch = (days: number, more: Partial<Stretch> = {}): Stretch => ({
  stage: 'preparing',
  waitingOn: 'provider',
  days,
  ...more,
});

const days = (count: number): Stretch[] => Array.from({ length: count }, (_, n) => stretch(n + 1));

describe('the usual pace', () => {
  it('is the median and the ninetieth percentile of each stage and party', () => {
    const paces = learnPace([...days(20), stretch(3, { waitingOn: 'officer' })]);
    expect(paces).toEqual([
      { stage: 'preparing', waitingOn: 'provider', sample: 20, median: 10, ninetieth: 18 },
      { stage: 'preparing', waitingOn: 'officer', sample: 1, median: 3, ninetieth: 3 },
    ]);
  });

  it.each([
    ['one day more than nine in ten', stretch(18.1), 20, 18, 'own-cases'],
    ['as long as nine in ten', stretch(18), 20, null, null],
    ['too small a sample: the fixed rule', stretch(30.1), smallestSample - 1, 30, 'fixed-rule'],
    ['the fixed rule, as long as it allows', stretch(30), smallestSample - 1, null, null],
    ['another party', stretch(30.1, { waitingOn: 'officer' }), 20, 30, 'fixed-rule'],
    ['a stage that has no end', stretch(400, { stage: 'live' }), 20, null, null],
  ] as const)('%s', (_, present, sample, limit, basis) => {
    const slow = slowerThanUsual(present, learnPace(days(sample)));
    expect(slow && [slow.limit, slow.basis]).toEqual(limit && [limit, basis]);
    if (slow) expect(slow).toMatchObject(present);
  });
});

describe('how a case went', () => {
  const facts = a.factsOf(
    a.caseOpened('2026-09-01'),
    a.agreed('2026-09-02'),
    a.named('2026-09-04', 'Ann'),
    a.named('2026-09-05', 'Bob'),
    a.prepared('2026-09-10'),
    a.contactId('2026-09-09'),
    a.submitted('2026-09-21T11:00:00Z'),
    a.replied('2026-09-22T11:00:00Z'),
    a.closed('2026-09-30T11:00:00Z'),
  );
  const now = Temporal.Instant.from('2026-11-01T00:00:00Z');

  it('counts by what happened; what was learned late begins no earlier than what was known', () => {
    expect(passagesOf(facts).map((p) => [p.stage, p.waitingOn, p.from, p.to])).toEqual([
      ['prospect', 'officer', '2026-08-31T23:00:00Z', '2026-09-01T23:00:00Z'],
      ['eligibility', 'officer', '2026-09-01T23:00:00Z', '2026-09-03T23:00:00Z'],
      ['preparing', 'provider', '2026-09-03T23:00:00Z', '2026-09-09T23:00:00Z'],
      ['proving', 'provider', '2026-09-09T23:00:00Z', '2026-09-09T23:00:00Z'],
      ['ready', 'provider', '2026-09-09T23:00:00Z', '2026-09-21T11:00:00Z'],
      ['submitted', 'nhsmail', '2026-09-21T11:00:00Z', '2026-09-22T11:00:00Z'],
      ['activating', 'account-holder', '2026-09-22T11:00:00Z', '2026-09-30T11:00:00Z'],
      ['closed', null, '2026-09-30T11:00:00Z', null],
    ]);
  });

  it('has a stretch for each, of no length left out, and none once it is closed', () => {
    expect(stretchesOf(passagesOf(facts), now).map((s) => [s.stage, s.days])).toEqual([
      ['prospect', 1],
      ['eligibility', 2],
      ['preparing', 6],
      ['ready', 11.5],
      ['submitted', 1],
      ['activating', 8],
    ]);
    expect(presentStretch(passagesOf(facts), now)).toBeNull();
    expect(presentStretch(passagesOf(facts.slice(0, 8)), now)).toMatchObject({
      stage: 'activating',
      waitingOn: 'account-holder',
    });
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

/** What holds a case up, who that is, and how long the step takes an ordinary home, in days. */
const steps = [
  { stage: 'preparing', waitingOn: 'provider', usual: 16, cause: 'a silent manager' },
  { stage: 'proving', waitingOn: 'provider', usual: 8, cause: 'the post' },
  { stage: 'submitted', waitingOn: 'nhsmail', usual: 1.2, cause: 'the helpdesk' },
  { stage: 'activating', waitingOn: 'account-holder', usual: 6, cause: 'people on leave' },
] as const;

/** A cause makes its step take five times as long. */
const timesAsLong = 5;

/** Times spread as waiting times do: many short ones and a long tail (log-normal). */
function takes(usual: number, roll: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  return usual * Math.exp(0.35 * normal);
}

interface Score {
  precision: number;
  recall: number;
  f1: number;
}

function score(flagged: readonly boolean[], truth: readonly boolean[]): Score {
  const both = flagged.filter((f, n) => f && truth[n]).length;
  const precision = both / flagged.filter(Boolean).length;
  const recall = both / truth.filter(Boolean).length;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/**
 * 2,000 open cases, judged as their step ends, or, held up, when four fifths of it are over: flagged
 * by then is flagged in time to be helped. The pace is learned from 1,500 closed cases.
 */
function town(heldUp: number) {
  const roll = dice(20261121);
  const lived = (step: (typeof steps)[number]) => {
    const isHeldUp = roll() < heldUp;
    return { isHeldUp, days: takes(step.usual, roll) * (isHeldUp ? timesAsLong : 1) };
  };
  const each = (count: number) => Array.from({ length: count }, () => steps).flat();
  const closed: Stretch[] = each(1500).map((step) => ({ ...step, days: lived(step).days }));
  const open = each(500).map((step) => {
    const { isHeldUp, days: whole } = lived(step);
    const present: Stretch = { ...step, days: whole * (isHeldUp ? 0.8 : 1) };
    return { step, isHeldUp, present };
  });
  return { open, paces: learnPace(closed) };
}

const rounded = ({ precision, recall, f1 }: Score): number[] =>
  [precision, recall, f1].map((x) => Number(x.toFixed(2)));

describe('a caseload with known causes', () => {
  const scores = (heldUp: number): { own: Score; fixed: Score } => {
    const { open, paces } = town(heldUp);
    const truth = open.map((o) => o.isHeldUp);
    const learned = open.map((o) => slowerThanUsual(o.present, paces) !== null);
    const byRule = open.map((o) => o.present.days > (fixedLimits[o.present.stage] ?? Infinity));
    return { own: score(learned, truth), fixed: score(byRule, truth) };
  };

  /** Precision, recall and their harmonic mean. */
  it.each([
    [1 / 20, [0.54, 1, 0.71], [0.6, 0.71, 0.65]],
    [1 / 10, [0.98, 0.78, 0.87], [0.76, 0.69, 0.72]],
  ])('of which %p are held up: better found than by the fixed days', (heldUp, own, fixed) => {
    const found = scores(heldUp);
    expect([rounded(found.own), rounded(found.fixed)]).toEqual([own, fixed]);
    expect(found.own.f1).toBeGreaterThan(found.fixed.f1);
  });

  it('when one in five is held up, that is the usual pace: whom it names are right, but few', () => {
    expect(rounded(scores(1 / 5).own)).toEqual([1, 0.27, 0.43]);
  });

  it('names who is slow: the manager, the post, the helpdesk or the account holders', () => {
    const { open, paces } = town(1 / 10);
    const named = open.flatMap(({ step, present }) => {
      const slow = slowerThanUsual(present, paces);
      return slow ? [[slow.stage, slow.waitingOn, step.stage, step.waitingOn]] : [];
    });
    expect(named.length).toBeGreaterThan(100);
    for (const [stage, who, trueStage, trueWho] of named)
      expect([stage, who]).toEqual([trueStage, trueWho]);
  });
});
