import type { SiteCase } from '@app/measures';
import type { ProviderOfSite, SiteDetails } from '@app/providers';
import { stageWords } from '../words/case-words';
import { dayWords, momentWords } from '../words/when';
import { unbroken } from '../words/unbroken';
import { webAddress } from '../words/web-address';

export interface SitePage {
  section: 'sites';
  practice: boolean;
  locationId: string;
  name: string;
  place: string;
  facts: { key: string; value: string }[];
  cqcUrl: string | null;
  /** Where the values come from. */
  source: string;
  contact: { name: string | null; email: string } | null;
  cases: { href: string; words: string; opened: string }[];
  /** Why no case can be opened; null when one can. */
  noCase: string | null;
}

/** Turns what the register and the caseload hold of a site into what its page says. */
export function presentSite(
  site: SiteDetails,
  contact: { name: string | null; email: string } | null,
  cases: readonly SiteCase[],
): SitePage {
  const rating =
    site.rating && site.ratedOn ? `${site.rating}, ${dayWords(site.ratedOn)}` : site.rating;
  const lines: [string, string | null][] = [
    ['CQC location ID', site.locationId],
    ['ODS code', site.odsCode],
    ['Provider', site.provider && providerWords(site.provider)],
    ['Brand', site.provider?.brand ?? null],
    ['Kind', [careHomeWords(site.careHome), site.category].filter(Boolean).join(', ')],
    ['Address', [site.address, site.town, unbroken(site.postcode)].filter(Boolean).join(', ')],
    ['Local authority', site.localAuthority],
    ['CQC rating', rating],
  ];
  return {
    section: 'sites',
    practice: cases.some((c) => c.practice),
    locationId: site.locationId,
    name: site.name,
    place: [site.town, unbroken(site.postcode)].filter(Boolean).join(' · '),
    facts: lines.map(([key, value]) => ({ key, value: value || 'Not on the register' })),
    cqcUrl: webAddress(site.cqcUrl),
    source: `From the file ${site.source.fileName}, imported ${momentWords(site.source.importedAt)}.`,
    contact,
    cases: cases.map((c) => ({
      href: `/cases/${c.id}`,
      words: c.open ? `Open: ${stageWords[c.stage].toLowerCase()}` : 'Closed',
      opened: `Opened ${dayWords(c.openedOn)}`,
    })),
    noCase: whyNoCase(site, cases),
  };
}

const providerWords = ({ name, providerId }: ProviderOfSite): string | null =>
  name && providerId ? `${name} (${providerId})` : (name ?? providerId);

const careHomeWords = (careHome: boolean | null): string | null =>
  careHome === null ? null : careHome ? 'Care home' : 'Not a care home';

function whyNoCase(site: SiteDetails, cases: readonly SiteCase[]): string | null {
  if (cases.some((c) => c.open)) return 'This site has an open case.';
  return site.inScope
    ? null
    : `This is not one of ours to help: ${site.scopeReason ?? 'see the register'}.`;
}
