import {
  isUuid,
  type PaceLimit,
  type Party,
  parties,
  type Scope,
  type Stage,
  type StallCode,
  stages,
  stallCodes,
  waitedFor,
  type WaitingOn,
} from '@app/domain';
import type { CaseFilter, StalledDays } from './case-filter';
import { type CaseSort, caseSorts } from './case-orders';

/** What a list of cases can show beside the home. */
export const caseColumns = [
  'stage',
  'waitingOn',
  'next',
  'officer',
  'provider',
  'authority',
  'opened',
  'stalledSince',
  'useBy',
] as const;

export type CaseColumn = (typeof caseColumns)[number];

/** In an address: homes of which the register gives no authority, or no ICB. */
export const noneGiven = 'none';

/**
 * What somebody asks a list of cases for, as it stands in an address or a form: the same names on
 * every page, link and file. Whose cases may be seen at all is not for it to say.
 */
export interface CaseAsk {
  stage?: Stage;
  waitingOn?: WaitingOn;
  /** Who takes the time: as `waitingOn`, but the post apart. */
  party?: Party;
  stalled?: 'yes' | StallCode;
  /** Stalled for so long. */
  since?: StalledDays;
  /** Slower than usual. */
  slow?: true;
  /** NHSmail's reply is late. */
  breached?: true;
  /** Id of an officer. */
  officer?: string;
  /** Only one's own. */
  mine?: true;
  /** Id of a provider: all homes of a group. */
  provider?: string;
  /** As CQC writes it, or `none`. */
  authority?: string;
  icb?: string;
  /** Of care homes, or of other services. */
  careHome?: boolean;
  q?: string;
  closed?: true;
  sort?: CaseSort;
  columns?: readonly CaseColumn[];
  /** Id of a saved view, or `all`: everything else in the address comes before what the view says. */
  view?: string;
}

/** What a browser sends: every field a text, or several of one name. */
type Sent = Readonly<Record<string, unknown>>;

const longest = 200;

/** Texts of one name; what no database could hold, and what is too long to be meant, is left out. */
function textsOf(sent: Sent, name: string): string[] {
  const value = sent[name];
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) =>
    typeof one === 'string' && one.trim() && one.length <= longest && !one.includes('\0')
      ? [one.trim()]
      : [],
  );
}

/** In an address: all open cases, whatever view the list would open with. */
export const noView = 'all';

const isView = (text: string): boolean => isUuid(text) || text === noView;

/** “14” is fourteen days or more, “14-29” no more than 29. */
const sinceShape = /^(\d{1,4})(?:-(\d{1,4}))?$/;

function readSince(text: string): StalledDays | undefined {
  const [, least, most] = sinceShape.exec(text) ?? [];
  if (least === undefined) return undefined;
  if (most === undefined) return { least: Number(least) };
  return Number(most) < Number(least) ? undefined : { least: Number(least), most: Number(most) };
}

const yesOrNo = (text: string): boolean | undefined =>
  text === 'yes' || text === 'no' ? text === 'yes' : undefined;

/** What cannot be understood is left out: the list is then longer, and says what it was narrowed by. */
export function readCaseAsk(sent: Sent): CaseAsk {
  const text = (name: string): string => textsOf(sent, name)[0] ?? '';
  const among = <T extends string>(all: readonly T[], name: string): T | undefined =>
    all.find((one) => one === text(name));
  const yes = (name: string, word = 'yes'): true | undefined => text(name) === word || undefined;
  const named = textsOf(sent, 'columns').flatMap((list) => list.split(/[,\s]+/));
  const columns = caseColumns.filter((column) => named.includes(column));
  const asked = {
    stage: among(stages, 'stage'),
    waitingOn: among(waitedFor, 'waitingOn'),
    party: among(parties, 'party'),
    stalled: among(['yes' as const, ...stallCodes], 'stalled'),
    since: readSince(text('since')),
    slow: yes('slow'),
    breached: yes('breached'),
    officer: isUuid(text('officer')) ? text('officer').toLowerCase() : undefined,
    mine: yes('whose', 'mine'),
    provider: text('provider') || undefined,
    authority: text('authority') || undefined,
    icb: text('icb') || undefined,
    careHome: yesOrNo(text('careHome')),
    q: text('q') || undefined,
    closed: yes('open', 'no'),
    sort: among(caseSorts, 'sort'),
    columns: columns.length > 0 ? columns : undefined,
    view: isView(text('view')) ? text('view').toLowerCase() : undefined,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

const sinceInAddress = ({ least, most }: StalledDays): string =>
  most === undefined ? String(least) : `${least}-${most}`;

/** An ask as it stands in an address, each name once, in a fixed order; `readCaseAsk` reads it back. */
export function writeCaseAsk(ask: CaseAsk): URLSearchParams {
  const written: [string, string | undefined][] = [
    ['view', ask.view],
    ['q', ask.q],
    ['open', ask.closed && 'no'],
    ['stage', ask.stage],
    ['waitingOn', ask.waitingOn],
    ['party', ask.party],
    ['stalled', ask.stalled],
    ['since', ask.since && sinceInAddress(ask.since)],
    ['slow', ask.slow && 'yes'],
    ['breached', ask.breached && 'yes'],
    ['officer', ask.officer],
    ['whose', ask.mine && 'mine'],
    ['provider', ask.provider],
    ['authority', ask.authority],
    ['icb', ask.icb],
    ['careHome', ask.careHome === undefined ? undefined : ask.careHome ? 'yes' : 'no'],
    ['sort', ask.sort],
    ['columns', ask.columns?.join(',')],
  ];
  return new URLSearchParams(
    written.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''),
  );
}

/**
 * The address of a list.
 * @param page `/cases` unless given; `/stalled` and files take the same names
 */
export function casesHref(ask: CaseAsk, page = '/cases', cursor: string | null = null): string {
  const query = writeCaseAsk(ask);
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text ? `${page}?${text}` : page;
}

/** What a saved view asks for, and what the address says besides. */
export function withView(ask: CaseAsk, query: string): CaseAsk {
  const sent = Object.fromEntries(new URLSearchParams(query));
  return { ...readCaseAsk(sent), ...ask };
}

/** Whether it narrows the list at all. */
export function isNarrowed(ask: CaseAsk): boolean {
  const { sort: _sort, columns: _columns, view: _view, ...narrowing } = ask;
  return Object.keys(narrowing).length > 0;
}

/** For whom a list is made. */
export interface Asker {
  /** Whose cases may be seen at all. */
  scope: Scope;
  officerId: string;
}

/**
 * The filter that an ask stands for.
 * @param limits of the usual pace; needed when `ask.slow`
 */
export function filterOfAsk(
  ask: CaseAsk,
  { scope, officerId }: Asker,
  limits: readonly PaceLimit[] = [],
): CaseFilter {
  const owner = ask.mine ? officerId : ask.officer;
  // One's own of another officer's are none.
  const scoped: Scope =
    ask.mine && ask.officer && ask.officer !== officerId ? { officerIds: [] } : scope;
  const told = (name: string | undefined) => (name === noneGiven ? null : name);
  const filter = {
    scope: scoped,
    open: ask.closed ? false : undefined,
    stage: ask.stage,
    waitingOn: ask.waitingOn,
    party: ask.party,
    officerId: owner,
    breached: ask.breached,
    stalled: ask.stalled === 'yes' ? true : ask.stalled,
    stalledDays: ask.since,
    slowerThan: ask.slow && limits,
    providerId: ask.provider,
    localAuthority: told(ask.authority),
    icb: told(ask.icb),
    careHome: ask.careHome,
    q: ask.q,
  };
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as unknown as CaseFilter;
}
