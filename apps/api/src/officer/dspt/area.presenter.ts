import { type DsptArea, type Risk, risks, type SiteAtRisk } from '@app/dspt';
import { dayWords, exactly } from '../words/when';
import { countedLevelWords } from './dspt-words';
import { siteDsptHref } from './site-dspt.presenter';

/** What the page was asked for. */
export interface AreaAsked {
  risk: Risk;
  localAuthority: string | null;
  laterPage: boolean;
}

export interface AreaPage {
  section: 'imports';
  listDay: string | null;
  sites: string;
  levels: { level: string; sites: string; share: string; inherited: string }[];
  measures: { key: string; value: string }[];
  authorities: { value: string; text: string; selected: boolean }[];
  risks: { text: string; href: string | null }[];
  risk: Risk;
  showsUntil: boolean;
  rows: { href: string; name: string; place: string; why: string; until: string }[];
  firstHref: string | null;
  nextHref: string | null;
  /** Statuses nobody has classified, in words; null when there are none. */
  unclassified: string | null;
}

const riskWords: Readonly<Record<Risk, string>> = {
  expiring: 'Running out',
  'not-eligible': 'May not apply',
  unknown: 'Not known',
};

export function presentArea(
  area: DsptArea,
  page: { items: readonly SiteAtRisk[]; nextCursor: string | null },
  authorities: readonly string[],
  unclassified: number,
  asked: AreaAsked,
): AreaPage {
  const share = (sites: number): string =>
    area.sites === 0 ? '' : `${Math.round((sites / area.sites) * 100)}%`;
  const counted = (sites: number): string =>
    `${number(sites)} of ${number(area.sites)} (${share(sites)})`;
  const count: Readonly<Record<Risk, number>> = {
    expiring: area.expiring,
    'not-eligible': area.eligible.no,
    unknown: area.eligible.unknown,
  };
  return {
    section: 'imports',
    listDay: area.listDay && dayWords(area.listDay),
    sites: exactly(area.sites, 'site'),
    levels: area.levels.map(({ level, sites, inherited }) => ({
      level: countedLevelWords[level],
      sites: number(sites),
      share: share(sites),
      inherited: inherited === 0 ? '' : `${number(inherited)} by headquarters’ publication`,
    })),
    measures:
      area.sites === 0
        ? []
        : [
            { key: 'Standards Met or better', value: counted(area.metOrBetter) },
            {
              key: 'Approaching Standards or better',
              value: counted(area.approachingOrBetter),
            },
            {
              key: `Running out by ${dayWords(area.expiringOn)}`,
              value: counted(area.expiring),
            },
          ],
    authorities: choices(authorities, asked.localAuthority),
    risks: risks.map((risk) => ({
      text: `${riskWords[risk]} (${number(count[risk])})`,
      href: risk === asked.risk ? null : hrefOf({ ...asked, risk }),
    })),
    risk: asked.risk,
    showsUntil: asked.risk === 'expiring',
    rows: page.items.map(({ locationId, name, town, providerName, reasons, validTo }) => ({
      href: siteDsptHref(locationId),
      name,
      place: [town, providerName].filter(Boolean).join(' · '),
      why: reasons[0]?.sentence ?? '',
      until: validTo === null ? '' : dayWords(validTo),
    })),
    firstHref: asked.laterPage ? hrefOf(asked) : null,
    nextHref: page.nextCursor && hrefOf(asked, page.nextCursor),
    unclassified:
      unclassified === 0
        ? null
        : `${exactly(unclassified, 'status', 'statuses')} of the lists ${unclassified === 1 ? 'is' : 'are'} not known: say what ${unclassified === 1 ? 'it comes' : 'they come'} to`,
  };
}

const number = (n: number): string => n.toLocaleString('en-GB');

/** Nothing to choose where there is one. */
function choices(authorities: readonly string[], chosen: string | null): AreaPage['authorities'] {
  if (authorities.length < 2) return [];
  const all = { value: '', text: 'All local authorities', selected: chosen === null };
  return [
    all,
    ...authorities.map((name) => ({ value: name, text: name, selected: name === chosen })),
  ];
}

function hrefOf({ risk, localAuthority }: AreaAsked, cursor?: string): string {
  const query = new URLSearchParams({
    risk,
    ...(localAuthority === null ? {} : { localAuthority }),
    ...(cursor ? { cursor } : {}),
  });
  return `/dspt?${query.toString()}#at-risk`;
}
