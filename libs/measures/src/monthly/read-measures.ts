import {
  type Figures,
  measure,
  type MeasureCode,
  measureCodes,
  type Measured,
  partsOf,
  type Split,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { countedMonth, type CountedMonth } from './counted-month';
import { readMeasured } from './read-measured';

/** What the measures come to in one part of the area. */
export interface MeasuredPart {
  /** As `partsOf` names it; empty for all of the area, or where the register gives none. */
  part: string;
  /** Each measure that can be told: see `CountedMonth.isPast` for the one that cannot. */
  measures: Partial<Record<MeasureCode, Figures>>;
}

/**
 * M1 to M12 of a month up to a day, as far as is known at present, in the parts of a split.
 * @param day Europe/London, `YYYY-MM-DD`
 */
export async function readMeasures(
  sql: Sql,
  { day, now, split }: { day: string; now: Temporal.Instant; split: Split },
): Promise<MeasuredPart[]> {
  const month = countedMonth(day, now);
  return measuredParts(await readMeasured(sql, month), month, split);
}

/** Counts what was read, part by part. */
export function measuredParts(
  rows: Measured,
  { isPast }: CountedMonth,
  split: Split,
): MeasuredPart[] {
  const codes = measureCodes.filter((code) => code !== 'M9' || !isPast);
  return partsOf(split, rows).map(({ part, rows: of }) => ({
    part,
    measures: Object.fromEntries(codes.map((code) => [code, measure(code, of)])),
  }));
}
