import { type MeasureCode, measureDefinitions, stages } from '@app/domain';
import { smallestTold, type ToldCount, type ToldFigures } from '@app/measures';
import { stageWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital } from '../words/when';

/** A number of a measure in words and as told. */
export interface FigureRow {
  key: string;
  words: string;
}

/**
 * The figures of a measure as pages and files list them: in the words of the pages. The many of M9
 * are those by reason; how old they are is told by the interface for programs.
 */
export function figureRows(code: MeasureCode): FigureRow[] {
  const definition = measureDefinitions.find((one) => one.code === code);
  const figures = definition?.figures ?? [];
  if (code === 'M7')
    return figures.map(({ key, words }) => {
      const stage = stages.find((one) => key.startsWith(`${one}-`));
      return { key, words: stage ? words.replace(/^[^,]*/, stageWords[stage]) : words };
    });
  if (code !== 'M9') return [...figures];
  return figures.map(({ key, words }) => {
    const [reason, age] = words.split(', ');
    return {
      key,
      words: age === undefined ? words : `${capital(stallInWords(reason ?? ''))}, ${age}`,
    };
  });
}

/** A count as a page tells it. */
export function toldWords(count: ToldCount | undefined): string {
  if (count === undefined) return '0';
  if (count === 'withheld') return 'not shown';
  if (count === 'fewer-than-5') return `fewer than ${smallestTold}`;
  return count.toLocaleString('en-GB');
}

/** Days are no count: where none were measured there is nothing to tell. */
export const isDays = (key: string): boolean => /-(?:median|ninetieth)$/.test(key);

/**
 * The share of the headline from 0 to 1; null where it is a plain count, nothing is counted yet, or
 * one of the two may not be told.
 */
export function shareOf(code: MeasureCode, figures: ToldFigures | undefined): number | null {
  const headline = measureDefinitions.find((one) => one.code === code)?.headline;
  if (!headline?.of || !figures) return null;
  const value = figures[headline.value];
  const of = figures[headline.of];
  return typeof value === 'number' && typeof of === 'number' && of > 0 ? value / of : null;
}

/** "75.0%". */
export const percentWords = (share: number): string =>
  share.toLocaleString('en-GB', {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });

/** What to know of measures that no DSPT list has been imported for; null when one has. */
export const unknownWords = (figures: ToldFigures | undefined): string | null =>
  figures && figures.locations !== 0 && figures.met === undefined
    ? 'No DSPT list has been imported for this area, so M3, M4 and M12 cannot be told.'
    : null;

/** Why some counts are not told; null when all are. */
export const withheldWords = (figures: readonly ToldFigures[]): string | null =>
  figures.some((one) => Object.values(one).some((count) => typeof count === 'string'))
    ? `A count below ${smallestTold} is not shown, as it could tell of a single home; nor is one by which the total would tell it.`
    : null;
