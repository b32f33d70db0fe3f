import { londonDay, type PaceLimit } from '@app/domain';
import {
  type CaseAsk,
  type CaseColumn,
  type CaseLine,
  type CaseSort,
  caseColumns,
  casesHref,
  caseSorts,
  countsTo,
  type ListChoices,
  noView,
  type Page,
  type SavedView,
  writeCaseAsk,
} from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import { stageWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital, many, shortDay, shortMoment } from '../words/when';
import {
  type AskNames,
  columnWords,
  filterChoices,
  narrowingsOf,
  onlyByLink,
  partyWords,
  sortWords,
} from './ask-words';

/** What a list shows unless columns are chosen. */
export const usualColumns: readonly CaseColumn[] = ['stage', 'waitingOn', 'next', 'officer'];

/** The order a column is sorted by when its heading is pressed. */
const sortOfColumn: Partial<Record<CaseColumn, CaseSort>> = {
  stage: 'stage',
  waitingOn: 'waiting',
  next: 'next',
  opened: 'opened',
  stalledSince: 'stalled',
};

/** What was asked for and found. */
export interface CasesFound {
  ask: CaseAsk;
  page: Page<CaseLine>;
  laterPage: boolean;
  /** Counting stops at `countsTo`. */
  count: number;
  choices: ListChoices;
  names: AskNames;
  views: readonly SavedView[];
  /** The view it was opened by; null for none. */
  view: SavedView | null;
  /** How many there were without each filter, in the order of the filters; only when none is found. */
  loosened: readonly number[];
  /** From when on a case is slow; empty while that is not known. */
  limits: readonly PaceLimit[];
  formToken: string;
  notice: string | null;
}

/** Turns one page of cases into rows, with all that narrows, sorts and keeps the list. */
export function presentCases(found: CasesFound, now: Temporal.Instant) {
  const { ask, page, count, view } = found;
  const { view: _, ...plain } = ask;
  const shown = ask.columns ?? usualColumns;
  const sort = ask.sort ?? 'next';
  const on = narrowingsOf(ask, found.names);
  return {
    section: 'cases',
    practice: page.items.some((line) => line.practice),
    title: view ? view.name : titleOf(ask),
    count: countWords(page.items.length, count, found.laterPage),
    narrowings: on.map(({ words, without }) => ({ words, href: hrefOf(without) })),
    clearHref: hrefOf({}),
    heads: [
      { text: 'Home', sort: 'home' as const },
      ...shown.map((column) => ({ text: columnWords[column], sort: sortOfColumn[column] })),
    ].map((head) => ({
      text: head.text,
      href: head.sort && head.sort !== sort ? hrefOf({ ...plain, sort: head.sort }) : null,
      sorted: head.sort === sort,
    })),
    cases: page.items.map((line) => row(line, shown, found.limits, now)),
    quickViews: quickViews(plain),
    savedViews: found.views
      .filter(({ list }) => list === 'cases')
      .map(({ id, name, href, mine, officer }) => ({
        text: mine ? name : `${name} (${officer})`,
        href: id === view?.id ? null : href,
      })),
    form: {
      q: ask.q ?? '',
      ...filterChoices(ask, found.choices),
      slow: Boolean(ask.slow),
      breached: Boolean(ask.breached),
      mine: Boolean(ask.mine),
      closed: Boolean(ask.closed),
      sorts: caseSorts.map((value) => ({
        value,
        text: sortWords[value],
        selected: value === sort,
      })),
      columns: caseColumns.map((value) => ({
        value,
        text: columnWords[value],
        checked: shown.includes(value),
      })),
      /** What only links narrow by is kept. */
      kept: kept(plain, onlyByLink),
    },
    keep: {
      query: writeCaseAsk(plain).toString(),
      list: 'cases',
      name: view?.mine ? view.name : '',
    },
    bulk: { formToken: found.formToken, fields: kept(plain, null), all: allWords(count) },
    exports: { list: 'cases', query: writeCaseAsk(plain).toString() },
    empty: page.items.length === 0 ? emptyWords(found, on) : null,
    notice: found.notice,
    nextHref: page.nextCursor && casesHref(plain, '/cases', page.nextCursor),
    firstHref: found.laterPage ? hrefOf(plain) : null,
  };
}

/** An address that shows this and nothing else, whatever view the list would open with. */
const hrefOf = (ask: CaseAsk): string =>
  casesHref(Object.keys(ask).length === 0 ? { view: noView } : ask);

function row(
  line: CaseLine,
  columns: readonly CaseColumn[],
  limits: readonly PaceLimit[],
  now: Temporal.Instant,
) {
  const today = londonDay(now);
  const text: Record<CaseColumn, () => string> = {
    stage: () => stageWords[line.stage],
    waitingOn: () => waitingWordsOf(line, today),
    next: () => nextWords(line, today),
    officer: () => line.officer,
    provider: () => line.provider ?? '',
    authority: () => line.localAuthority ?? '',
    opened: () => capital(shortDay(Temporal.PlainDate.from(line.openedOn), today)),
    stalledSince: () => (line.stalledAt ? capital(dayOf(line.stalledAt, today)) : ''),
    useBy: () => (line.useBy ? capital(shortDay(Temporal.PlainDate.from(line.useBy), today)) : ''),
  };
  return {
    id: line.id,
    href: `/cases/${line.id}`,
    home: line.home,
    town: line.town,
    cells: columns.map((column) => ({ label: columnWords[column], text: text[column]() })),
    notes: [
      ...line.stalls.map(stallInWords),
      ...(isSlow(line, limits, now) ? ['slower than usual'] : []),
    ].join('; '),
  };
}

/** What goes out next; of a case with nothing planned, when it is looked at again. */
function nextWords({ nextAt, parkedUntil }: CaseLine, today: Temporal.PlainDate): string {
  if (nextAt) return capital(shortMoment(nextAt, today));
  if (!parkedUntil) return 'Nothing planned';
  return `Look again ${shortDay(Temporal.PlainDate.from(parkedUntil), today)}`;
}

const dayOf = (moment: string, today: Temporal.PlainDate): string =>
  shortDay(londonDay(Temporal.Instant.from(moment)), today);

/** "Provider, 23 days": whoever takes the time, and for how many Europe/London days. */
function waitingWordsOf({ party, waitingSince }: CaseLine, today: Temporal.PlainDate): string {
  if (!party) return '';
  const days = waitingSince && daysSince(waitingSince, today);
  return days ? `${partyWords[party]}, ${many(days, 'day')}` : partyWords[party];
}

const daysSince = (moment: string, today: Temporal.PlainDate): number =>
  londonDay(Temporal.Instant.from(moment)).until(today, { largestUnit: 'days' }).days;

function isSlow(
  { stage, party, waitingSince }: CaseLine,
  limits: readonly PaceLimit[],
  now: Temporal.Instant,
): boolean {
  const limit = limits.find((one) => one.stage === stage && one.party === party)?.limit;
  if (limit === undefined || waitingSince === null) return false;
  const seconds =
    (now.epochMilliseconds - Temporal.Instant.from(waitingSince).epochMilliseconds) / 1000;
  return seconds / 86_400 > limit;
}

function titleOf(ask: CaseAsk): string {
  if (ask.closed) return 'Closed cases';
  if (ask.breached) return 'Late replies from NHSmail';
  if (ask.slow) return 'Cases slower than usual';
  if (ask.waitingOn) return `Cases that wait for ${waitingNames[ask.waitingOn]}`;
  return ask.stalled ? 'Stalled cases' : 'Open cases';
}

const waitingNames = {
  provider: 'the provider',
  'account-holder': 'account holders',
  nhsmail: 'NHSmail',
  register: 'the register',
  officer: 'us',
} as const;

/** "50 of 312", "50 more of 1,000 or more", "7 cases". */
function countWords(shown: number, count: number, laterPage: boolean): string {
  if (count === 0) return 'None';
  if (!laterPage && shown >= count && count < countsTo) return many(count, 'case');
  return `${shown}${laterPage ? ' more' : ''} of ${many(count, 'case')}`;
}

/** How many a list has in all, within a sentence: "312", "1,000 or more". */
const allWords = (count: number): string => many(count, 'case').replace(/ cases?$/, '');

/** Ways to see the list that everybody needs; the present one has no address. */
function quickViews(ask: CaseAsk): { text: string; href: string | null }[] {
  const views: [string, CaseAsk][] = [
    ['All open', {}],
    ['Mine', { mine: true }],
    ['Stalled', { stalled: 'yes' }],
    ['Slower than usual', { slow: true }],
    ['Late replies', { breached: true }],
    ['Closed', { closed: true }],
  ];
  const present = casesHref(ask);
  return views.map(([text, one]) => ({
    text,
    href: casesHref(one) === present ? null : hrefOf(one),
  }));
}

/** The ask as hidden fields; null: all of it. */
function kept(ask: CaseAsk, only: readonly string[] | null): { name: string; value: string }[] {
  return [...writeCaseAsk(ask)]
    .filter(([name]) => only === null || only.includes(name))
    .map(([name, value]) => ({ name, value }));
}

/** Which filter to take off, and what would be found then. */
function emptyWords(found: CasesFound, on: ReturnType<typeof narrowingsOf>) {
  const ways = on.map(({ words, without }, n) => ({
    words,
    href: hrefOf(without),
    count: found.loosened[n] ?? 0,
  }));
  return {
    ways: ways
      .filter(({ count }) => count > 0)
      .map(({ words, href, count }) => ({ words, href, cases: many(count, 'case') })),
    searched: Boolean(found.ask.q),
    narrowed: on.length > 0,
  };
}
