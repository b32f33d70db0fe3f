import { listOfNames, madeUp, readBytes } from '../../../../../test/builders/file-reading';
import { odsFile, xlsxFile } from '../../../../../test/builders/workbooks';
import type { TableVariant } from '../reading/variant';

const header = 'Code,Name,Town';
const table = (...rows: string[]): string => `${[header, ...rows].join('\n')}\n`;
const fields = (lines: readonly string[]) =>
  lines.map((line) => line.split('\t').slice(0, 5).join(' '));

describe('a table', () => {
  it.each([
    ['commas', table('A,Oaks,Leeds')],
    ['semicolons', table('A,Oaks,Leeds').replaceAll(',', ';')],
    ['tabs', table('A,Oaks,Leeds').replaceAll(',', '\t')],
    ['bars', table('A,Oaks,Leeds').replaceAll(',', '|')],
  ])('is separated by %s', async (_, text) => {
    expect(fields((await readBytes(text)).lines)).toEqual(['2 t A Oaks Leeds']);
  });

  it('may have lines above its header, padded or not, and be told when it was produced', async () => {
    const above = 'List of names,,\n,,\n"This data was produced on 19 August 2026",,\n\n';
    const { read, lines } = await readBytes(above + table('A,Oaks,Leeds', ',,', 'B,Elms,'));
    expect(fields(lines)).toEqual(['6 t A Oaks Leeds', '8 t B Elms \\N']);
    expect(read).toMatchObject({ producedOn: '2026-08-19', rows: 2, setAside: 0 });
  });

  it.each([
    [29, true],
    [30, false],
  ])('with %d lines above its header is found: %s', async (lines, isFound) => {
    const reading = readBytes('about\n'.repeat(lines) + table('A,Oaks,Leeds'));
    if (isFound) expect((await reading).read.rows).toBe(1);
    else await expect(reading).rejects.toMatchObject({ code: 'not-csv' });
  });

  it('may have its columns in another order, with blanks in their names, and more of them', async () => {
    const { lines } = await readBytes('\ufeffTown , x,  Code,Name\u00a0,,\nLeeds,1,A,Oaks,,\n');
    expect(fields(lines)).toEqual(['2 t A Oaks Leeds']);
  });

  it('keeps what it can when some rows do not fit', async () => {
    const { read, lines } = await readBytes(
      table('A,Oaks,Leeds', 'B,Elms', 'C,Firs,York,more', 'D,Yews,Hull,,', 'E,"Ash\nTree'),
    ).catch((error: unknown) => ({ read: error, lines: [] }));
    expect(read).toMatchObject({ code: 'truncated', message: expect.stringContaining('row 6') });
    expect(lines).toEqual([]);
    const whole = await readBytes(
      table('A,Oaks,Leeds', 'B,Elms', 'C,Firs,York,more', 'D,Yews,Hull,,'),
    );
    expect(fields(whole.lines)).toEqual(['2 t A Oaks Leeds', '5 t D Yews Hull']);
    expect(whole.read).toMatchObject({ rows: 4, setAside: 2 });
    expect(whole.read.problems).toEqual([
      {
        row: 3,
        column: null,
        code: 'wrong-number-of-columns',
        message: 'The row has 2 values where the header has 3 columns.',
      },
      {
        row: 4,
        column: null,
        code: 'wrong-number-of-columns',
        message: 'The row has 4 values where the header has 3 columns.',
      },
    ]);
  });

  it('lists a thousand problems and counts the others', async () => {
    const { read } = await readBytes(table('A,Oaks,Leeds', ...Array<string>(1200).fill('short')));
    expect(read).toMatchObject({ rows: 1201, setAside: 1200, unlisted: 200 });
    expect(read.problems).toHaveLength(1000);
  });

  it('tells of a quote that swallowed rows', async () => {
    const { read } = await readBytes(table('A,Oaks,"Leeds', 'B,Elms,York', 'C,"Firs",Hull'));
    expect(read.problems).toMatchObject([{ row: 2, code: 'unclosed-quote' }]);
  });

  it('cut off in its last row is refused, but not for a last row without its line’s end', async () => {
    await expect(readBytes(`${table('A,Oaks,Leeds')}B,El`)).rejects.toMatchObject({
      code: 'truncated',
      message: expect.stringContaining('row 3'),
    });
    expect((await readBytes(`${table('A,Oaks,Leeds')}B,Elms,York`)).read.rows).toBe(2);
  });

  it.each<[string, string, string, RegExp]>([
    ['nothing', '', 'empty', /is empty/],
    ['a mark alone', '\ufeff', 'empty', /blank lines/],
    ['blank lines', '\r\n , ,\r\n', 'empty', /blank lines/],
    ['a header alone', table(), 'no-rows', /no rows/],
    ['a letter', 'Dear Jo,\nplease find attached\n', 'not-csv', /another file/],
    [
      'a column too few',
      table('A,Oaks,Leeds').replace('Name', 'Title'),
      'wrong-columns',
      /a list of names but lacks the column “Name”/,
    ],
  ])('of %s is refused', async (_, text, code, message) => {
    await expect(readBytes(text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('of another kind is named', async () => {
    await expect(readBytes(table('A,Oaks,Leeds'), madeUp, 'dspt')).rejects.toMatchObject({
      code: 'other-kind',
      message: 'The file is of another kind (a list of names); import it as “ods”.',
    });
  });

  it('known to several is read as the kind that was asked for, else as the first', async () => {
    const other: TableVariant = { ...listOfNames, name: 'test-other', kind: 'cqc' };
    const variants = { tables: [listOfNames, other], documents: [] };
    const text = table('A,Oaks,Leeds');
    expect((await readBytes(text, variants)).read.variant).toBe('test-names');
    expect((await readBytes(text, variants, 'cqc')).read.variant).toBe('test-other');
  });
});

const rows = [
  ['Code', 'Name', 'Town'],
  ['A', 'Oaks', 'Leeds'],
];
const readMe = { name: 'Read me', rows: [['About'], [], ['This data was produced on 2 May 2026']] };

describe.each([
  ['an Excel workbook', xlsxFile],
  ['an OpenDocument workbook', odsFile],
])('%s', (_, fileOf) => {
  it('is searched sheet by sheet, however far down the header stands', async () => {
    const above = [...Array<string[]>(12).fill([]), ['Names of homes'], []];
    const { read, lines } = await readBytes(
      fileOf([readMe, { name: 'Names', rows: [...above, ...rows, [], ['B', '', 'York']] }]),
    );
    expect(fields(lines)).toEqual(['16 t A Oaks Leeds', '18 t B  York']);
    expect(read).toMatchObject({ rows: 2, setAside: 0 });
  });

  it('takes its date from the sheet that explains it', async () => {
    const { read } = await readBytes(fileOf([readMe, { name: 'Names', rows }]));
    expect(read.producedOn).toBe('2026-05-02');
  });

  it('keeps quotes, ends of lines, blanks and letters as they are', async () => {
    const name = 'The “Oaks” & <Elms>\nCafé  "5\'" \t😀';
    const { lines } = await readBytes(
      fileOf([{ name: 'N', rows: [rows[0] ?? [], ['A', name, 'x']] }]),
    );
    expect(lines).toEqual([
      `2\tt\tA\t${name.replace('\n', '\\n').replace('\t', '\\t')}\tx\t{}\t\\N`,
    ]);
  });

  it('writes numbers with the digits they have', async () => {
    const numbers = [rows[0] ?? [], [16, 100012345678, 0.1], [1.2073770990000001e9, 'x', 1e15]];
    const { lines } = await readBytes(fileOf([{ name: 'N', rows: numbers }]));
    expect(fields(lines)).toEqual(['2 t 16 100012345678 0.1', '3 t 1207377099 x 1000000000000000']);
  });

  it('is refused when no sheet has a known header, saying what the nearest lacks', async () => {
    const near = [
      ['Code', 'Title', 'Town'],
      ['A', 'Oaks', 'Leeds'],
    ];
    await expect(readBytes(fileOf([readMe, { name: 'N', rows: near }]))).rejects.toMatchObject({
      code: 'wrong-columns',
      message: expect.stringContaining('“Name”'),
    });
    await expect(readBytes(fileOf([{ name: 'N', rows: [] }]))).rejects.toMatchObject({
      code: 'empty',
    });
  });
});

it('two sheets that could both be meant are refused by name', async () => {
  const sheets = [
    { name: 'One', rows },
    { name: 'Two', rows },
  ];
  await expect(readBytes(xlsxFile(sheets))).rejects.toMatchObject({
    code: 'several-tables',
    message: expect.stringMatching(/“One”.*“Two”/),
  });
});

it('a sheet with few of the columns does not stand in the way of the one that is meant', async () => {
  const wide = [
    ['Code', 'Name', 'Town', 'a', 'b', 'c', 'd'],
    ['A', 'Oaks', 'Leeds'],
  ];
  const { lines } = await readBytes(
    xlsxFile([
      {
        name: 'Short',
        rows: [
          ['Code', 'Name'],
          ['B', 'x'],
        ],
      },
      { name: 'Wide', rows: wide },
    ]),
  );
  expect(fields(lines)).toEqual(['2 t A Oaks Leeds']);
});
