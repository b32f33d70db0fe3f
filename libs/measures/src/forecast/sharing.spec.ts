import fc from 'fast-check';
import { sharing } from './sharing';

const grouped = (...items: string[]): string[] =>
  sharing(
    items.map((marks, n) => ({ marks, n })),
    ({ marks }) => [...marks],
  ).map((group) => group.map(({ marks }) => marks).join('+'));

describe('grouping what shares a mark', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['ab', 'c', 'bd'],
      ['ab+bd', 'c'],
    ],
    // The last one brings two groups together.
    [['a', 'b', 'ab'], ['a+b+ab']],
    [
      ['a', '', ''],
      ['a', '', ''],
    ],
  ])('of %j', (items, groups) => {
    expect(grouped(...items)).toEqual(groups);
  });

  it('leaves nobody out, and nothing shared between groups', () => {
    const marks = fc.array(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(marks), (items) => {
        const named = items.map((of, n) => ({ n, of }));
        const groups = sharing(named, ({ of }) => of);
        expect(groups.flat().sort((a, b) => a.n - b.n)).toEqual(named);
        const seen = groups.map((group) => new Set(group.flatMap(({ of }) => of)));
        for (const [n, group] of seen.entries())
          for (const other of seen.slice(n + 1))
            expect([...group].filter((mark) => other.has(mark))).toEqual([]);
      }),
    );
  });
});
