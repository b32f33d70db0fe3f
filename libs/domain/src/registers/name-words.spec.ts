import fc from 'fast-check';
import { differInOnePlace, nameLikeness, nameWords } from './name-words';

describe('the words of a name that tell it from others', () => {
  it.each([
    ['Seacroft Court', 'seacroft court'],
    ['SEACROFT COURT NURSING HOME', 'seacroft court'],
    ['The Laurels Care Home Limited', 'laurels'],
    ['PROSPECT HOUSE NH (BARNSLEY) (8A013)', 'prospect house barnsley'],
    ['St Andrew’s & St John’s', 'st andrews johns'],
    ['Château Élan', 'chateau elan'],
    ['The Care Home', 'the care home'],
    ['', ''],
  ])('of %p are %p', (name, words) => {
    expect(nameWords(name).join(' ')).toBe(words);
  });
});

describe('likeness of names', () => {
  it.each([
    ['Seacroft Court', 'SEACROFT COURT NURSING HOME', 1],
    ['Court Seacroft', 'Seacroft Court', 1],
    ['Seacroft Cort', 'Seacroft Court', 0.5],
    ['Seecroft Court', 'Seacroft Court', 0.9],
    ['Seacroft Court', 'Seacroft Lodge', 0.5],
    ['The Laurels', 'The Elms', 0],
    ['', 'The Elms', 0],
  ])('%p and %p: %p', (one, other, likeness) => {
    expect(nameLikeness(one, other)).toBeCloseTo(likeness, 5);
  });

  const name = fc
    .array(fc.constantFrom('Seacroft', 'Seecroft', 'Seacrofts', 'Court', 'House', 'The', 'Elms'), {
      maxLength: 5,
    })
    .map((words) => words.join(' '));

  it('is the same both ways, within 0 and 1, and 1 for a name and itself', () => {
    fc.assert(
      fc.property(fc.oneof(name, fc.string()), fc.oneof(name, fc.string()), (one, other) => {
        const likeness = nameLikeness(one, other);
        expect(nameLikeness(other, one)).toBe(likeness);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(nameLikeness(one, one)).toBe(nameWords(one).length > 0 ? 1 : 0);
      }),
    );
  });
});

describe('one slip', () => {
  it.each([
    ['1-120713174', '1-120713147', true],
    ['1-120713174', '1-12071317', true],
    ['1-120713174', '1-120713175', true],
    ['1-120713174', '1-120713174', false],
    ['1-120713174', '1-120713256', false],
    ['1-120713174', '1-210713147', false],
  ])('%s and %s: %p', (one, other, slip) => {
    expect(differInOnePlace(one, other)).toBe(slip);
    expect(differInOnePlace(other, one)).toBe(slip);
  });
});
