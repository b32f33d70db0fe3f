import type { CaseFilter as ScopedFilter, CaseLine, Page } from '@app/measures';
import type { Temporal } from 'temporal-polyfill';
import { stageWords, waitingWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital, shortMoment } from '../words/when';

/** What the address asks for; whose cases are seen at all is not for it to say. */
type CaseFilter = Omit<ScopedFilter, 'scope'>;

export interface CasesPage {
  section: 'today';
  practice: boolean;
  title: string;
  cases: {
    href: string;
    home: string;
    town: string | null;
    stage: string;
    waitingOn: string;
    stalled: string;
    next: string;
    officer: string;
  }[];
  /** Other ways to see the list; the present one has no address. */
  views: { text: string; href: string | null }[];
  nextHref: string | null;
  firstHref: string | null;
}

/** What was asked for, as it stands in the address. */
export interface CasesAsked {
  filter: CaseFilter;
  onlyMine: boolean;
  laterPage: boolean;
}

/** Turns one page of cases into rows. */
export function presentCases(
  page: Page<CaseLine>,
  asked: CasesAsked,
  today: Temporal.PlainDate,
): CasesPage {
  return {
    section: 'today',
    practice: page.items.some((c) => c.practice),
    title: titleOf(asked.filter),
    cases: page.items.map((c) => ({
      href: `/cases/${c.id}`,
      home: c.home,
      town: c.town,
      stage: stageWords[c.stage],
      waitingOn: c.waitingOn ? waitingWords[c.waitingOn] : '',
      stalled: capital(c.stalls.map(stallInWords).join('; ')),
      next: c.nextAt ? capital(shortMoment(c.nextAt, today)) : 'Nothing planned',
      officer: c.officer,
    })),
    views: viewsOf(asked),
    nextHref: page.nextCursor && hrefOf(asked, page.nextCursor),
    firstHref: asked.laterPage ? hrefOf(asked, null) : null,
  };
}

function titleOf(filter: CaseFilter): string {
  if (filter.open === false) return 'Closed cases';
  if (filter.breached) return 'Late replies from NHSmail';
  if (filter.waitingOn) return `Cases that wait for ${waitingNames[filter.waitingOn]}`;
  return filter.stalled ? 'Cases that are not moving' : 'Open cases';
}

const waitingNames = {
  provider: 'the provider',
  'account-holder': 'account holders',
  nhsmail: 'NHSmail',
  register: 'the register',
  officer: 'us',
} as const;

function viewsOf(asked: CasesAsked): CasesPage['views'] {
  const views: [string, CaseFilter][] = [
    ['All open', {}],
    ['Not moving', { stalled: true }],
    ['Closed', { open: false }],
  ];
  const same = (filter: CaseFilter) => JSON.stringify(filter) === JSON.stringify(asked.filter);
  return [
    ...views.map(([text, filter]) => ({
      text,
      href: same(filter) ? null : hrefOf({ ...asked, filter }, null),
    })),
    {
      text: asked.onlyMine ? 'Everyone’s' : 'Only mine',
      href: hrefOf({ ...asked, onlyMine: !asked.onlyMine }, null),
    },
  ];
}

function hrefOf({ filter, onlyMine }: CasesAsked, cursor: string | null): string {
  const query = new URLSearchParams();
  if (filter.waitingOn) query.set('waitingOn', filter.waitingOn);
  if (filter.breached) query.set('breached', 'yes');
  if (filter.stalled) query.set('stalled', 'yes');
  if (filter.open === false) query.set('open', 'no');
  if (onlyMine) query.set('whose', 'mine');
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text ? `/cases?${text}` : '/cases';
}
