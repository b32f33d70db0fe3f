import type { Figures, MeasureCode } from '@app/domain';
import { type ToldCount, withholdSmall } from '../overview/withhold-small';
import type { MeasuredPart } from './read-measures';

/** Figures of a place, without those that would tell of single homes. */
export type ToldFigures = Readonly<Record<string, ToldCount>>;

export interface ToldPart {
  part: string;
  measures: Partial<Record<MeasureCode, ToldFigures>>;
}

/** Days of a stage stand on the cases measured: `preparing-median` on `preparing-stays`. */
const standsOn = (key: string): string | null =>
  /^(.*)-(?:median|ninetieth)$/.exec(key)?.[1]?.concat('-stays') ?? null;

/**
 * The parts of a split as readers may see them who do not see every case: a count from 1 to 4 is not
 * told, nor one by which the total would tell it, nor days that were measured on so few cases. The
 * whole area is always told.
 */
export function withholdFigures(parts: readonly MeasuredPart[]): ToldPart[] {
  if (parts.length === 1 && parts[0]?.part === '') return [...parts];
  const told: ToldPart[] = parts.map(({ part }) => ({ part, measures: {} }));
  const codes = new Set(parts.flatMap(({ measures }) => Object.keys(measures) as MeasureCode[]));
  for (const code of codes) {
    const columns = new Map<string, ToldCount[]>();
    const of = parts.map(({ measures }) => measures[code] ?? {});
    for (const key of new Set(of.flatMap((figures) => Object.keys(figures))))
      if (standsOn(key) === null)
        columns.set(key, withholdSmall(of.map((figures) => figures[key] ?? 0)));
    told.forEach((one, n) => {
      one.measures[code] = toldFigures(of[n] ?? {}, (key) => columns.get(key)?.[n] ?? 0);
    });
  }
  return told;
}

function toldFigures(figures: Figures, column: (key: string) => ToldCount): ToldFigures {
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => {
      const counted = standsOn(key);
      if (counted === null) return [key, column(key)];
      const told = column(counted);
      return [key, typeof told === 'number' ? value : told];
    }),
  );
}
