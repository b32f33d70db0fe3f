import { type MeasureCode, measureDefinitions, stages } from '@app/domain';
import type { ReturnMonth, ToldFigures, ToldPart } from '@app/measures';
import { monthInWords } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { ToldReturn } from '../../funder-returns/funder-returns.reader';
import {
  figureRows,
  percentWords,
  shareOf,
  toldWords,
  unknownWords,
  withheldWords,
} from '../measures/figure-words';
import { stageWords } from '../words/case-words';
import { capital, dayInLondon, dayWords, momentWords } from '../words/when';

/** What a figure is made of: each of them in a few words, and how to read them when that is not plain. */
interface Details {
  lead: string | null;
  items: string[];
}

export interface ReturnPage {
  section: 'measures';
  month: string;
  title: string;
  association: string;
  state: string;
  isSent: boolean;
  maySend: boolean;
  mayWrite: boolean;
  rows: { code: string; name: string; value: string; details: Details }[];
  authorities: { name: string; cells: string[] }[];
  authorityHeads: readonly string[];
  months: { value: string; text: string; selected: boolean }[];
  note: { number: number; text: string; by: string | null };
  withheld: string | null;
  unknown: string | null;
  /** The address of the files, without their ending. */
  file: string;
}

/** What is said of each authority: the whole of it is in the file. */
const heads = [
  'Locations',
  'Met or better',
  'Approaching or better',
  'NHSmail live',
  'Went live',
  'Stalled',
];

export function presentReturn(
  one: ToldReturn,
  months: readonly ReturnMonth[],
  mayChange: boolean,
): ReturnPage {
  const all = [one.area, ...one.authorities].flatMap(({ measures }) => Object.values(measures));
  return {
    section: 'measures',
    month: one.month,
    title: monthTitle(one.month),
    association: capital(one.association),
    state: stateWords(one),
    isSent: one.state === 'sent',
    maySend: mayChange && one.state === 'draft',
    mayWrite: mayChange && one.state !== 'sent',
    rows: measureDefinitions.map(({ code, name }) => ({
      code,
      name,
      ...valueWords(code, one.area.measures[code]),
    })),
    authorityHeads: heads,
    authorities: one.authorities.map(presentAuthority),
    months: months.map(({ month, state }) => ({
      value: month,
      text: `${monthTitle(month)}${state === 'sent' ? ' (sent)' : state === 'so-far' ? ' (so far)' : ''}`,
      selected: month === one.month,
    })),
    note: one.note ? { ...one.note, by: `${one.note.by}, ${momentWords(one.note.at)}` } : noNote,
    withheld: withheldWords(all),
    unknown: unknownWords(one.area.measures.M3),
    file: `/funder-return/${one.month}`,
  };
}

const noNote = { number: 0, text: '', by: null };

/** "October 2026". */
export const monthTitle = (month: string): string =>
  monthInWords(Temporal.PlainYearMonth.from(month));

/** How far the return is, in a sentence. */
export function stateWords({ state, day, takenAt, isLate, sentOn, sentBy }: ToldReturn): string {
  if (state === 'sent')
    return `Sent on ${dayWords(sentOn ?? '')} by ${sentBy ?? ''}. It stays as it was sent.`;
  if (state === 'so-far')
    return `So far: figures up to ${dayWords(day)}. They are kept for good on the first of the next month.`;
  const kept = `Draft. The figures were kept on ${dayInLondon(takenAt ?? '')}`;
  return isLate ? `${kept}, late: from what was known then.` : `${kept} and do not change.`;
}

function presentAuthority({ part, measures }: ToldPart): { name: string; cells: string[] } {
  const share = (code: MeasureCode): string => valueWords(code, measures[code]).value;
  return {
    name: part === '' ? 'Not in the register' : part,
    cells: [
      share('M1'),
      share('M3'),
      share('M4'),
      `${share('M5')}${measures.M5 ? ` (${toldWords(measures.M5.live)})` : ''}`,
      share('M6'),
      share('M9'),
    ],
  };
}

/** The number that stands for a measure, and the others. */
function valueWords(
  code: MeasureCode,
  figures: ToldFigures | undefined,
): { value: string; details: Details } {
  if (!figures) return { value: '–', details: { lead: 'Could not be told afterwards', items: [] } };
  const definition = measureDefinitions.find((one) => one.code === code);
  const headline = definition?.headline ?? null;
  const isKnown = headline === null || figures[headline.value] !== undefined;
  const share = shareOf(code, figures);
  const value = headline?.of
    ? share === null
      ? isKnown && figures[headline.of] !== 0
        ? 'not shown'
        : '–'
      : percentWords(share)
    : headline
      ? toldWords(figures[headline.value])
      : '';
  return {
    value,
    details: isKnown ? detailsOf(code, figures, headline?.value ?? null) : nothingMore,
  };
}

function detailsOf(code: MeasureCode, figures: ToldFigures, main: string | null): Details {
  if (code === 'M7') return stageDays(figures);
  const rows = figureRows(code);
  if (rows.length === 1) return nothingMore;
  const items = rows
    .filter(({ key }) => (figures[key] ?? 0) !== 0 || key === main)
    .map(({ key, words }) => `${words} ${toldWords(figures[key])}`);
  return items.length > 0 ? { lead: null, items } : noneYet;
}

const nothingMore: Details = { lead: null, items: [] };
const noneYet: Details = { lead: 'None in the month', items: [] };

/** "Preparing 9.5 (19.6)": the median, and the 90th percentile behind it. */
function stageDays(figures: ToldFigures): Details {
  const items = stages
    .filter((stage) => figures[`${stage}-stays`] !== undefined)
    .map(
      (stage) =>
        `${stageWords[stage]} ${toldWords(figures[`${stage}-median`])} (${toldWords(figures[`${stage}-ninetieth`])})`,
    );
  return items.length > 0 ? { lead: 'Median (90th percentile) in days:', items } : noneYet;
}
