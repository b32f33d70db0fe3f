import type { SiteDetails } from '@app/providers';
import { many } from '../words/when';

/** Where all homes of the provider stand on one page. */
export interface GroupLink {
  href: string;
  text: string;
}

/** Null for the only home of a provider. */
export function groupLink(provider: SiteDetails['provider'], homes: number): GroupLink | null {
  if (!provider?.providerId || homes < 2) return null;
  const whose = provider.name ?? `provider ${provider.providerId}`;
  return {
    href: `/groups/${encodeURIComponent(provider.providerId)}`,
    text: `All ${many(homes, 'home')} of ${whose}`,
  };
}
