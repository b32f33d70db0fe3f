import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords, QuoteNotClosed, RecordTooLong } from './csv-records';

/** Reads bytes in pieces of this size; with a place after each record, as `count` gives it. */
function read(bytes: Buffer, piece: number, delimiter = ',', longest = 1000): string[][] {
  const csv = new CsvRecords(delimiter, longest);
  const records: string[][] = [];
  for (let at = 0; at < bytes.length; at += piece)
    records.push(...csv.push(bytes.subarray(at, at + piece)));
  records.push(...csv.end());
  expect(csv.count).toBe(records.length);
  return records;
}

const readText = (text: string, piece = 1000) => read(Buffer.from(text), piece);

describe('CsvRecords', () => {
  it.each<[string, string[][]]>([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\rb\nc\r\nd', [['a'], ['b'], ['c'], ['d']]],
    ['a\r\n\r\n\nb\r', [['a'], [''], [''], ['b']]],
    ['"a,1","b ""2"" ","c\r\n3"\n', [['a,1', 'b "2" ', 'c\r\n3']]],
    ['"",,""\n', [['', '', '']]],
    ['a"b"c,"d"e,""f\n', [['a"b"c', '"d"e', '""f']]],
    ['\ufeff"a",b\n', [['a', 'b']]],
    [
      'a,\n,',
      [
        ['a', ''],
        ['', ''],
      ],
    ],
    ['', []],
    ['\n', [['']]],
  ])('%j', (text, records) => {
    for (let piece = 1; piece <= 6; piece++) expect(readText(text, piece)).toEqual(records);
  });

  it('tells when a quote is never closed', () => {
    expect(() => readText('a,"b\n1,2\n')).toThrow(QuoteNotClosed);
    expect(() => readText('a,"b""')).toThrow(QuoteNotClosed);
  });

  it.each(['x'.repeat(2000), `"${'x\n'.repeat(1000)}`, ','.repeat(2000)])(
    'gives up on a record that is too long, without reading on',
    (long) => {
      const csv = new CsvRecords(',', 1000);
      expect([...csv.push(Buffer.from('a\n'))]).toEqual([['a']]);
      expect(() => [...csv.push(Buffer.from(long))]).toThrow(RecordTooLong);
    },
  );

  it('measures one record, not what has come in', () => {
    expect(readText('x'.repeat(1000).concat('\n').repeat(50), 7000)).toHaveLength(50);
  });
});

describe('CsvRecords and csv-parse, a reader written by others', () => {
  const lines = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ' ', '"', '"', ',', ',', '\n', '\r\n', '\r', ';'),
    maxLength: 60,
  });
  const pieces = fc.integer({ min: 1, max: 40 });
  const value = fc.string({
    unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' '),
    maxLength: 9,
  });

  const oracle = (text: string): string[][] | string => {
    try {
      return parse(text, {
        bom: true,
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
        relax_quotes: true,
      });
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('agree on every file that is written by the book', () => {
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const table = fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, pieces, (records, piece) => {
        const text = records.map((record) => `${record.map(quote).join(',')}\r\n`).join('');
        expect(readText(text, piece)).toEqual(records);
        expect(oracle(text)).toEqual(records);
      }),
    );
  });

  it('agree on whatever else comes in', () => {
    fc.assert(
      fc.property(lines, pieces, (text, piece) => {
        let ours: string[][] | string;
        try {
          ours = readText(text, piece);
        } catch (error) {
          expect(error).toBeInstanceOf(QuoteNotClosed);
          ours = 'CSV_QUOTE_NOT_CLOSED';
        }
        expect(ours).toEqual(oracle(text));
      }),
      { numRuns: 2000 },
    );
  });
});
