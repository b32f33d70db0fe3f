import type { SiteCase } from '@app/measures';
import type { SiteDetails } from '@app/providers';
import { siteHref, standingWords } from '../sites/site-row';
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
  /** That it is deregistered or dormant. */
  standing: string | null;
  cqcUrl: string | null;
  /** Where the record was first known from. */
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
  return {
    section: 'sites',
    practice: cases.some((c) => c.practice),
    locationId: site.locationId,
    name: site.name,
    place: [site.town, unbroken(site.postcode)].filter(Boolean).join(' · '),
    standing: fullStanding(site),
    cqcUrl: webAddress(site.cqcUrl),
    source: `First known from the file ${site.source.fileName}, imported ${momentWords(site.source.importedAt)}.`,
    contact,
    cases: cases.map((c) => ({
      href: `/cases/${c.id}`,
      words: c.open ? `Open: ${stageWords[c.stage].toLowerCase()}` : 'Closed',
      opened: `Opened ${dayWords(c.openedOn)}`,
    })),
    noCase: whyNoCase(site, cases),
  };
}

function fullStanding(site: SiteDetails): string | null {
  const words = standingWords(site);
  if (words === null) return null;
  if (site.registrationStatus !== 'deregistered')
    return 'Dormant: registered, but without service at present.';
  return site.deregisteredOn
    ? `Deregistered on ${dayWords(site.deregisteredOn)}.`
    : 'Deregistered: no longer on the CQC’s register.';
}

function whyNoCase(site: SiteDetails, cases: readonly SiteCase[]): string | null {
  if (cases.some((c) => c.open)) return 'This site has an open case.';
  return site.inScope
    ? null
    : `This is not one of ours to help: ${site.scopeReason ?? 'see the register'}.`;
}

/** Where a form of this site's leads when it was sent. */
export const savedHref = (locationId: string, what: string): string =>
  `${siteHref(locationId)}?saved=${what}`;
