import type { DsptStanding } from '@app/domain';
import type { FoundProviders, FoundSites, ProviderRecord } from '@app/providers';
import { brandHref, brandWords, providerHref, type SiteRow, siteRow } from '../sites/site-row';
import { capital, dayWords, momentWords } from '../words/when';
import { telephone, type Telephone } from '../words/telephone';
import { unbroken } from '../words/unbroken';
import { webAddress } from '../words/web-address';
import { type ProviderRow, providerRow } from './providers.presenter';

/** One page of the sites of a provider or group, with how they stand with the DSPT. */
export interface SitesOf {
  page: FoundSites;
  standings: ReadonlyMap<string, DsptStanding>;
  laterPage: boolean;
}

interface SitesPart {
  section: 'sites';
  sites: (SiteRow & { dspt: string })[];
  firstHref: string | null;
  nextHref: string | null;
}

export interface ProviderPage extends SitesPart {
  name: string;
  providerId: string;
  /** Its homes with their cases, to act on. */
  groupHref: string;
  brand: { words: string; href: string } | null;
  facts: { key: string; value: string }[];
  phone: Telephone | null;
  website: string | null;
  /** Where it was first known from. */
  source: string | null;
}

export interface BrandPage extends SitesPart {
  name: string;
  providers: ProviderRow[];
}

export function presentProvider(provider: ProviderRecord, sites: SitesOf): ProviderPage {
  const { providerId, brand, source } = provider;
  const place = [provider.address, provider.town, unbroken(provider.postcode)];
  const facts: [string, string | null][] = [
    ['CQC provider ID', providerId],
    ['Headquarters’ ODS code', provider.odsCode],
    ['Companies House number', provider.companiesHouse],
    ['Address', place.filter(Boolean).join(', ')],
    ['Local authority', provider.localAuthority],
    ['Registration', registrationWords(provider)],
  ];
  return {
    ...sitesPart(sites, providerHref(providerId)),
    name: provider.name ?? `Provider ${providerId}`,
    providerId,
    groupHref: `/groups/${encodeURIComponent(providerId)}`,
    brand: brand ? { words: brandWords(brand), href: brandHref(brand) } : null,
    facts: facts.flatMap(([key, value]) => (value ? [{ key, value }] : [])),
    phone: telephone(provider.phone),
    website: webAddress(provider.website),
    source:
      source &&
      `First known from the file ${source.fileName}, imported ${momentWords(source.importedAt)}.`,
  };
}

export function presentBrand(brand: string, providers: FoundProviders, sites: SitesOf): BrandPage {
  return {
    ...sitesPart(sites, brandHref(brand)),
    name: brandWords(brand),
    providers: providers.items.map(providerRow),
  };
}

function sitesPart({ page, standings, laterPage }: SitesOf, href: string): SitesPart {
  return {
    section: 'sites',
    sites: page.items.map((site) => ({
      ...siteRow(site),
      dspt: dsptWords(standings.get(site.locationId)),
    })),
    firstHref: laterPage ? href : null,
    nextHref: page.nextCursor && nextHref(href, page.nextCursor),
  };
}

const eligibleWords = { yes: 'May apply', no: 'May not apply', unknown: 'Not known' } as const;

/** “May apply: 25/26 Standards Met”. */
function dsptWords(standing: DsptStanding | undefined): string {
  if (!standing) return '';
  const status = standing.counted?.entry.statusText ?? standing.own?.entry.statusText;
  return [eligibleWords[standing.eligible], status].filter(Boolean).join(': ');
}

const nextHref = (href: string, cursor: string): string =>
  `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ cursor }).toString()}`;

function registrationWords({
  registrationStatus,
  registeredOn,
  deregisteredOn,
}: ProviderRecord): string | null {
  if (registrationStatus === null && !registeredOn && !deregisteredOn) return null;
  const since = registeredOn ? `Registered ${dayWords(registeredOn)}` : 'Registered';
  if (registrationStatus !== 'deregistered') return since;
  const ended = deregisteredOn ? `deregistered ${dayWords(deregisteredOn)}` : 'deregistered';
  return registeredOn ? `${since}, ${ended}` : capital(ended);
}
