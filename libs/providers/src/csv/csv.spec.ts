import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf } from './csv';
import { unguarded } from './formula-guard';

const read = (text: string): string[][] =>
  parse(text.slice(1), { relax_column_count: true, record_delimiter: '\r\n' });

describe('csv', () => {
  it.each([
    ['Jo Field', 'Jo Field'],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+447700900123', "'+447700900123"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['  =1', "'  =1"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['\0=1', "'\ufffd=1"],
    ["'quoted", "''quoted"],
    ['07700 900123', '07700 900123'],
    ['Field, Jo', '"Field, Jo"'],
    ['a\nb', '"a\nb"'],
  ])('%p becomes %p', (value, cell) => {
    expect(csvOf([[value]])).toBe(`\ufeff${cell}\r\n`);
    expect(unguarded(read(csvOf([[value]]))[0]?.[0] ?? '')).toBe(value.replaceAll('\0', '\ufffd'));
  });

  it.each(["O'Neill Lodge", "'t Huis", 'Ashby', '', "'"])(
    'leaves %p of others as it is',
    (cell) => {
      expect(unguarded(cell)).toBe(cell);
    },
  );

  it('is UTF-8 with a mark, with lines that end in CR LF', () => {
    expect(
      csvOf([
        ['a', 'b'],
        ['Zoë', ''],
      ]),
    ).toBe('\ufeffa,b\r\nZoë,\r\n');
  });

  it('begins no cell as a formula, and reads back as it was but for the quote', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 20 }).map((s) => s.replaceAll('\0', ''));
    const hostile = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', ' =', "'"), cell)
      .map(([a, b]) => a + b);
    const row = fc.array(fc.oneof(cell, hostile), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const cells = read(csvOf(rows));
        expect(cells.map((r) => r.map(unguarded))).toEqual(rows);
        for (const one of cells.flat()) expect(one).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});
