import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { admit } from '../cases/transitions';
import type { Fact } from '../facts/fact';
import { readFact } from '../facts/read-fact';
import { shippedPolicy } from '../policy';
import { type PasscodeInterval, passcodeInterval } from './interval';

const { passcodeGoodForDays: goodFor, passcodeIssuedWithinDays: within } = shippedPolicy;
const firstDay = Temporal.PlainDate.from('2026-09-01');
const lastDay = '2027-12-31';
const now = Temporal.Instant.from('2028-01-01T00:00:00Z');
const dayNumber = (n: number): string => firstDay.add({ days: n }).toString();

/** One code as it really went; nobody sees all of it. */
interface Letter {
  requested: number;
  channel: 'post' | 'email';
  issued: number;
  /** Null: lost. */
  arrives: number | null;
}

/** Every issuing delay the policy allows, and any delay of the post. */
const letter = (soonest: number): fc.Arbitrary<Letter> =>
  fc
    .record({
      wait: fc.integer({ min: 0, max: 40 }),
      channel: fc.constantFrom('post' as const, 'post' as const, 'email' as const),
      delay: fc.integer({ min: 0, max: within }),
      post: fc.option(fc.integer({ min: 0, max: 45 }), { freq: 4 }),
    })
    .map(({ wait, channel, delay, post }) => {
      const requested = soonest + wait;
      const issued = requested + (channel === 'email' ? delay % 2 : delay);
      const arrives = post === null ? null : issued + (channel === 'email' ? 0 : post);
      return { requested, channel, issued, arrives };
    });

const town = fc.integer({ min: 1, max: 3 }).chain((count) => {
  let letters: fc.Arbitrary<Letter[]> = letter(0).map((l) => [l]);
  for (let n = 1; n < count; n++)
    letters = letters.chain((before) =>
      letter((before.at(-1)?.requested ?? 0) + 1).map((l) => [...before, l]),
    );
  return letters;
});

/**
 * What an officer comes to record of it: every request, and some arrivals and a printed date, in the
 * order they happened or in any other.
 */
const story = town.chain((letters) => {
  const newest = letters.at(-1) as Letter;
  const requests = letters.map((l) => a.requested(dayNumber(l.requested), l.channel));
  const more = [
    ...letters.flatMap((l) => (l.arrives === null ? [] : [a.received(dayNumber(l.arrives))])),
    a.issued(dayNumber(newest.issued)),
  ];
  return fc
    .subarray(more)
    .chain((some) =>
      fc.oneof(
        fc.constant([...requests, ...some].sort((x, y) => `${x.on}`.localeCompare(`${y.on}`))),
        fc.shuffledSubarray([...requests, ...some], {
          minLength: requests.length + some.length,
        }),
      ),
    )
    .map((told) => ({ newest, told }));
});

/** Records what is not refused, as the program does; the interval after each. */
function retell(told: readonly a.GivenFact[]): (PasscodeInterval | null)[] {
  const facts: Fact[] = [readFact(a.caseOpened('2026-09-01'), 'opened')];
  return told.map((given, n) => {
    const fact = readFact(given, `told-${n}`);
    try {
      admit(facts, fact, now, shippedPolicy);
      facts.push(fact);
    } catch {
      // Refused: a contradiction that cannot be recorded.
    }
    return passcodeInterval(fold(facts), shippedPolicy, lastDay);
  });
}

const plus = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

const runs = { numRuns: 1000 };

describe('honest intervals', () => {
  it('the true end lies in the interval for every delay of issue and post, and safe is never after it', () => {
    let seen = 0;
    fc.assert(
      fc.property(story, ({ newest, told }) => {
        const interval = retell(told).at(-1);
        // Learned in an odd order, the newest may be out of play.
        if (!interval || interval.requestedOn !== dayNumber(newest.requested)) return;
        seen++;
        const trueEnd = plus(dayNumber(newest.issued), goodFor);
        expect(interval.safeUntil <= trueEnd).toBe(true);
        expect(trueEnd <= interval.deadAfter).toBe(true);
      }),
      runs,
    );
    expect(seen).toBeGreaterThan(runs.numRuns / 3);
  });

  it('one fact more never widens it, or shows a conflict', () => {
    let narrowed = 0;
    let conflicts = 0;
    fc.assert(
      fc.property(story, ({ told }) => {
        const intervals = retell(told);
        for (const [n, after] of intervals.entries()) {
          const before = intervals[n - 1];
          if (!before || !after || before.requestFact !== after.requestFact) continue;
          if (after.conflict) {
            conflicts++;
            continue;
          }
          // Only what was in conflict before may come out elsewhere than it was shown.
          if (before.conflict) continue;
          expect(after.issued.from >= before.issued.from).toBe(true);
          expect(after.issued.to <= before.issued.to).toBe(true);
          if (after.issued.to < before.issued.to) narrowed++;
        }
      }),
      runs,
    );
    expect(narrowed).toBeGreaterThan(100);
    expect(conflicts).toBeGreaterThan(100);
  });

  it('any days at all give an interval that is one, with a conflict for what cannot be', () => {
    const anyDay = fc.integer({ min: 0, max: 60 }).map(dayNumber);
    const anyFact = fc.oneof(
      fc
        .tuple(anyDay, fc.constantFrom('post' as const, 'email' as const))
        .map((r) => a.requested(...r)),
      anyDay.map(a.received),
      anyDay.map(a.issued),
    );
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 1, maxLength: 6 }), (told) => {
        let before: PasscodeInterval | null = null;
        for (const after of retell(told)) {
          if (after) {
            expect(after.issued.from <= after.issued.to).toBe(true);
            expect(after.safeUntil <= after.deadAfter).toBe(true);
            const isSame = before?.requestFact === after.requestFact;
            const isWider =
              before !== null &&
              (after.issued.from < before.issued.from || after.issued.to > before.issued.to);
            if (isSame && isWider && !before?.conflict) expect(after.conflict).not.toBeNull();
          }
          before = after;
        }
      }),
      runs,
    );
  });
});
