import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvText, type Delimiter, QuoteNotClosed, RecordTooLong } from './csv-text';

const cut = (pieces: readonly string[], delimiter: Delimiter = ',', longest = 1000): string[][] => {
  const csv = new CsvText(delimiter, longest);
  return [...pieces.flatMap((piece) => csv.add(piece)), ...csv.end()];
};

describe('CSV text', () => {
  it.each<[string, string, string[][]]>([
    [
      'rows',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no end of line at the end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['CRLF', 'a\r\nb\r\n', [['a'], ['b']]],
    ['CR alone', 'a\rb\r', [['a'], ['b']]],
    ['an empty line', 'a\n\nb', [['a'], [''], ['b']]],
    [
      'blank values',
      ',a,\n,,',
      [
        ['', 'a', ''],
        ['', '', ''],
      ],
    ],
    ['quotes', '"a,b","c\nd","e""f"\n', [['a,b', 'c\nd', 'e"f']]],
    ['a quote within a value', 'The "Oaks",5" pipe\n', [['The "Oaks"', '5" pipe']]],
    ['text behind a closing quote', '"a"b,c\n', [['ab', 'c']]],
    ['nothing at all', '', []],
  ])('cuts %s', (_, text, records) => {
    expect(cut([text])).toEqual(records);
    expect(cut([...text])).toEqual(records);
  });

  it('says in which row a quote is not closed', () => {
    expect(() => cut(['a\n"b\nc\n'])).toThrow(new QuoteNotClosed(2));
    expect(() => cut(['a\n"b\nc\n'])).toThrow(expect.objectContaining({ row: 2 }));
  });

  it('gives up on a record that is too long before it is read to its end', () => {
    const csv = new CsvText(',', 100);
    csv.add('a\n"b');
    expect(() => csv.add('x'.repeat(101))).toThrow(RecordTooLong);
    expect(() => cut(['a\nb\n', 'y'.repeat(101), '\n'], ',', 100)).toThrow(
      expect.objectContaining({ row: 3 }),
    );
  });

  const value = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\n', '\r', '\t'),
    maxLength: 6,
  });
  const quotedCsv = fc
    .array(fc.array(value, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    .map((rows) =>
      rows.map((row) => row.map((v) => `"${v.replaceAll('"', '""')}"`).join(',')).join('\r\n'),
    );

  it('agrees with a general parser, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(quotedCsv, fc.array(fc.nat(40), { maxLength: 5 }), (text, places) => {
        const expected = parse(text, {
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_column_count: true,
        }) as string[][];
        const ends = [...places.map((p) => Math.min(p, text.length)), text.length].sort(
          (a, b) => a - b,
        );
        const pieces = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end));
        expect(cut(pieces)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
