import type { FoundProviders, ProviderSummary } from '@app/providers';
import { brandHref, brandWords, providerHref } from '../sites/site-row';
import { many } from '../words/when';

/** One provider in a list. */
export interface ProviderRow {
  href: string;
  name: string;
  brand: string | null;
  brandHref: string | null;
  /** “3 sites” */
  sites: string;
}

export interface ProvidersPage {
  section: 'sites';
  q: string;
  laterPage: boolean;
  similar: string | null;
  providers: ProviderRow[];
  nextHref: string | null;
  firstHref: string;
}

export const providerRow = (provider: ProviderSummary): ProviderRow => ({
  href: providerHref(provider.providerId),
  name: provider.name,
  brand: provider.brand && brandWords(provider.brand),
  brandHref: provider.brand && brandHref(provider.brand),
  sites: many(provider.sites, 'site'),
});

/** Turns one page of providers into rows. */
export function presentProviders(
  page: FoundProviders,
  asked: { q: string; laterPage: boolean },
): ProvidersPage {
  return {
    section: 'sites',
    ...asked,
    similar: page.similar
      ? `No provider has “${asked.q}” as it is written. These have similar words.`
      : null,
    providers: page.items.map(providerRow),
    nextHref: page.nextCursor && listHref(asked.q, page.nextCursor),
    firstHref: listHref(asked.q, null),
  };
}

function listHref(q: string, cursor: string | null): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text ? `/providers?${text}` : '/providers';
}
