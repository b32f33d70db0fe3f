import {
  type ClassifiedStatuses,
  type DsptEntry,
  type DsptInclusion,
  readDsptStatus,
  type SiteDspt,
} from '@app/domain';

/** An entry of a list, read as the program reads it. */
export function entry(
  code: string,
  statusText: string,
  publishedOn: string | null = null,
  classified?: ClassifiedStatuses,
): DsptEntry {
  const { level, edition } = readDsptStatus(statusText, classified);
  return { code, statusText, level, edition, publishedOn };
}

export const siteCode = 'VINV1';
export const hqCode = 'AIN1';

/** What a person recorded of the headquarters of an invented site. */
export function said(included: boolean, values: Partial<DsptInclusion> = {}): DsptInclusion {
  return {
    headquartersCode: hqCode,
    included,
    registerShowed: hqCode,
    saidBy: 'officer:1',
    saidAt: '2026-11-01T10:00:00Z',
    reason: 'They told us on the phone.',
    ...values,
  };
}

/** All that is known of an invented site; what the list shows is published too, unless given. */
export function siteDspt(values: Partial<SiteDspt> = {}): SiteDspt {
  const listed = values.listed ?? [];
  return {
    odsCode: siteCode,
    providerCode: hqCode,
    listed,
    published: listed.filter((e) => e.publishedOn !== null),
    inclusion: null,
    listDay: '2026-11-20',
    ...values,
  };
}
