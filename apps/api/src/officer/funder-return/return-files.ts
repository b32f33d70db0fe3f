import { type MeasureCode, measureDefinitions } from '@app/domain';
import type { ToldPart } from '@app/measures';
import { workbookOf, type WorkbookSheet } from '../../exports/workbook';
import type { WorkbookValue } from '../../exports/workbook-values';
import type { ToldReturn } from '../../funder-returns/funder-returns.reader';
import { figureRows, isDays, shareOf, toldWords } from '../measures/figure-words';
import { monthTitle, stateWords } from './funder-return.presenter';

/** One number of the return: what it is, where, and of how many. */
interface ReturnLine {
  code: MeasureCode;
  name: string;
  part: string;
  words: string;
  value: number | string;
  /** From 0 to 1; null for what is no share. */
  share: number | null;
}

function linesOf({ area, authorities }: ToldReturn): ReturnLine[] {
  const parts: [string, ToldPart][] = [
    ['Whole area', area],
    ...authorities.map((one): [string, ToldPart] => [one.part || 'Not in the register', one]),
  ];
  return measureDefinitions.flatMap(({ code, name, headline }) =>
    parts.flatMap(([part, { measures }]) => {
      const figures = measures[code];
      if (!figures) return [];
      return figureRows(code)
        .filter(
          ({ key }) => figures[key] !== undefined || !(isDays(key) || key === headline?.value),
        )
        .filter(({ key }) => (figures[key] ?? 0) !== 0 || key === headline?.value)
        .map(({ key, words }) => {
          const count = figures[key] ?? 0;
          const value = typeof count === 'number' ? count : toldWords(count);
          const share = key === headline?.value ? shareOf(code, figures) : null;
          return { code, name, part, words, value, share };
        });
    }),
  );
}

const headings: string[] = ['Month', 'Measure', 'Name', 'Area', 'Figure', 'Value', 'Share'];

/** The figures of a return, one a line. What is 0 is left out unless it stands for its measure. */
export const returnTable = (one: ToldReturn): string[][] => [
  headings,
  ...linesOf(one).map(({ code, name, part, words, value, share }) => [
    one.month,
    code,
    name,
    part,
    words,
    String(value),
    share === null ? '' : share.toFixed(4),
  ]),
];

/** The return as a workbook: the figures, what each measure counts, and the return itself. */
export function returnWorkbook(one: ToldReturn): Promise<Buffer> {
  const figures: WorkbookSheet = {
    name: 'Figures',
    columns: [
      { heading: 'Month', width: 10 },
      { heading: 'Measure', width: 9 },
      { heading: 'Name', width: 30 },
      { heading: 'Area', width: 26 },
      { heading: 'Figure', width: 40 },
      { heading: 'Value', width: 14 },
      { heading: 'Share', width: 9 },
    ],
    rows: linesOf(one).map(({ code, name, part, words, value, share }): WorkbookValue[] => [
      one.month,
      code,
      name,
      part,
      words,
      value,
      share === null ? null : { share },
    ]),
  };
  return workbookOf([returnSheet(one), figures, definitions]);
}

const returnSheet = (one: ToldReturn): WorkbookSheet => ({
  name: 'Return',
  columns: [
    { heading: 'Funder return', width: 22 },
    { heading: monthTitle(one.month), width: 90, isLong: true },
  ],
  rows: [
    ['Association', one.association],
    ['Month', one.month],
    ['State', stateWords(one)],
    ['Last day counted', { day: one.day }],
    ['Figures kept', one.takenAt === null ? null : { instant: one.takenAt }],
    ['Sent on', one.sentOn === null ? null : { day: one.sentOn }],
    ['Sent by', one.sentBy],
    ['Authorities', one.authorities.map(({ part }) => part || 'Not in the register').join(', ')],
    ['Note', one.note?.text ?? null],
  ],
});

const definitions: WorkbookSheet = {
  name: 'Definitions',
  columns: [
    { heading: 'Measure', width: 9 },
    { heading: 'Name', width: 30 },
    { heading: 'Tells', width: 50, isLong: true },
    { heading: 'Counts', width: 60, isLong: true },
    { heading: 'Of', width: 50, isLong: true },
    { heading: 'From', width: 40, isLong: true },
    { heading: 'Leaves out', width: 60, isLong: true },
  ],
  rows: measureDefinitions.map((one) => [
    one.code,
    one.name,
    one.meaning,
    one.numerator,
    one.denominator,
    one.source,
    one.leftOut,
  ]),
};
