import { scaleLinear } from 'd3-scale';
import {
  type Chart,
  type ChartWords,
  cut,
  type Drawing,
  drawingWidth,
  emptyDrawing,
  number,
  round,
  widthOf,
} from './chart';

/** One bar, of one or several parts laid end to end. */
interface Bar {
  label: string;
  /** What stands at its end. */
  shown: string;
  href: string | null;
  parts: { value: number; fill: number }[];
}

export interface BarRow {
  label: string;
  /** Null when it is not told: no bar is drawn. */
  value: number | null;
  /** What is written at the bar and in the table; else the value. */
  shown?: string;
  href?: string | null;
}

const thickness = 18;
const beside = 30;
const below = 50;

/** The longest label, in units, that still stands to the left of its bar. */
const mostBeside = 125;

/** One bar a row, longest meaning most. Rows stay in the order they are given in. */
export function barChart(
  asked: ChartWords & { measure: string; rows: readonly BarRow[]; most?: number },
): Chart {
  const bars = asked.rows.map(({ label, value, shown, href }) => ({
    label,
    shown: shown ?? number(value ?? 0),
    href: href ?? null,
    parts: [{ value: value ?? 0, fill: 1 }],
  }));
  return {
    ...headOf(asked),
    legend: [],
    drawing: drawBars(bars, asked.most),
    table: {
      head: [asked.of, asked.measure],
      rows: bars.map(({ label, href, shown }) => ({ label, href, cells: [shown] })),
    },
  };
}

export interface StackedRow {
  label: string;
  /** One for each of the series. */
  values: readonly number[];
  /** What stands at the end of the bar; else the sum. */
  shown?: string;
  /** What the table writes, one for each series; else the values. */
  cells?: readonly string[];
  href?: string | null;
}

/**
 * Bars of several parts. As `share` each is as long as the others and shows what its parts are of the
 * whole.
 */
export function stackedBars(
  asked: ChartWords & {
    series: readonly string[];
    rows: readonly StackedRow[];
    as: 'count' | 'share';
    /** What is written at the end of the bars, when it is a column of the table too. */
    end?: string;
  },
): Chart {
  const bars = asked.rows.map(({ label, values, shown, href }) => {
    const sum = values.reduce((total, value) => total + value, 0);
    const whole = asked.as === 'share' ? sum || 1 : 1;
    return {
      label,
      shown: shown ?? number(sum),
      href: href ?? null,
      parts: values.map((value, n) => ({ value: value / whole, fill: n + 1 })),
    };
  });
  return {
    ...headOf(asked),
    wide: asked.series.length > 4,
    legend: asked.series.map((name, n) => ({ fill: n + 1, name, line: false })),
    drawing: drawBars(bars, asked.as === 'share' ? 1 : undefined),
    table: {
      head: [asked.of, ...asked.series, ...(asked.end ? [asked.end] : [])],
      rows: asked.rows.map(({ label, values, cells, href, shown }) => ({
        label,
        href: href ?? null,
        cells: [...(cells ?? values.map(number)), ...(asked.end ? [shown ?? ''] : [])],
      })),
    },
  };
}

export interface IntervalRow {
  label: string;
  median: number;
  /** Nine in ten are this or less. */
  ninetieth: number;
  /** What it was worked out from. */
  sample: number;
  href?: string | null;
}

/** Solid to the median and striped on to the 90th percentile, in days. */
export function intervalChart(
  asked: ChartWords & { sampled: string; rows: readonly IntervalRow[] },
): Chart {
  const bars = asked.rows.map(({ label, median, ninetieth, href }) => ({
    label,
    shown: `${days(median)}, ${days(ninetieth)}`,
    href: href ?? null,
    parts: [
      { value: median, fill: 1 },
      { value: ninetieth - median, fill: 2 },
    ],
  }));
  return {
    ...headOf(asked),
    legend: [
      { fill: 1, name: 'Half took this long or less (median)', line: false },
      { fill: 2, name: 'Nine in ten took this long or less', line: false },
    ],
    drawing: drawBars(bars),
    table: {
      head: [asked.of, 'Median, days', '90th percentile, days', asked.sampled],
      rows: asked.rows.map(({ label, median, ninetieth, sample, href }) => ({
        label,
        href: href ?? null,
        cells: [days(median), days(ninetieth), number(sample)],
      })),
    },
  };
}

/** "0.4", "6", "1,204": parts of a day matter only below ten. */
const days = (value: number): string =>
  value < 10 ? `${Math.round(value * 10) / 10}` : number(Math.round(value));

export const headOf = ({
  id,
  title,
  finding,
  note,
}: ChartWords): Pick<Chart, 'id' | 'title' | 'finding' | 'note' | 'wide'> => ({
  id,
  title,
  finding,
  note: note ?? null,
  wide: false,
});

/** Labels that are short stand beside their bars, others above them. */
function drawBars(bars: readonly Bar[], most?: number): Drawing | null {
  const longest = Math.max(0, ...bars.map(lengthOf));
  if (longest === 0) return null;
  const widestLabel = Math.max(...bars.map(({ label }) => widthOf(label)));
  const isBeside = widestLabel <= mostBeside;
  const step = isBeside ? beside : below;
  const left = isBeside ? widestLabel + 8 : 1;
  const room = Math.max(...bars.map(({ shown }) => widthOf(shown))) + 10;
  const x = scaleLinear()
    .domain([0, Math.max(most ?? 0, longest)])
    .range([left, drawingWidth - room]);
  const drawing = emptyDrawing(bars.length * step + 6);
  drawing.lines.push({ x1: left, y1: 0, x2: left, y2: drawing.height, grid: false });
  for (const [n, bar] of bars.entries()) {
    const top = n * step + (isBeside ? 6 : 26);
    drawing.texts.push({
      x: isBeside ? left - 8 : left + 3,
      y: isBeside ? top + 15 : top - 6,
      text: cut(bar.label, isBeside ? mostBeside + 8 : drawingWidth),
      anchor: isBeside ? 'end' : 'start',
      quiet: false,
    });
    let from = 0;
    for (const { value, fill } of bar.parts) {
      if (value <= 0) continue;
      const [start, end] = [x(from), x(from + value)];
      const width = Math.max(round(end - start), 2);
      drawing.rects.push({ x: round(start), y: top, width, height: thickness, fill });
      from += value;
    }
    drawing.texts.push({
      x: round(x(from) + 7),
      y: top + 15,
      text: bar.shown,
      anchor: 'start',
      quiet: false,
    });
    if (bar.href) {
      const y = n * step;
      drawing.links.push({ x: 0, y, width: drawingWidth, height: step, href: bar.href });
    }
  }
  return drawing;
}

const lengthOf = ({ parts }: Bar): number => parts.reduce((total, { value }) => total + value, 0);
