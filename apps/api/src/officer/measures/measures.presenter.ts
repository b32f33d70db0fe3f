import {
  type MeasureCode,
  type MeasureDefinition,
  measureDefinitions,
  shortMonthName,
  type Split,
} from '@app/domain';
import type { ToldFigures } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import type { ToldMonth } from '../../measures/measures.reader';
import { capital, dayInLondon } from '../words/when';
import {
  figureRows,
  isDays,
  percentWords,
  shareOf,
  toldWords,
  unknownWords,
  withheldWords,
} from './figure-words';

/** Which part of the area is shown. */
export interface ShownPart {
  split: Split;
  /** As `partsOf` names it. */
  part: string;
}

export interface Choice {
  value: string;
  text: string;
  selected: boolean;
}

export interface MeasureGroup {
  code: MeasureCode;
  id: string;
  name: string;
  definition: MeasureDefinition;
  rows: { words: string; isMain: boolean; cells: string[] }[];
}

export interface MeasuresPage {
  section: 'measures';
  /** Of what is shown, within a sentence. */
  of: string;
  choices: { label: string; options: Choice[] }[];
  months: { label: string; note: string | null }[];
  groups: MeasureGroup[];
  withheld: string | null;
  /** Why some measures cannot be told at present; null when all can. */
  unknown: string | null;
  /** Months that were kept late, in a sentence each. */
  notes: string[];
  /** What to know while nothing was kept yet. */
  empty: string | null;
  mayChangeAuthorities: boolean;
}

/** The parts there are to choose from, as the register names them. */
export interface KnownParts {
  authorities: readonly string[];
  icbs: readonly string[];
}

export function presentMeasures(
  months: readonly ToldMonth[],
  shown: ShownPart,
  known: KnownParts,
  mayChangeAuthorities: boolean,
): MeasuresPage {
  const figures = months.map(
    ({ parts }) => parts.find(({ part }) => part === shown.part)?.measures ?? {},
  );
  return {
    section: 'measures',
    of: partWords(shown),
    choices: choicesOf(shown, known),
    months: months.map(({ month, takenAt, isLate }) => ({
      label: monthLabel(month),
      note: takenAt === null ? 'so far' : isLate ? 'kept late' : null,
    })),
    groups: measureDefinitions.map((definition) =>
      presentGroup(
        definition,
        figures.map((measures) => measures[definition.code]),
      ),
    ),
    withheld: withheldWords(figures.flatMap((measures) => Object.values(measures))),
    unknown: unknownWords(figures.at(-1)?.M3),
    notes: months.flatMap(({ month, takenAt, isLate }) =>
      isLate && takenAt !== null
        ? [
            `${monthLabel(month)} was kept on ${dayInLondon(takenAt)}, from what was known then; why cases stalled could not be told afterwards.`,
          ]
        : [],
    ),
    empty: months.some(({ takenAt }) => takenAt !== null)
      ? null
      : 'No month has been kept yet: the figures of this month are kept for good on the first of the next.',
    mayChangeAuthorities,
  };
}

function presentGroup(
  definition: MeasureDefinition,
  figures: readonly (ToldFigures | undefined)[],
): MeasureGroup {
  const { code, name, headline } = definition;
  const shares = figures.map((one) => shareOf(code, one));
  const main =
    headline?.of && figures.some((one) => one !== undefined)
      ? [
          {
            words: 'Share',
            isMain: true,
            cells: figures.map((one, n) => shareWords(shares[n] ?? null, one, headline.of ?? '')),
          },
        ]
      : [];
  const rows = figureRows(code)
    .filter(({ key }) => key === headline?.value || figures.some((one) => one?.[key]))
    .map(({ key, words }) => ({
      words,
      isMain: !headline?.of && key === headline?.value,
      cells: figures.map((one) => cellOf(one, key, key === headline?.value)),
    }));
  return { code, id: code.toLowerCase(), name, definition, rows: [...main, ...rows] };
}

/** What is not known, or was not measured, is not 0. */
const cellOf = (figures: ToldFigures | undefined, key: string, isHeadline: boolean): string => {
  if (!figures || (figures[key] === undefined && (isHeadline || isDays(key)))) return '–';
  return toldWords(figures[key]);
};

function shareWords(share: number | null, figures: ToldFigures | undefined, of: string): string {
  if (share !== null) return percentWords(share);
  return typeof figures?.[of] === 'string' ? 'not shown' : '–';
}

/** "Oct 2026". */
function monthLabel(month: string): string {
  const { month: number, year } = Temporal.PlainYearMonth.from(month);
  return `${shortMonthName(number)} ${year}`;
}

/** What a part is called, within a sentence. */
function partWords({ split, part }: ShownPart): string {
  if (split === 'all') return 'the whole area';
  if (part === '') return 'sites the register places nowhere';
  if (split === 'care-home') return part === 'care-home' ? 'care homes' : 'other services';
  return part;
}

const valueOf = ({ split, part }: ShownPart): string =>
  split === 'all' ? 'all' : `${split}:${part}`;

/** Reads what `valueOf` wrote; anything else is the whole area. */
export function readShownPart(text: unknown): ShownPart {
  const [, split, part = ''] =
    /^(authority|icb|care-home):(.{0,200})$/.exec(typeof text === 'string' ? text : '') ?? [];
  return split === undefined ? { split: 'all', part: '' } : { split: split as Split, part };
}

function choicesOf(shown: ShownPart, { authorities, icbs }: KnownParts): MeasuresPage['choices'] {
  const chosen = valueOf(shown);
  const option = (split: Split, part: string): Choice => {
    const value = valueOf({ split, part });
    const text = partWords({ split, part });
    return {
      value,
      text: capital(text),
      selected: value === chosen,
    };
  };
  return [
    {
      label: 'Area',
      options: [option('all', ''), option('care-home', 'care-home'), option('care-home', 'other')],
    },
    { label: 'Local authority', options: authorities.map((name) => option('authority', name)) },
    { label: 'Integrated care board', options: icbs.map((name) => option('icb', name)) },
  ].filter(({ options }) => options.length > 0);
}
