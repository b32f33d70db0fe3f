import { readSearchQuery, searchWords } from './search-words';

const typed = (q: string): string =>
  readSearchQuery(q)
    .words.map(({ word, beginning }) => word + (beginning ? '…' : ''))
    .join(' ');

describe('the words of a text', () => {
  it.each([
    ['Seacroft Court', 'seacroft court'],
    ["St. Mary’s & O'Neil", 'st marys oneil'],
    ['Café-Über', 'cafe uber'],
    ['1-120713174', '1120713174'],
    ['Stoke-on-Trent', 'stoke on trent'],
    ['ﬁne №', 'fine no'],
    ['%_\\ \u0000', ''],
  ])('%s', (text, expected) => {
    expect(searchWords(text).join(' ')).toBe(expected);
  });
});

describe('a search', () => {
  it.each([
    ['words begin words', 'Seacroft cort', 'seacroft… cort…'],
    ['small words count only alone', 'the House of Ash', 'house… ash…'],
    ['but alone they do', 'the', 'the…'],
    ['a word found with another is not looked for', 'sea seacroft', 'seacroft…'],
    ['the same twice is once', 'oak OAK', 'oak…'],
    ['a postcode is one word', 'house LN2 5QY', 'house… ln25qy…'],
    ['as far as it is typed', 'pe25 3', 'pe253…'],
    ['its first half too', 'LN2', 'ln2…'],
    ['a phone number has no blanks', '01522 123 456', '01522123456…'],
    ['nor +44', '+44 (0)1522-123456', '01522123456…'],
    ['an id is one word', '1-120713174', '1120713174…'],
    ['few digits stand for themselves', 'unit 4', 'unit… 4'],
    ['a letter beside words is a word', 'ward b', 'ward… b'],
    ['a letter alone begins words', 'b', 'b…'],
    ['eight words are enough', 'a1 b2 c3 d4 e5 f6 g7 h8 i9', 'a1… b2… c3… d4… e5… f6… g7… h8…'],
    ['no word is everything', ' % ', ''],
  ])('%s', (_, q, expected) => {
    expect(typed(q)).toBe(expected);
  });

  it('knows other ways to write the same thing', () => {
    const also = (q: string) => readSearchQuery(q).words.map((w) => w.also);
    expect(also('St Anne Ltd')).toEqual([['saint'], [], ['limited']]);
    expect(also('120713174')).toEqual([['1120713174', '0120713174']]);
    expect(also('1-120713174')).toEqual([[]]);
  });

  it('may be a code', () => {
    expect(readSearchQuery(' vln1f ').code).toBe('VLN1F');
    expect(readSearchQuery('1-120713174').code).toBe('1-120713174');
    expect(readSearchQuery('seacroft court').code).toBeNull();
  });
});
