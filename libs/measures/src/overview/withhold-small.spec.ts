import { withholdSmall } from './withhold-small';

describe('withholdSmall', () => {
  it.each([
    ['nothing small', [5, 12, 0], [5, 12, 0]],
    ['two small ones', [4, 12, 1], ['fewer-than-5', 12, 'fewer-than-5']],
    [
      'a single small one, which the total would tell',
      [3, 12, 7, 0],
      ['fewer-than-5', 12, 'withheld', 0],
    ],
    ['the only one', [3, 0], ['fewer-than-5', 0]],
    ['none at all', [], []],
  ])('with %s', (_, counts, told) => {
    expect(withholdSmall(counts)).toEqual(told);
  });
});
