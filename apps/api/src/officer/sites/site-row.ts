import type { Stage } from '@app/domain';
import type { SiteSummary } from '@app/providers';
import { stageWords } from '../words/case-words';
import { unbroken } from '../words/unbroken';

/** One site in a list. */
export interface SiteRow {
  href: string;
  name: string;
  /** That it is deregistered or dormant; null for one that works. */
  standing: string | null;
  place: string;
  provider: string | null;
  providerHref: string | null;
  odsCode: string | null;
  caseHref: string | null;
  caseWords: string;
}

export const siteHref = (locationId: string): string => `/sites/${encodeURIComponent(locationId)}`;

export const providerHref = (providerId: string): string =>
  `/providers/${encodeURIComponent(providerId)}`;

export const brandHref = (brand: string): string =>
  `/brands?${new URLSearchParams({ name: brand }).toString()}`;

/** “BRAND Prime Life Group”, as CQC writes a group, for people. */
export const brandWords = (brand: string): string => brand.replace(/^BRAND /, '');

/** What sets a site apart from one that is registered and works. */
export function standingWords({
  registrationStatus,
  dormant,
}: Pick<SiteSummary, 'registrationStatus' | 'dormant'>): string | null {
  if (registrationStatus === 'deregistered') return 'Deregistered';
  return dormant ? 'Dormant' : null;
}

export function siteRow(site: SiteSummary): SiteRow {
  const { provider } = site;
  return {
    href: siteHref(site.locationId),
    name: site.name,
    standing: standingWords(site),
    place: [site.town, unbroken(site.postcode)].filter(Boolean).join(', '),
    provider: provider && (provider.name ?? provider.providerId),
    providerHref: provider?.providerId ? providerHref(provider.providerId) : null,
    odsCode: site.odsCode,
    caseHref: site.openCase && `/cases/${site.openCase.id}`,
    caseWords: caseWords(site),
  };
}

function caseWords({ openCase, inScope }: SiteSummary): string {
  if (openCase) return stageWords[openCase.stage as Stage] ?? openCase.stage;
  return inScope ? '' : 'Not ours to help';
}
