import { column } from './export-list';
import { ExportRows, textOfCell, workbookCell } from './export-rows';

/** A list of so many rows, of which the first column is a moment. */
const listOf = (rows: number) => ({
  columns: [
    column<number>('When', 'instant', (n) => (n === 99_999 ? '2026-07-01T10:30:00Z' : null)),
    column<number>('Number', 'number', (n) => n),
  ],
  pages: (async function* () {
    for (let n = 0; n < rows; n += 50_000)
      yield Array.from({ length: Math.min(50_000, rows - n) }, (_, m) => n + m);
  })(),
});

async function last<Written>(rows: ExportRows<number, Written>): Promise<readonly Written[]> {
  let found: readonly Written[] = [];
  for await (const row of rows) found = row;
  return found;
}

const url = 'https://example.org';

it.each([
  [0, '0'],
  [0.57, '0.57'],
  [1 / 3, '0.3333'],
])('a share of %d is %s in a CSV file', (share, text) => {
  expect(textOfCell(share, 'share', url)).toBe(text);
});

describe('the rows of a file', () => {
  it('are all there as long as a spreadsheet can hold them', async () => {
    const rows = new ExportRows(listOf(100_000), (cell, kind) => textOfCell(cell, kind, url));
    expect(await last(rows)).toEqual(['2026-07-01 11:30', '99999']);
    expect([rows.count, rows.isCut]).toEqual([100_000, false]);
  });

  it.each([
    ['csv', textOfCell],
    ['xlsx', workbookCell],
  ] as const)(
    'end with a sentence where the list is longer, whatever its first column: %s',
    async (_, write) => {
      const rows = new ExportRows(listOf(100_001), (cell, kind) => write(cell, kind, url));
      expect(await last(rows)).toEqual([expect.stringMatching(/^Only the first 100,000 rows are/)]);
      expect([rows.count, rows.isCut]).toEqual([100_000, true]);
    },
  );
});
