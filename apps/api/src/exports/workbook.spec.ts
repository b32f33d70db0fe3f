import { readSheet } from 'read-excel-file/node';
import { workbookOf } from './workbook';

describe('a workbook', () => {
  it('says in its cells what was put in', async () => {
    const texts = ['=1+1', '+44 7700', '@SUM(A1)', "'quoted", '<b>&"', 'Llŷn 🏡', ' x ', '007'];
    const file = await workbookOf([
      { name: 'Other', columns: [{ heading: 'Nothing' }], rows: [] },
      {
        name: 'Figures: a/b',
        columns: [
          { heading: 'Text', isLong: true },
          { heading: 'Value', width: 10 },
        ],
        rows: [
          ...texts.map((text) => [text, 1]),
          ['day', { day: '2026-10-25' }],
          ['instant in summer', { instant: '2026-07-01T09:30:00Z' }],
          ['share', { share: 0.755 }],
          ['number', -3.5],
          ['nothing', null],
        ],
      },
    ]);
    const rows = await readSheet(file, 'Figures  a b', { trim: false });
    expect(rows[0]).toEqual(['Text', 'Value']);
    expect(rows.slice(1, 9).map(([text]) => text)).toEqual(texts);
    expect(rows.slice(9)).toEqual([
      ['day', expect.objectContaining({})],
      ['instant in summer', expect.objectContaining({})],
      ['share', 0.755],
      ['number', -3.5],
      ['nothing', null],
    ]);
    const dates = rows.slice(9, 11).map((row) => (row[1] as unknown as Date).toISOString());
    expect(dates).toEqual(['2026-10-25T00:00:00.000Z', '2026-07-01T10:30:00.000Z']);
  });

  it('reads as it was written where a text looks like markup, an escape or several lines', async () => {
    const texts = ['_x003D_1+1', 'a_x000D_b', '_x_', 'a\r\nb\rc', '\tb', ' ', ']]>', '&#61;1'];
    const file = await workbookOf([
      { name: 'Odd', columns: [{ heading: 'Text' }], rows: texts.map((text) => [text]) },
    ]);
    const rows = await readSheet(file, 'Odd', { trim: false });
    const asShown = rows.slice(1).map(([text]) => String(text).replaceAll('_x005F_', '_'));
    expect(asShown).toEqual(texts.map((text) => text.replace(/\r\n?/g, '\n')));
    // The parser of the test does not know the escape, spreadsheets do.
    expect(rows[1]).toEqual(['_x005F_x003D_1+1']);
  });

  it('leaves out what XML cannot hold and cuts what no cell takes', async () => {
    const file = await workbookOf([
      {
        name: 'Odd',
        columns: [{ heading: 'Text' }],
        rows: [['a\u0000b\u000bc\ud800'], ['x'.repeat(40_000)]],
      },
    ]);
    const rows = await readSheet(file, 'Odd', { trim: false });
    expect(rows[1]).toEqual(['abc']);
    expect(String(rows[2]?.[0])).toHaveLength(32_767);
  });
});
