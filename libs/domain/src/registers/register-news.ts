import type { CaseState, SiteChange } from '../cases/case-state';
import type { Stage } from '../cases/stages';

/** What the register says of a site after an import, as far as an open case has to know of it. */
export interface SiteOnRegister {
  registrationStatus: 'registered' | 'deregistered' | null;
  /** `YYYY-MM-DD`, as CQC gives it. */
  deregisteredOn: string | null;
  dormant: boolean | null;
  providerId: string | null;
  odsCode: string | null;
  registeredManagers: readonly string[] | null;
}

/** What an officer is asked to look at because a register has changed. */
export type RegisterAsk = 'new-owner' | 'ods-code' | 'manager' | 'leavers';

/** A fact that a register gives reason to record. */
export interface RegisterFact {
  type: 'site-deregistered' | 'site-dormant' | 'site-reopened';
  /** `YYYY-MM-DD`, Europe/London. */
  on: string;
}

/** What a case is told. */
export interface SiteNews {
  fact: RegisterFact | null;
  asks: readonly RegisterAsk[];
}

/** An import changes this of a site. `before` is null when it created the record. */
export interface SiteUpdate {
  before: SiteOnRegister | null;
  after: SiteOnRegister;
  /** The day the file speaks of, `YYYY-MM-DD`. */
  asOf: string;
}

/** Whether the site is open, as its register says; null when no file has said it. */
function siteStatus(site: SiteOnRegister): SiteChange['status'] | null {
  if (site.registrationStatus === 'deregistered') return 'deregistered';
  if (site.dormant === true) return 'dormant';
  return site.registrationStatus === 'registered' || site.dormant === false ? 'registered' : null;
}

const factOf: Readonly<Record<SiteChange['status'], RegisterFact['type']>> = {
  registered: 'site-reopened',
  dormant: 'site-dormant',
  deregistered: 'site-deregistered',
};

const earlier = (a: string, b: string): string => (a < b ? a : b);

/**
 * The day a change of the register counts from: the register’s own day where it gives one, else the
 * day the file speaks of; never after today, and never before what the case knows to have come last,
 * so that the newest word of the register is the one that holds.
 */
function dayOfChange(
  status: SiteChange['status'],
  { after, asOf }: SiteUpdate,
  state: CaseState,
  today: string,
): string {
  const own = status === 'deregistered' ? after.deregisteredOn : null;
  const last = state.siteChanges.at(-1)?.on ?? '';
  const candidates = [own, asOf].flatMap((day) => (day === null ? [] : [earlier(day, today)]));
  return candidates.find((day) => day >= last) ?? last;
}

/** A site of which the case knows nothing else is open, whatever the file adds to that. */
function statusFact(update: SiteUpdate, state: CaseState, today: string): RegisterFact | null {
  const status = siteStatus(update.after);
  if (status === null || status === state.site.status) return null;
  if (update.before !== null && siteStatus(update.before) === status) return null;
  return { type: factOf[status], on: dayOfChange(status, update, state, today) };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join('\n') === [...b].sort().join('\n');

/** Whether the register now shows somebody else as manager than it did; a first mention is no change. */
function hasNewManager({ before, after }: SiteUpdate): boolean {
  const [then, now] = [before?.registeredManagers ?? [], after.registeredManagers ?? []];
  return then.length > 0 && !same(then, now);
}

/** The questions a changed register raises about a case, in the order they are asked. */
const asks: readonly [RegisterAsk, (u: SiteUpdate, state: CaseState, stage: Stage) => boolean][] = [
  // Owners, ODS code and mailbox name may change with the provider (domain rules, 33).
  [
    'new-owner',
    ({ before, after }) =>
      before !== null &&
      before.providerId !== null &&
      after.providerId !== null &&
      before.providerId !== after.providerId,
  ],
  // A code that comes with the monthly load, or another than the one confirmed (domain rules, 36).
  [
    'ods-code',
    ({ before, after }, state, stage) =>
      stage !== 'prospect' &&
      after.odsCode !== null &&
      after.odsCode !== (before?.odsCode ?? null) &&
      after.odsCode !== state.odsCode?.code,
  ],
  ['manager', (update, _, stage) => stage !== 'prospect' && hasNewManager(update)],
  // Accounts of a home that has closed go to the leavers (domain rules, 30).
  [
    'leavers',
    (update, state) =>
      siteStatus(update.after) === 'deregistered' &&
      (update.before === null || siteStatus(update.before) !== 'deregistered') &&
      state.accounts.some((one) => one.created && !one.isLeaving && one.removedOn === null),
  ],
];

/**
 * What an open case is told of a site that an import changed (domain rules, 30 to 33 and 36). Only
 * what the import itself changed is news: an officer who found the home open again is not
 * contradicted by every file that repeats the old word.
 * @param today the Europe/London day of telling, `YYYY-MM-DD`
 */
export function newsOfSite(
  update: SiteUpdate,
  state: CaseState,
  stage: Stage,
  today: string,
): SiteNews {
  return {
    fact: statusFact(update, state, today),
    asks: asks.flatMap(([ask, isRaised]) => (isRaised(update, state, stage) ? [ask] : [])),
  };
}

/**
 * A record as it stood before later imports changed it.
 * @param later what those imports changed, oldest first: columns as they were before each
 */
export function asItStood<T extends object>(now: T, later: readonly Partial<T>[]): T {
  return [...later].reverse().reduce<T>((record, before) => ({ ...record, ...before }), now);
}
