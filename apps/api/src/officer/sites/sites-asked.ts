import { type QualityCode, qualityCheck } from '@app/domain';
import {
  type SiteCaseFilter,
  type SiteSearch,
  type SiteStatus,
  siteCases,
  siteStatuses,
} from '@app/providers';
import { type FormBody, textOf } from '../forms/form';

/** What an officer asks the register for, as it stands in the address. */
export interface SitesAsked {
  q: string;
  /** Only care homes of ours. */
  careHomes: boolean;
  status: SiteStatus | null;
  case: SiteCaseFilter | null;
  area: string;
  brand: string;
  providerId: string;
  quality: QualityCode | null;
  cursor: string;
}

/** What cannot be understood in the address is left out: the list is then longer, never wrong. */
export function readSitesAsked(query: FormBody): SitesAsked {
  const status = textOf(query, 'status');
  const asCase = textOf(query, 'case');
  return {
    q: textOf(query, 'q'),
    careHomes: textOf(query, 'careHomes') === 'yes',
    status: siteStatuses.find((one) => one === status) ?? null,
    case: siteCases.find((one) => one === asCase) ?? null,
    area: textOf(query, 'area'),
    brand: textOf(query, 'brand'),
    providerId: textOf(query, 'provider'),
    quality: qualityCheck(textOf(query, 'quality'))?.code ?? null,
    cursor: textOf(query, 'cursor'),
  };
}

/** The same as a search of the register. */
export function searchOf(asked: SitesAsked): SiteSearch {
  return {
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.careHomes ? { careHome: true, inScope: true } : {}),
    ...(asked.status ? { status: asked.status } : {}),
    ...(asked.case ? { case: asked.case } : {}),
    ...(asked.area ? { localAuthority: asked.area } : {}),
    ...(asked.brand ? { brand: asked.brand } : {}),
    ...(asked.providerId ? { providerId: asked.providerId } : {}),
    ...(asked.quality ? { quality: asked.quality } : {}),
    ...(asked.cursor ? { cursor: asked.cursor } : {}),
  };
}

/** The address of a list, with some of what was asked changed. */
export function sitesHref(asked: SitesAsked, change: Partial<SitesAsked> = {}): string {
  const all = { ...asked, ...change };
  const query = new URLSearchParams();
  const put = (name: string, value: string | null): void => {
    if (value) query.set(name, value);
  };
  put('q', all.q);
  put('careHomes', all.careHomes ? 'yes' : null);
  put('status', all.status);
  put('case', all.case);
  put('area', all.area);
  put('brand', all.brand);
  put('provider', all.providerId);
  put('quality', all.quality);
  put('cursor', all.cursor);
  const text = query.toString();
  return text ? `/sites?${text}` : '/sites';
}
