import { barChart, intervalChart, stackedBars } from './bars';
import type { Chart, Drawing } from './chart';
import { columnPanels, lineChart } from './over-time';

const words = { id: 'x', title: 'Title', finding: 'Finding.', of: 'Stage' };

const drawingOf = ({ drawing }: Chart): Drawing => {
  if (!drawing) throw new Error('nothing was drawn');
  return drawing;
};

const month = (short: string) => ({ short, label: `${short} 2026` });
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct'].map(month);

/** A text's width can only be guessed; what is drawn of rectangles and marks is known. */
function staysInside({ width, height, rects, marks, texts, links }: Drawing): boolean {
  const inside = (x: number, y: number): boolean => x >= 0 && x <= width && y >= 0 && y <= height;
  return (
    [...rects, ...links].every(
      (r) => inside(r.x, r.y) && inside(r.x + r.width, r.y + r.height) && r.width > 0,
    ) && [...marks, ...texts].every(({ x, y }) => inside(x, y))
  );
}

describe('bars', () => {
  const chart = barChart({
    ...words,
    measure: 'Cases',
    rows: [
      { label: 'Prospect', value: 40, href: '/cases?stage=prospect' },
      { label: 'Preparing', value: 10 },
      { label: 'Live', value: 0 },
    ],
  });

  it('are as long as their numbers, and none has none', () => {
    const [first, second, ...others] = drawingOf(chart).rects;
    expect(others).toEqual([]);
    expect((first?.width ?? 0) / (second?.width ?? 1)).toBeCloseTo(4, 1);
    expect(staysInside(drawingOf(chart))).toBe(true);
  });

  it('stand beside a table of the same numbers, with the same links', () => {
    expect(chart.table).toEqual({
      head: ['Stage', 'Cases'],
      rows: [
        { label: 'Prospect', href: '/cases?stage=prospect', cells: ['40'] },
        { label: 'Preparing', href: null, cells: ['10'] },
        { label: 'Live', href: null, cells: ['0'] },
      ],
    });
    expect(drawingOf(chart).links.map(({ href }) => href)).toEqual(['/cases?stage=prospect']);
  });

  it('of a number that is not told are not drawn, and say so', () => {
    const withheld = barChart({
      ...words,
      measure: 'Cases',
      rows: [
        { label: 'Boston', value: null, shown: 'fewer than 5' },
        { label: 'Lincoln', value: 12 },
      ],
    });
    expect(drawingOf(withheld).rects).toHaveLength(1);
    expect(withheld.table.rows[0]?.cells).toEqual(['fewer than 5']);
  });

  it('with long labels stand below them, cut in the drawing and whole in the table', () => {
    const label = 'a reason that is so long that no drawing of this width could ever hold it all';
    const long = barChart({ ...words, measure: 'Cases', rows: [{ label, value: 3 }] });
    expect(drawingOf(long).texts[0]?.text).toMatch(/^a reason that.*…$/);
    expect(long.table.rows[0]?.label).toBe(label);
    expect(staysInside(drawingOf(long))).toBe(true);
  });

  it('are not drawn when there is nothing', () => {
    expect(barChart({ ...words, measure: 'Cases', rows: [] }).drawing).toBeNull();
    const zero = barChart({ ...words, measure: 'Cases', rows: [{ label: 'Live', value: 0 }] });
    expect(zero.drawing).toBeNull();
    expect(zero.table.rows).toHaveLength(1);
  });
});

describe('stacked bars', () => {
  const of = (as: 'count' | 'share') =>
    stackedBars({
      ...words,
      series: ['Met', 'Below'],
      as,
      rows: [
        { label: 'Boston', values: [1, 3] },
        { label: 'Lincoln', values: [30, 10] },
      ],
    });

  it('as shares are of one length, each part with a fill of its own', () => {
    const { rects } = drawingOf(of('share'));
    expect(rects.map(({ fill }) => fill)).toEqual([1, 2, 1, 2]);
    const [a, b, c, d] = rects.map(({ width }) => width) as [number, number, number, number];
    expect(a + b).toBeCloseTo(c + d, 0);
    expect(b / a).toBeCloseTo(3, 1);
    expect(of('share').table.rows[1]?.cells).toEqual(['30', '10']);
  });

  it('as counts are as long as their sum', () => {
    const [a, b, c, d] = drawingOf(of('count')).rects.map(({ width }) => width) as number[];
    expect(((c ?? 0) + (d ?? 0)) / ((a ?? 0) + (b ?? 0))).toBeCloseTo(10, 0);
  });
});

it('intervals run to the median solid and to the 90th percentile striped', () => {
  const chart = intervalChart({
    ...words,
    sampled: 'Cases',
    rows: [{ label: 'Proving', median: 6.04, ninetieth: 30.2, sample: 21 }],
  });
  const [median, rest] = drawingOf(chart).rects;
  expect([median?.fill, rest?.fill]).toEqual([1, 2]);
  expect(((median?.width ?? 0) + (rest?.width ?? 0)) / (median?.width ?? 1)).toBeCloseTo(5, 1);
  expect(chart.table.rows[0]?.cells).toEqual(['6', '30', '21']);
});

describe('lines', () => {
  const chart = lineChart({
    ...words,
    unit: '%',
    most: 100,
    moments: months,
    series: [
      { name: 'Met', values: months.map((_, n) => 50 + n) },
      { name: 'Live', values: months.map((_, n) => (n === 2 ? null : 50 + n)) },
    ],
  });

  it('have a gap where nothing is known, and say so in the table', () => {
    const { paths, marks } = drawingOf(chart);
    expect(paths[0]?.d.match(/M/g)).toHaveLength(1);
    expect(paths[1]?.d.match(/M/g)).toHaveLength(2);
    expect(marks.filter(({ fill }) => fill === 2)).toHaveLength(months.length - 1);
    expect(chart.table.rows[2]?.cells).toEqual(['52%', 'not kept']);
    expect(staysInside(drawingOf(chart))).toBe(true);
  });

  it('that end at one height have their last numbers one above the other', () => {
    const ends = drawingOf(chart).texts.filter(({ text }) => text === '59%');
    expect(ends).toHaveLength(2);
    expect(Math.abs((ends[0]?.y ?? 0) - (ends[1]?.y ?? 0))).toBeGreaterThan(14);
  });

  it('are not drawn when nothing is known yet', () => {
    const series = [{ name: 'Met', values: months.map(() => null) }];
    expect(lineChart({ ...words, moments: months, series }).drawing).toBeNull();
  });
});

describe('columns over time', () => {
  it('are on one scale from panel to panel', () => {
    const chart = columnPanels({
      ...words,
      moments: months,
      series: ['by post', 'by email'],
      panels: [
        { name: 'Requested', values: [months.map(() => 8), months.map(() => 2)] },
        { name: 'Used', values: [months.map(() => 4), months.map(() => 0)] },
      ],
    });
    const { rects } = drawingOf(chart);
    const [post, email] = rects;
    const used = rects.at(-1);
    expect((post?.height ?? 0) / (email?.height ?? 1)).toBeCloseTo(4, 0);
    expect((post?.height ?? 0) / (used?.height ?? 1)).toBeCloseTo(2, 0);
    expect(chart.table.head).toEqual(['Stage', 'Requested', 'Used']);
    expect(chart.table.rows[0]?.cells).toEqual(['10 (2 by email)', '4']);
    expect(staysInside(drawingOf(chart))).toBe(true);
  });

  it('of many days write as many days as there is room for, and leave empty ones out of the table', () => {
    const moments = Array.from({ length: 30 }, (_, n) => ({
      short: `${n + 1} Nov`,
      label: `${n + 1} November`,
      href: `/forecast?day=${n}`,
    }));
    const chart = columnPanels({
      ...words,
      moments,
      series: ['Letters', 'Tasks'],
      panels: [{ name: '', values: [moments.map((_, n) => n % 2), moments.map(() => 0)] }],
      skipsEmpty: true,
    });
    const drawing = drawingOf(chart);
    const written = drawing.texts.filter(({ text }) => text.endsWith(' Nov'));
    expect(written.at(-1)?.text).toBe('30 Nov');
    expect(written.length).toBeLessThan(10);
    expect(drawing.links).toHaveLength(30);
    expect(chart.table.rows).toHaveLength(15);
    expect(chart.table.rows[0]?.cells).toEqual(['1', '0']);
  });
});
