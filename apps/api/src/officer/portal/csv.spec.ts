import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvCell, csvOf } from './csv';

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
    expect(csvCell(value)).toBe(cell);
  });

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
        const read = parse(csvOf(rows).slice(1), {
          relax_column_count: true,
          record_delimiter: '\r\n',
        }) as string[][];
        expect(read.map((r) => r.map((c) => c.replace(/^'/, '')))).toEqual(rows);
        for (const one of read.flat()) expect(one).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});
