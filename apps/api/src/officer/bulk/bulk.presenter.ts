import { type BulkCounts, type BulkHead, isAtWork, type ShownRow, whatUndoDoes } from '@app/cases';
import { exactly, momentFromNow } from '../words/when';
import type { Temporal } from 'temporal-polyfill';
import { doingGroups, doingOfKind, nameOfDoing, titleOfDoing } from './doing';
import { outcomeLines, type OutcomeContext, sumsOf } from './outcome-words';

/** One row, ready for the page. */
interface RowLine {
  href: string;
  home: string;
  town: string | null;
  /** “Done”, “Refused”, … */
  standing: string;
  lines: string[];
}

/** Rows that stand alike, under one heading. */
interface RowGroup {
  id: string;
  title: string;
  rows: RowLine[];
  /** How many are not shown, and where all are. */
  more: { text: string; href: string } | null;
}

/** What all pages of one action share. */
interface BulkPart {
  section: 'cases';
  practice: boolean;
  id: string;
  /** “40 cases” */
  chosen: string;
  /** “2 of those chosen are not there any more, or not yours.” */
  notThere: string | null;
}

/** Everything the pages of one action are made of. */
export interface BulkView {
  head: BulkHead;
  counts: BulkCounts;
  rows: readonly ShownRow[];
  context: OutcomeContext;
  now: Temporal.Instant;
  /** All rows are shown, however many there are. */
  whole: boolean;
}

/** So many rows of one standing are shown until all are asked for. */
const shownAtFirst = 100;

export const casesOrSites = (rows: readonly ShownRow[]): string => {
  const sites = rows.filter(({ caseId }) => caseId === null).length;
  if (sites === 0) return exactly(rows.length, 'case');
  if (sites === rows.length) return exactly(sites, 'site without a case', 'sites without a case');
  return `${exactly(rows.length - sites, 'case')} and ${exactly(sites, 'site without a case', 'sites without a case')}`;
};

function partOf({ head, rows }: Pick<BulkView, 'head' | 'rows'>): BulkPart {
  return {
    section: 'cases',
    practice: rows.some(({ practice }) => practice),
    id: head.id,
    chosen: casesOrSites(rows),
    notThere:
      head.notThere > 0
        ? `${exactly(head.notThere, 'of those chosen is', 'of those chosen are')} not there any more, or not yours.`
        : null,
  };
}

/** “What do you want to do?” */
export function presentChoosing(view: Pick<BulkView, 'head' | 'rows'>) {
  const allSites = view.rows.every(({ caseId }) => caseId === null);
  const anySite = view.rows.some(({ caseId }) => caseId === null);
  const opening = {
    title: 'Sites without a case',
    doings: anySite ? [{ kind: 'open-cases' } as const] : [],
  };
  const groups = allSites ? [opening] : [...(anySite ? [opening] : []), ...doingGroups];
  return {
    ...partOf(view),
    groups: groups.map(({ title, doings }, n) => ({
      title,
      isOpen: n === 0,
      doings: doings.map((doing) => ({
        href: `/bulk/${view.head.id}?do=${nameOfDoing(doing)}`,
        text: titleOfDoing(doing),
      })),
    })),
    homes: view.rows.map(homeOf),
  };
}

const homeOf = ({ caseId, locationId, home, town }: ShownRow) => ({
  href: caseId ? `/cases/${caseId}` : `/sites/${encodeURIComponent(locationId)}`,
  home,
  town,
});

const titleOf = ({ kind }: BulkHead): string => {
  const doing = doingOfKind(kind);
  return doing ? titleOfDoing(doing) : '';
};

export const verdictWords = {
  failed: 'Could not be worked out',
  refused: 'Would not be done',
  already: 'So already',
  allowed: 'Would be done',
} as const;

/** What would happen to each. */
export function presentPreview(view: BulkView) {
  const { head, counts, rows, context } = view;
  const allowed = rows.filter(({ verdict }) => verdict === 'allowed');
  const of = (verdict: keyof typeof verdictWords): RowGroup | null =>
    groupOf(
      view,
      verdict,
      verdictWords[verdict],
      rows.filter((row) => row.verdict === verdict),
      (row) =>
        row.outcome && verdict === 'allowed' ? outcomeLines(row.outcome, context) : why(row.why),
    );
  return {
    ...partOf(view),
    title: titleOf(head),
    revision: head.revision,
    progress: progressOf(view, 'Looking at what would happen to each'),
    ready: head.state === 'previewed',
    finding: findingOf(counts.verdicts),
    allowed: counts.verdicts.allowed ?? 0,
    button: `${titleOf(head)}: ${exactly(counts.verdicts.allowed ?? 0, head.kind === 'open-cases' ? 'site' : 'case')}`,
    changeHref: `/bulk/${head.id}?do=${doingHref(head)}`,
    sums: sumsOf(
      allowed.flatMap(({ outcome }) => outcome ?? []),
      context,
    ),
    groups: (['failed', 'refused', 'already', 'allowed'] as const).flatMap((one) => of(one) ?? []),
  };
}

const doingHref = (head: BulkHead): string => {
  const doing = doingOfKind(head.kind);
  return doing ? nameOfDoing(doing) : '';
};

/** “38 would be done, 1 is so already, 1 would be refused.” */
function findingOf(verdicts: Record<string, number>): string {
  const { allowed = 0, already = 0, refused = 0, failed = 0 } = verdicts;
  return `${[
    `${allowed} would be done`,
    already > 0 && `${already} ${already === 1 ? 'is' : 'are'} so already`,
    refused > 0 && `${refused} would not be done`,
    failed > 0 && `${failed} could not be worked out`,
  ]
    .filter(Boolean)
    .join(', ')}.`;
}

export const resultWords = {
  failed: 'Failed',
  refused: 'Not done',
  skipped: 'Left alone',
  done: 'Done',
  already: 'So already',
} as const;

/** What came of each, and what was taken back. */
export function presentResult(view: BulkView) {
  const { head, counts, rows, context, now } = view;
  const { done = 0, refused = 0, failed = 0, skipped = 0, already = 0 } = counts.results;
  const isUndone = head.state === 'undoing' || head.state === 'undone';
  const linesOf = (row: ShownRow): string[] =>
    row.result === 'done' && row.outcome
      ? outcomeLines(row.outcome, context)
      : why(row.resultWhy ?? null);
  const groups = isUndone
    ? undoGroups(view)
    : (['failed', 'skipped', 'refused', 'done', 'already'] as const).map((result) =>
        groupOf(
          view,
          result,
          resultWords[result],
          rows.filter((row) => row.result === result),
          linesOf,
        ),
      );
  return {
    ...partOf(view),
    title: titleOf(head),
    progress: progressOf(view, isUndone ? 'Taking it back' : 'Doing it'),
    isUndone,
    finding: isUndone
      ? undoFinding(counts)
      : resultFinding({ done, refused, failed, skipped, already }),
    when: head.confirmedAt && momentFromNow(head.confirmedAt, now),
    undo:
      head.state === 'done' && done > 0
        ? { what: whatUndoDoes(head.kind ?? ''), button: `Take it back: ${exactly(done, 'case')}` }
        : null,
    again: head.state === 'done' && skipped + failed > 0 ? exactly(skipped + failed, 'case') : null,
    groups: groups.filter((group): group is RowGroup => group !== null),
  };
}

const resultFinding = (n: Record<keyof typeof resultWords, number>): string =>
  `${[
    `${n.done} done`,
    n.refused > 0 && `${n.refused} not done`,
    n.skipped > 0 && `${n.skipped} left alone`,
    n.failed > 0 && `${n.failed} failed`,
    n.already > 0 && `${n.already} so already`,
  ]
    .filter(Boolean)
    .join(', ')}.`;

function undoFinding({ undoings }: BulkCounts): string {
  const { undone = 0, left = 0, failed = 0 } = undoings;
  return `${[
    `${undone} taken back`,
    left > 0 && `${left} left as ${left === 1 ? 'it is' : 'they are'}`,
    failed > 0 && `${failed} failed`,
  ]
    .filter(Boolean)
    .join(', ')}.`;
}

function undoGroups(view: BulkView): (RowGroup | null)[] {
  const titles = { failed: 'Failed', left: 'Left as it is', undone: 'Taken back' } as const;
  return (['failed', 'left', 'undone'] as const).map((undo) =>
    groupOf(
      view,
      undo,
      titles[undo],
      view.rows.filter((row) => row.undo === undo),
      (row) => [row.undoWhy ?? 'As it was before'],
    ),
  );
}

const why = (sentence: string | null): string[] => (sentence ? [sentence] : []);

function groupOf(
  { head, whole }: BulkView,
  id: string,
  title: string,
  rows: readonly ShownRow[],
  lines: (row: ShownRow) => string[],
): RowGroup | null {
  if (rows.length === 0) return null;
  const shown = whole ? rows : rows.slice(0, shownAtFirst);
  const hidden = rows.length - shown.length;
  return {
    id,
    title: `${title}: ${rows.length}`,
    rows: shown.map((row) => ({ ...homeOf(row), standing: title, lines: lines(row) })),
    more:
      hidden > 0
        ? { text: `Show ${exactly(hidden, 'more home')}`, href: `/bulk/${head.id}?rows=all#${id}` }
        : null,
  };
}

function progressOf({ head, counts }: BulkView, what: string): string | null {
  if (!isAtWork(head)) return null;
  const all = counts.rows;
  return `${what}: ${all - counts.waiting} of ${all}.`;
}

/** The last actions of one officer. */
export function presentRecent(
  heads: readonly (BulkHead & { rows: number; done: number })[],
  now: Temporal.Instant,
) {
  return {
    section: 'cases' as const,
    actions: heads.map((head) => ({
      href: `/bulk/${head.id}`,
      what: titleOf(head) || 'Nothing chosen yet',
      standing: stateWords[head.state],
      cases: exactly(head.rows, 'home'),
      done: head.confirmedAt ? `${head.done} done` : '',
      when: momentFromNow(head.confirmedAt ?? head.madeAt, now),
    })),
  };
}

const stateWords: Readonly<Record<BulkHead['state'], string>> = {
  choosing: 'Not begun',
  previewing: 'Being looked at',
  previewed: 'Looked at, not done',
  working: 'Under way',
  done: 'Done',
  undoing: 'Being taken back',
  undone: 'Taken back',
};
