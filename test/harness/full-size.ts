import { appendFileSync } from 'node:fs';

/** Whether `npm run full-size` runs this test, and not `npm test`. */
export const fullSize = process.env.CASELOAD_FULL_SIZE === '1';

/** How many, how long: the first in every run of the tests, the second with `npm run full-size`. */
export function sized<T>(reduced: T, full: T): T {
  return fullSize ? full : reduced;
}

/** What a test of a whole promise found, as `npm run full-size` prints it. */
export interface Figure {
  name: string;
  /** How many were tried. */
  n: number;
  /** How many of them broke the promise. */
  failures: number;
  /** With it the same ones are tried again. */
  seed?: number | string;
  /** By a clock that never jumps. */
  seconds?: number;
  /** Anything else that was measured, with its unit in its name. */
  [measured: string]: unknown;
}

/**
 * Tells a figure, as one line of JSON, to the file that `npm run full-size` reads; to nobody when
 * there is none. Call it before the `expect` that judges it, so that a bad figure is told as well.
 */
export function tellFigure(figure: Figure): void {
  const file = process.env.CASELOAD_FIGURES;
  if (file)
    appendFileSync(file, `${JSON.stringify({ size: sized('reduced', 'full'), ...figure })}\n`);
}

/** Seconds since it was made, to a tenth, for a figure. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => Math.round((performance.now() - start) / 100) / 10;
}
