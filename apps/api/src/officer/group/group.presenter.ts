import { type DsptStanding, londonDay } from '@app/domain';
import type { GroupLetter, GroupSite } from '@app/measures';
import type { LetterStatus } from '@app/letters';
import type { Contact, ProviderRecord } from '@app/providers';
import type { Temporal } from 'temporal-polyfill';
import { brandWords, providerHref, siteHref, standingWords } from '../sites/site-row';
import { stageWords, waitingWords } from '../words/case-words';
import { letterStatusWords } from '../words/letter-status-words';
import { maskedEmail } from '../words/masked';
import { stallInWords } from '../words/stall-words';
import { capital, dayWords, exactly, shortMoment } from '../words/when';

/** Everything the page of a group is made of. */
export interface GroupView {
  provider: ProviderRecord;
  /** All providers of its brand together, not this one alone. */
  whole: boolean;
  sites: readonly GroupSite[];
  standings: ReadonlyMap<string, DsptStanding>;
  contacts: ReadonlyMap<string, Contact>;
  letters: readonly GroupLetter[];
  now: Temporal.Instant;
  /** May they act on cases? */
  mayAct: boolean;
}

interface SiteLine {
  href: string;
  home: string;
  town: string | null;
  /** “Deregistered”, or its provider where several are shown. */
  notes: string[];
  /** What its box sends; null when there is nothing to act on. */
  box: { name: 'case' | 'site'; value: string } | null;
  caseHref: string | null;
  stage: string;
  waitingOn: string;
  stalled: string;
  next: string;
  dspt: string;
  contact: string;
}

/** One number above the table, with the list behind it where there is one. */
interface Sum {
  count: number;
  words: string;
  href: string | null;
}

/** Somebody who gets the letters of homes of the group. */
interface Reader {
  name: string;
  email: string;
  homes: string;
  /** Which, of those who have several. */
  which: string;
}

export interface GroupPage {
  section: 'sites';
  practice: boolean;
  providerId: string;
  name: string;
  title: string;
  providerHref: string;
  /** The other extent: all of the brand, or this provider alone. */
  other: { text: string; href: string } | null;
  sums: Sum[];
  sites: SiteLine[];
  readers: Reader[];
  lettersSent: { href: string; subject: string; when: string; status: string; homes: string }[];
  headquarters: string | null;
  mayAct: boolean;
  /** How many there are to act on without ticking: open cases, and sites that may get one. */
  all: { open: string | null; without: string | null };
  whole: boolean;
}

export function presentGroup(view: GroupView): GroupPage {
  const { provider, whole, sites, now } = view;
  const { providerId, brand } = provider;
  const name = provider.name ?? `Provider ${providerId}`;
  const own = `/groups/${encodeURIComponent(providerId)}`;
  return {
    section: 'sites',
    practice: sites.some((site) => site.case?.practice),
    providerId,
    name,
    title: whole && brand ? brandWords(brand) : name,
    providerHref: providerHref(providerId),
    other: brand
      ? whole
        ? { text: `${name} alone`, href: own }
        : { text: `All of ${brandWords(brand)}`, href: `${own}?whole=yes` }
      : null,
    sums: sumsOf(view),
    sites: sites.map((site) => lineOf(site, view)),
    readers: readersOf(view),
    lettersSent: view.letters.map(({ id, subject, day, status, homes }) => ({
      href: `/mail-tray/${id}`,
      subject,
      when: dayWords(day),
      status: letterStatusWords[status as LetterStatus],
      homes: exactly(homes, 'home'),
    })),
    headquarters: headquartersOf(view, londonDay(now)),
    mayAct: view.mayAct,
    all: allOf(sites),
    whole,
  };
}

function allOf(sites: readonly GroupSite[]): GroupPage['all'] {
  const open = sites.filter((site) => site.case?.open).length;
  const without = sites.filter(mayOpen).length;
  return {
    open: open > 0 ? exactly(open, 'open case') : null,
    without: without > 0 ? exactly(without, 'site') : null,
  };
}

/** Whether a case may be opened for it: it works, is ours to help, and has no open one. */
export const mayOpen = (site: GroupSite): boolean =>
  site.inScope && site.registrationStatus !== 'deregistered' && !site.case?.open;

function lineOf(site: GroupSite, view: GroupView): SiteLine {
  const { locationId, case: row, home, town } = site;
  const standing = view.standings.get(locationId);
  const contact = view.contacts.get(locationId);
  const today = londonDay(view.now);
  const notes = [
    standingWords(site as Parameters<typeof standingWords>[0]),
    site.inScope ? null : 'Not ours to help',
    view.whole ? site.provider : null,
  ];
  return {
    href: row ? `/cases/${row.id}` : siteHref(locationId),
    home,
    town,
    notes: notes.filter((note): note is string => note !== null),
    box: !view.mayAct
      ? null
      : row
        ? { name: 'case', value: row.id }
        : mayOpen(site)
          ? { name: 'site', value: locationId }
          : null,
    caseHref: row && `/cases/${row.id}`,
    stage: row ? stageWords[row.stage] : 'No case',
    waitingOn: row?.open && row.waitingOn ? waitingWords[row.waitingOn] : '',
    stalled: row?.open ? capital(row.stalls.map(stallInWords).join('; ')) : '',
    next: row?.open
      ? row.nextAt
        ? capital(shortMoment(row.nextAt, today))
        : 'Nothing planned'
      : '',
    dspt: standing ? dsptWords(standing) : '',
    contact: contact
      ? (contact.name ?? maskedEmail(contact.email))
      : site.isTheirs
        ? ''
        : 'Nobody known',
  };
}

/** “Standards Met 25/26, headquarters’” */
export function dsptWords({ eligible, counted, own }: DsptStanding): string {
  const entry = counted?.entry ?? own?.entry;
  if (!entry) return eligible === 'no' ? 'None' : 'Not known';
  const whose = counted?.coverage === 'inherited' ? 'headquarters’' : 'own';
  return `${entry.statusText.replace(/\.$/, '')}, ${whose}`;
}

function sumsOf({ sites, standings, provider, whole }: GroupView): Sum[] {
  const listed = (more: Record<string, string>): string | null =>
    whole
      ? null
      : `/cases?${new URLSearchParams({ provider: provider.providerId, ...more }).toString()}`;
  const count = (test: (site: GroupSite) => boolean | undefined): number =>
    sites.filter((site) => test(site)).length;
  const eligible = (which: DsptStanding['eligible']) =>
    count(({ locationId }) => standings.get(locationId)?.eligible === which);
  const sums: Sum[] = [
    { count: sites.length, words: sites.length === 1 ? 'site' : 'sites', href: null },
    { count: count(({ case: row }) => row?.open), words: 'open cases', href: listed({}) },
    {
      count: count(({ case: row }) => row?.open === true && row.stalls.length > 0),
      words: 'not moving',
      href: listed({ stalled: 'yes' }),
    },
    {
      count: count(({ case: row }) => row?.stage === 'live'),
      words: 'live',
      href: listed({ stage: 'live' }),
    },
    {
      count: count(({ case: row }) => row?.open === false),
      words: 'closed',
      href: listed({ open: 'no' }),
    },
    { count: count(({ case: row }) => row === null), words: 'without a case', href: null },
    { count: eligible('yes'), words: 'may apply by their DSPT', href: null },
    { count: eligible('no'), words: 'may not', href: null },
    { count: eligible('unknown'), words: 'with a DSPT not known', href: null },
  ];
  return sums.filter(({ count: n }, place) => n > 0 || place < 2);
}

/** Whoever has several homes first: they get one letter a working day for all of them. */
function readersOf({ contacts, sites }: GroupView): Reader[] {
  const byEmail = new Map<string, { contact: Contact; homes: string[] }>();
  for (const { locationId, home } of sites) {
    const contact = contacts.get(locationId);
    if (!contact) continue;
    const found = byEmail.get(contact.email) ?? { contact, homes: [] };
    found.homes.push(home);
    byEmail.set(contact.email, found);
  }
  return [...byEmail.values()]
    .filter(({ homes }) => homes.length > 1)
    .sort((a, b) => b.homes.length - a.homes.length)
    .map(({ contact, homes }) => ({
      name: contact.name ?? 'Name not known',
      email: maskedEmail(contact.email),
      homes: exactly(homes.length, 'home'),
      which:
        homes.slice(0, 5).join(', ') + (homes.length > 5 ? ` and ${homes.length - 5} more` : ''),
    }));
}

/** What headquarters have published, and for how many of the sites it counts. */
function headquartersOf({ sites, standings }: GroupView, today: Temporal.PlainDate): string | null {
  const all = sites.flatMap(({ locationId }) => standings.get(locationId) ?? []);
  const entry = all.find(({ headquarters }) => headquarters !== null)?.headquarters?.entry;
  if (!entry) return null;
  const inherited = all.filter(({ counted }) => counted?.coverage === 'inherited').length;
  const unsaid = all.filter((one) => one.headquarters !== null && one.inclusion === null).length;
  const told = entry.publishedOn ? `, published ${dayWords(entry.publishedOn)}` : '';
  const counts = `It counts for ${inherited} of ${exactly(all.length, 'site')}`;
  const until = all.find(({ counted }) => counted?.coverage === 'inherited')?.validTo;
  const lasts = until && until >= today.toString() ? `, until ${dayWords(until)}` : '';
  const asks =
    unsaid > 0 ? ` For ${exactly(unsaid, 'site')} nobody has said whether it is included.` : '';
  return `Headquarters: ${entry.statusText.replace(/\.$/, '')}${told}. ${counts}${lasts}.${asks}`;
}
