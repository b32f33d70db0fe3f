import { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import {
  line,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import { headOf } from './bars';
import {
  type Chart,
  type ChartWords,
  type Drawing,
  drawingWidth,
  emptyDrawing,
  lineHeight,
  number,
  round,
  spaced,
  widthOf,
} from './chart';

/** Months or days, as the axis and the table write them. */
export interface Moment {
  /** On the axis: "Jan 26". */
  short: string;
  /** In the table: "January 2026". */
  label: string;
  href?: string | null;
}

const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolWye];

/** Lines over time: each its own dashes and its own mark, and what was last known at its end. */
export function lineChart(
  asked: ChartWords & {
    moments: readonly Moment[];
    /** Null where nothing is known: the line has a gap there. */
    series: readonly { name: string; values: readonly (number | null)[] }[];
    /** What stands behind each number: "%". */
    unit?: string;
    /** Where the axis ends; else at the highest value. */
    most?: number;
    /** What the table writes where nothing is known. */
    unknown?: string;
  },
): Chart {
  const unit = asked.unit ?? '';
  return {
    ...headOf(asked),
    legend: asked.series.map(({ name }, n) => ({ fill: n + 1, name, line: true })),
    drawing: drawLines(asked.moments, asked.series, unit, asked.most),
    table: {
      head: [asked.of, ...asked.series.map(({ name }) => name)],
      rows: asked.moments.map(({ label, href }, at) => ({
        label,
        href: href ?? null,
        cells: asked.series.map(({ values }) => {
          const value = values[at] ?? null;
          return value === null ? (asked.unknown ?? 'not kept') : `${number(value)}${unit}`;
        }),
      })),
    },
  };
}

const plotHeight = 190;

function drawLines(
  moments: readonly Moment[],
  series: readonly { values: readonly (number | null)[] }[],
  unit: string,
  most?: number,
): Drawing | null {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) return null;
  const y = scaleLinear()
    .domain([0, most ?? Math.max(1, ...known)])
    .range([plotHeight, 12]);
  if (most === undefined) y.nice(4);
  const ticks = y.ticks(4).map((value) => ({ value, text: `${number(value)}${unit}` }));
  const left = Math.max(...ticks.map(({ text }) => widthOf(text))) + 8;
  const right = drawingWidth - Math.max(...known.map((v) => widthOf(`${number(v)}${unit}`))) - 14;
  const x = scalePoint<number>()
    .domain(moments.map((_, n) => n))
    .range([left + 8, right]);
  const drawing = emptyDrawing(plotHeight + lineHeight + 8);
  for (const { value, text } of ticks) {
    const at = round(y(value));
    drawing.lines.push({ x1: left, y1: at, x2: right + 6, y2: at, grid: value > 0 });
    drawing.texts.push({ x: left - 6, y: at + 5, text, anchor: 'end', quiet: true });
  }
  axis(drawing, moments, (n) => x(n) ?? 0, right - left, plotHeight);
  const ends: number[] = [];
  for (const [n, { values }] of series.entries()) {
    const points = values.map((value, at) => ({ at: x(at) ?? 0, value }));
    const path = line<(typeof points)[number]>()
      .defined(({ value }) => value !== null)
      .x(({ at }) => round(at))
      .y(({ value }) => round(y(value ?? 0)));
    drawing.paths.push({ d: path(points) ?? '', fill: n + 1 });
    const shape = symbol(shapes[n % shapes.length], 64)() ?? '';
    for (const { at, value } of points)
      if (value !== null)
        drawing.marks.push({ d: shape, x: round(at), y: round(y(value)), fill: n + 1 });
    const last = points.filter(({ value }) => value !== null).at(-1);
    if (!last) continue;
    const height = clear(y(last.value ?? 0) + 5, ends);
    ends.push(height);
    drawing.texts.push({
      x: round(last.at + 9),
      y: round(height),
      text: `${number(last.value ?? 0)}${unit}`,
      anchor: 'start',
      quiet: false,
    });
  }
  return drawing;
}

/** Where a text can stand without lying on one that is there already. */
function clear(wanted: number, taken: readonly number[]): number {
  let at = wanted;
  for (const other of [...taken].sort((a, b) => b - a))
    if (Math.abs(other - at) < lineHeight - 4) at = other - lineHeight + 4;
  return at;
}

/** One small chart: a name, and for each series a number a moment. */
export interface Panel {
  name: string;
  /** One for each series, one number a moment. */
  values: readonly (readonly number[])[];
  /** What the table writes, one text a moment; else the sum, and how much of it the last series is. */
  cells?: readonly string[];
}

/**
 * Columns over time, one small chart below the other on the same scale, so that several things can be
 * compared month by month. Its table has a column for each; what the column is made of stands behind
 * its number.
 */
export function columnPanels(
  asked: ChartWords & {
    moments: readonly Moment[];
    /** The parts of a column, from the ground up. */
    series: readonly string[];
    panels: readonly Panel[];
    /** What the table writes for a single panel, one text a series, by moment; else the numbers. */
    cells?: readonly (readonly string[])[];
    /** Leaves moments without anything out of the table. */
    skipsEmpty?: boolean;
  },
): Chart {
  const { moments, panels, series } = asked;
  const isOne = panels.length === 1;
  const cells = (at: number): string[] =>
    panels.flatMap((panel) => {
      const numbers = panel.values.map((all) => all[at] ?? 0);
      if (isOne) return asked.cells?.[at] ?? numbers.map(number);
      const given = panel.cells?.[at];
      if (given !== undefined) return [given];
      const [sum, last] = [numbers.reduce((a, b) => a + b, 0), numbers.at(-1) ?? 0];
      const part = series.length > 1 && last > 0 ? ` (${number(last)} ${series.at(-1)})` : '';
      return [`${number(sum)}${part}`];
    });
  const isShown = (at: number): boolean =>
    !asked.skipsEmpty || panels.some(({ values }) => values.some((all) => (all[at] ?? 0) > 0));
  return {
    ...headOf(asked),
    wide: panels.length > 3,
    legend: series.length > 1 ? series.map((name, n) => ({ fill: n + 1, name, line: false })) : [],
    drawing: drawPanels(moments, panels),
    table: {
      head: [asked.of, ...(isOne ? series : panels.map(({ name }) => name))],
      rows: moments.flatMap(({ label, href }, at) =>
        isShown(at) ? [{ label, href: href ?? null, cells: cells(at) }] : [],
      ),
    },
  };
}

function drawPanels(moments: readonly Moment[], panels: readonly Panel[]): Drawing | null {
  const sumAt = ({ values }: Panel, at: number): number =>
    values.reduce((total, numbers) => total + (numbers[at] ?? 0), 0);
  const most = Math.max(0, ...panels.flatMap((p) => moments.map((_, at) => sumAt(p, at))));
  if (most === 0) return null;
  const isOne = panels.length === 1;
  const columns = isOne ? 150 : 52;
  const step = columns + lineHeight + (isOne ? 4 : 24);
  const left = widthOf(number(most)) + 8;
  const x = scaleBand<number>()
    .domain(moments.map((_, n) => n))
    .range([left, drawingWidth - 2])
    .paddingInner(0.25);
  const drawing = emptyDrawing(step * panels.length + lineHeight + 6);
  const fits = x.step() >= widthOf(number(most)) + 2;
  for (const [n, panel] of panels.entries()) {
    const ground = (n + 1) * step - 2;
    const height = scaleLinear().domain([0, most]).range([0, columns]);
    if (!isOne)
      drawing.texts.push({
        x: left,
        y: n * step + 16,
        text: panel.name,
        anchor: 'start',
        quiet: false,
      });
    drawing.lines.push({ x1: left, y1: ground, x2: drawingWidth, y2: ground, grid: false });
    if (!fits) {
      const top = round(ground - columns);
      drawing.lines.push({ x1: left, y1: top, x2: drawingWidth, y2: top, grid: true });
      for (const [value, y] of [
        [most, top],
        [0, ground],
      ] as const)
        drawing.texts.push({
          x: left - 6,
          y: y + 5,
          text: number(value),
          anchor: 'end',
          quiet: true,
        });
    }
    for (const at of moments.keys()) {
      let y = ground;
      for (const [s, numbers] of panel.values.entries()) {
        const value = numbers[at] ?? 0;
        if (value <= 0) continue;
        const tall = round(height(value));
        y = round(y - tall);
        drawing.rects.push({
          x: round(x(at) ?? 0),
          y,
          width: round(x.bandwidth()),
          height: tall,
          fill: s + 1,
        });
      }
      const sum = sumAt(panel, at);
      if (fits && sum > 0)
        drawing.texts.push({
          x: round((x(at) ?? 0) + x.bandwidth() / 2),
          y: y - 4,
          text: number(sum),
          anchor: 'middle',
          quiet: false,
        });
    }
  }
  const ground = panels.length * step - 2;
  axis(drawing, moments, (n) => (x(n) ?? 0) + x.bandwidth() / 2, drawingWidth - left, ground);
  for (const [at, { href }] of moments.entries())
    if (href)
      drawing.links.push({
        x: round(x(at) ?? 0),
        y: 0,
        width: round(x.bandwidth()),
        height: drawing.height,
        href,
      });
  return drawing;
}

function axis(
  drawing: Drawing,
  moments: readonly Moment[],
  x: (n: number) => number,
  room: number,
  ground: number,
): void {
  const labels = moments.map(({ short }) => short);
  for (const [n, isShown] of spaced(labels, room).entries()) {
    if (!isShown) continue;
    const text = labels[n] ?? '';
    const half = widthOf(text) / 2;
    const at = Math.min(Math.max(x(n), half), drawingWidth - half);
    drawing.texts.push({ x: round(at), y: ground + 19, text, anchor: 'middle', quiet: true });
  }
}
