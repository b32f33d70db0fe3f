import { freshnessOf } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { ageWords, staleWords } from './freshness-words';

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

  it('gives the age of each', () => {
    expect(
      ageWords([
        freshnessOf('cqc', '2026-11-20', today),
        freshnessOf('dspt', '2026-11-19', today),
        freshnessOf('ods', null, today),
      ]),
    ).toEqual([
      { name: 'CQC register', age: 'of Friday 20 November 2026, today', stale: false },
      { name: 'DSPT list', age: 'of Thursday 19 November 2026, 1 day old', stale: false },
      { name: 'ODS directory', age: 'never brought in', stale: false },
    ]);
  });
});
