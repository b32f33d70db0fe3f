import {
  type ImportKind,
  importKinds,
  type QuarantinedRow,
  type RowCount,
  type RowState,
  rowStates,
  type SiteSuggestion,
} from '@app/providers';
import { kindWords } from '../words/register-words';
import { unbroken } from '../words/unbroken';
import { dayWords } from '../words/when';
import { withinSentence } from '../words/within-sentence';

interface View {
  text: string;
  count: string;
  /** Null for the one that is shown. */
  href: string | null;
}

export interface QuarantinePage {
  section: 'imports';
  states: View[];
  kinds: View[];
  rows: { href: string; name: string; place: string; from: string; likely: string }[];
  nothing: string;
  firstHref: string | null;
  nextHref: string | null;
}

/** What the list is asked for by. */
export interface AskedRows {
  state: RowState;
  kind: ImportKind | undefined;
  isLaterPage: boolean;
  nextCursor: string | null;
}

const stateWords: Readonly<Record<RowState, string>> = {
  waiting: 'To decide',
  matched: 'Of a site of ours',
  dismissed: 'None of ours',
};

const noneWords: Readonly<Record<RowState, string>> = {
  waiting: 'Nothing to decide. Rows of files that fit no site appear here after an import.',
  matched: 'No row has been said to be of one of our sites yet.',
  dismissed: 'No row has been said to be none of ours yet.',
};

function listHref(state: RowState, kind: ImportKind | undefined, cursor?: string): string {
  const query = new URLSearchParams({
    ...(state === 'waiting' ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(cursor === undefined ? {} : { cursor }),
  }).toString();
  return query ? `/quarantine?${query}` : '/quarantine';
}

/** @param suggestions of each row, the best first; empty for rows that are decided */
export function presentQuarantine(
  rows: readonly QuarantinedRow[],
  suggestions: readonly (readonly SiteSuggestion[])[],
  counts: readonly RowCount[],
  { state, kind, isLaterPage, nextCursor }: AskedRows,
): QuarantinePage {
  const sum = (fits: (count: RowCount) => boolean): string =>
    counts
      .filter(fits)
      .reduce((total, count) => total + count.rows, 0)
      .toLocaleString('en-GB');
  const known = importKinds.filter((one) => counts.some((count) => count.kind === one));
  return {
    section: 'imports',
    states: rowStates.map((one) => ({
      text: stateWords[one],
      count: sum((c) => c.state === one && (kind === undefined || c.kind === kind)),
      href: one === state && !isLaterPage ? null : listHref(one, kind),
    })),
    kinds:
      known.length < 2
        ? []
        : [undefined, ...known].map((one) => ({
            text: one === undefined ? 'All files' : kindWords[one],
            count: sum((c) => c.state === state && (one === undefined || c.kind === one)),
            href: one === kind && !isLaterPage ? null : listHref(state, one),
          })),
    rows: rows.map((row, n) => lineOf(row, suggestions[n] ?? [])),
    nothing: noneWords[state],
    firstHref: isLaterPage ? listHref(state, kind) : null,
    nextHref: nextCursor === null ? null : listHref(state, kind, nextCursor),
  };
}

function lineOf(row: QuarantinedRow, [best]: readonly SiteSuggestion[]) {
  return {
    href: `/quarantine/${row.id}`,
    name: nameOf(row),
    place: [row.said['Town'], unbroken(row.said['Postcode'] ?? null), row.said['Location ID']]
      .filter(Boolean)
      .join(' · '),
    from: sourceOf(row),
    likely: row.site
      ? `Of ${row.site.name}`
      : row.state === 'dismissed'
        ? ''
        : best
          ? `Looks like ${best.site.name}: ${withinSentence(best.evidence[0] ?? '')}`
          : 'Nothing in the register looks like it',
  };
}

/** What a row is called: it may have no name. */
export const nameOf = ({ said, row }: QuarantinedRow): string =>
  said['Location name'] ?? said['Location ID'] ?? `Row ${row}`;

/** “Row 12 of line-by-line.xlsx, of Friday 29 May 2026”. */
export const sourceOf = ({ row, fileName, asOf }: QuarantinedRow): string =>
  `Row ${row.toLocaleString('en-GB')} of ${fileName}${asOf ? `, of ${dayWords(asOf)}` : ''}`;
