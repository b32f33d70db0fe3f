import { calendarOf, checkBasis, instant, secondReading } from '@app/night-audit';
import fc from 'fast-check';
import { simulated } from './agreement';
import { type Story, storiesFarAhead } from './case-stories';
import { mutations } from './basis-mutations';

/** How many cases are read; the whole proof takes 100,000: see docs/operating.md. */
const cases = Number(process.env.BASIS_CASES ?? 400);
const seed = Number(process.env.PROPERTY_SEED ?? 20261123);
const hour = 3_600_000;

/** A basis of the engine's, and what the checker says of any wording of it. */
interface Told {
  clock: string;
  basis: readonly string[];
  /** What is wrong with it, by whichever run of the clock it fits best. */
  problemsOf: (basis: readonly string[]) => string[];
}

function toldOf(story: Story): Told[] {
  const { rows, followUps } = secondReading(story);
  const calendar = calendarOf(new Map(story.bankHolidays.map((day) => [day, 'a bank holiday'])));
  return simulated(story).followUps.map((f) => {
    // Two runs of a clock may share their anchor: superseded ones of the same day, say.
    const grounds = rows.filter((_, n) => {
      const row = followUps[n];
      return (
        row?.clock === f.clock &&
        row.rung === f.rung &&
        row.anchor === f.anchor &&
        row.person === f.person &&
        instant(row.dueAt) === instant(f.dueAt)
      );
    });
    const problemsOf = (basis: readonly string[]): string[] => {
      const claim = { due: instant(f.dueAt), send: instant(f.sendAt), basis };
      const found = grounds.map((row) => checkBasis(claim, row, calendar));
      return found.find((problems) => problems.length === 0) ?? found[0] ?? ['rests on nothing'];
    };
    return { clock: f.clock, basis: f.basis, problemsOf };
  });
}

const clocks = [
  'activation',
  'approaching-to-met',
  'dspt-currency',
  'inactivity',
  'leaver',
  'long-leave',
  'nhsmail-reply',
  'otp-arrival',
  'otp-validity',
  'provider-silence',
  'ticket',
];

describe('the sentences behind every date', () => {
  it(
    `hold, each of them, in ${cases} cases from 2020 to 2035`,
    () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(storiesFarAhead, (story) => {
          for (const { clock, basis, problemsOf } of toldOf(story)) {
            seen.add(clock);
            expect({ basis, problems: problemsOf(basis) }).toEqual({ basis, problems: [] });
          }
        }),
        { numRuns: cases, seed },
      );
      expect([...seen].sort()).toEqual(clocks);
    },
    2 * hour,
  );

  it(
    'are found out when any step of them is changed',
    () => {
      const tried = new Set<string>();
      const passed: unknown[] = [];
      for (const story of fc.sample(storiesFarAhead, { numRuns: Math.ceil(cases / 20), seed }))
        for (const { basis, problemsOf } of toldOf(story))
          for (const { kind, mutated } of mutations(basis)) {
            tried.add(kind);
            if (problemsOf(mutated).length === 0) passed.push({ kind, basis, mutated });
          }
      expect(passed).toEqual([]);
      expect([...tried].sort()).toEqual([
        'another count',
        'another day',
        'another hour',
        'another month',
        'another name',
        'another roll',
        'another weekday',
        'another year',
        'day off added',
        'day off dropped',
        'day off renamed',
        'days off out of order',
        'sentence added',
        'sentence dropped',
        'sentences out of order',
      ]);
    },
    2 * hour,
  );
});
