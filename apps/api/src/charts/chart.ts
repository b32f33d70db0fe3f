/**
 * A chart as the page prints it: what it shows in a sentence, the drawing, and always the same numbers
 * as a table. Drawn by views/components/charts.njk.
 */
export interface Chart {
  /** Unique on its page; what the parts of the drawing are named after. */
  id: string;
  title: string;
  /** What the chart shows, in a sentence worked out from its numbers. */
  finding: string;
  /** How to read it besides, or what is left out; null when nothing needs saying. */
  note: string | null;
  /** The fills and lines there are, when there is more than one. */
  legend: { fill: number; name: string; line: boolean }[];
  /** Null when there is nothing to draw: the finding says so. */
  drawing: Drawing | null;
  table: ChartTable;
  /** The table has many columns: it stands below the drawing, not beside it. */
  wide: boolean;
}

export interface ChartTable {
  /** One heading a column; the first is of the row headings. */
  head: string[];
  rows: ChartRow[];
}

export interface ChartRow {
  label: string;
  /** The list behind the row, for those who may open it. */
  href: string | null;
  cells: string[];
}

/** Everything is in units of the drawing: `width` of them fill the room there is. */
export interface Drawing {
  width: number;
  height: number;
  lines: { x1: number; y1: number; x2: number; y2: number; grid: boolean }[];
  /** `fill` counts from 1: each is told from the others without colour. */
  rects: { x: number; y: number; width: number; height: number; fill: number }[];
  paths: { d: string; fill: number }[];
  /** Where a line is known to be: a shape of its own for each line. */
  marks: { d: string; x: number; y: number; fill: number }[];
  texts: {
    x: number;
    y: number;
    text: string;
    anchor: 'start' | 'middle' | 'end';
    quiet: boolean;
  }[];
  /** Places that can be pressed. The table has the same links for those who use no mouse. */
  links: { x: number; y: number; width: number; height: number; href: string }[];
}

/** What every chart is asked with. */
export interface ChartWords {
  id: string;
  title: string;
  finding: string;
  note?: string | null;
  /** What the rows are: "Stage", "Month". */
  of: string;
}

/**
 * Units a drawing is wide. It fills at most as many CSS pixels, and on a telephone of 390 pixels about
 * three quarters of them, so that its letters of 16 are 12 pixels high there.
 */
export const drawingWidth = 470;

/** Letters are 16 units high. */
export const lineHeight = 20;

/** Units an average letter of Arial takes at this height, with room to spare. */
const letterWidth = 8.2;

export const widthOf = (text: string): number => text.length * letterWidth;

/** A text cut so that it fits; the table has the whole of it. */
export function cut(text: string, width: number): string {
  const most = Math.floor(width / letterWidth);
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

export const emptyDrawing = (height: number): Drawing => ({
  width: drawingWidth,
  height: round(height),
  lines: [],
  rects: [],
  paths: [],
  marks: [],
  texts: [],
  links: [],
});

/** A tenth of a unit is finer than any screen. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** "1,204" */
export const number = (value: number): string => value.toLocaleString('en-GB');

/** Every nth label, so that none runs into its neighbour; the last is always there. */
export function spaced(labels: readonly string[], room: number): boolean[] {
  const widest = Math.max(...labels.map(widthOf), 1) + 16;
  const step = Math.max(1, Math.ceil(widest / (room / Math.max(labels.length, 1))));
  return labels.map((_, n) => (labels.length - 1 - n) % step === 0);
}
