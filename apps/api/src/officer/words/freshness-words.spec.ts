import { freshnessOf, holidayHorizon } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { holidayWords, shortHolidayWords, staleWords } from './freshness-words';

const today = Temporal.PlainDate.from('2026-11-20');

describe('how old the registers are, in words', () => {
  it('says nothing while all are fresh or were never brought in', () => {
    expect(
      staleWords([freshnessOf('cqc', '2026-11-13', today), freshnessOf('dspt', null, today)]),
    ).toEqual([]);
  });

  it('says of a stale one how old it is and may be', () => {
    expect(staleWords([freshnessOf('dspt', '2026-11-12', today)])).toEqual([
      'The DSPT list is of Thursday 12 November 2026: 8 days old, where 7 days is the most.',
    ]);
    const june = Temporal.PlainDate.from('2026-06-12');
    expect(staleWords([freshnessOf('dspt', '2026-06-10', june)])[0]).toMatch(
      /2 days old, where 1 day is the most/,
    );
  });
});

describe('how far the bank holidays are known, in words', () => {
  const known = '2027-05-20';

  it('says nothing of it while they reach six months ahead', () => {
    const horizon = holidayHorizon(known, today);
    expect(shortHolidayWords(horizon)).toBeNull();
    expect(holidayWords(horizon)).toEqual({
      until: 'Known up to Thursday 20 May 2027',
      note: null,
    });
  });

  it('says what may go wrong once they do not', () => {
    const horizon = holidayHorizon(known, today.add({ days: 1 }));
    expect(shortHolidayWords(horizon)).toBe(
      'England’s bank holidays are known only up to Thursday 20 May 2027: letters and calls after that may be planned for a day off.',
    );
    expect(holidayWords(horizon).note).toMatch(/bring in a newer list$/);
  });

  it('says when none is known', () => {
    const horizon = holidayHorizon(null, today);
    expect(shortHolidayWords(horizon)).toMatch(/^No bank holiday is known: /);
    expect(holidayWords(horizon).until).toBe('None is known');
  });
});
