import type { Stage } from '@app/domain';
import type { Page, SiteSummary } from '@app/providers';
import { stageWords } from '../words/case-words';
import { unbroken } from '../words/unbroken';

/** What was searched for. */
interface Asked {
  q: string;
  careHomes: boolean;
  laterPage: boolean;
}

export interface SitesPage extends Asked {
  section: 'sites';
  sites: {
    href: string;
    name: string;
    place: string;
    provider: string | null;
    odsCode: string | null;
    caseHref: string | null;
    caseWords: string;
  }[];
  nextHref: string | null;
  firstHref: string;
}

/** Turns one page of the register into rows. */
export function presentSites(page: Page<SiteSummary>, asked: Asked): SitesPage {
  const { q, careHomes } = asked;
  return {
    section: 'sites',
    ...asked,
    sites: page.items.map((site) => ({
      href: `/sites/${encodeURIComponent(site.locationId)}`,
      name: site.name,
      place: [site.town, unbroken(site.postcode)].filter(Boolean).join(', '),
      provider: site.provider?.name ?? null,
      odsCode: site.odsCode,
      caseHref: site.openCase && `/cases/${site.openCase.id}`,
      caseWords: site.openCase
        ? (stageWords[site.openCase.stage as Stage] ?? site.openCase.stage)
        : site.inScope
          ? ''
          : 'Not ours to help',
    })),
    nextHref: page.nextCursor && listHref(q, careHomes, page.nextCursor),
    firstHref: listHref(q, careHomes, null),
  };
}

function listHref(q: string, careHomes: boolean, cursor: string | null): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (careHomes) query.set('careHomes', 'yes');
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text ? `/sites?${text}` : '/sites';
}
