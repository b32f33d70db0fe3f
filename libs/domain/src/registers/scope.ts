import { isNhsRunLocation } from '../identifiers/location-id';

/** What registers tell of a location's kind; null for what none has said. */
export interface KindOfLocation {
  locationId: string;
  /** CQC's “Location Type”: `Social Care Org`. */
  locationType: string | null;
  /** CQC's “Primary inspection category”: `Residential social care`. */
  category: string | null;
  /** By the short names of CQC's website: `Residential homes`, `Homecare agencies`. */
  serviceTypes: readonly string[] | null;
  careHome: boolean | null;
}

/** Categories of inspection that CQC's adult social care teams work in. */
const socialCareCategories = [
  'Residential social care',
  'Community based adult social care services',
];

const socialCareServices = [
  'Residential homes',
  'Nursing homes',
  'Homecare agencies',
  'Supported living',
  'Supported housing',
  'Shared lives',
];

/**
 * Whether a location is a social care service that is not run by the NHS itself; null while nothing
 * is known of its kind. A file may know the type of a location, its category or only its services:
 * the most telling of what is known decides.
 */
export function isSocialCare(site: KindOfLocation): boolean | null {
  if (isNhsRunLocation(site.locationId)) return false;
  if (site.locationType !== null) return byType(site.locationType, site.careHome);
  if (site.careHome) return true;
  if (site.category !== null) return socialCareCategories.includes(site.category);
  if (site.serviceTypes !== null && site.serviceTypes.length > 0)
    return site.serviceTypes.some((type) => socialCareServices.includes(type));
  return site.careHome;
}

/** A few homes are held by independent hospitals’ companies: they are homes all the same. */
function byType(type: string, careHome: boolean | null): boolean {
  return type === 'Social Care Org' || (type === 'Independent Healthcare Org' && careHome === true);
}

/**
 * Why a location is not one that this programme helps to get NHSmail, in plain words; null when it
 * is one: a care home or a home-care office.
 */
export function outOfScopeReason(site: KindOfLocation): string | null {
  const ours = isSocialCare(site);
  if (ours) return null;
  if (isNhsRunLocation(site.locationId))
    return 'Run by the NHS, which has NHSmail already: its id is an ODS code.';
  if (ours === null) return 'Its details are not known yet.';
  if (isHospice(site))
    return 'A hospice: the NHSmail feedback team helps these, not this programme.';
  const listedAs = site.category ?? site.locationType ?? site.serviceTypes?.join(', ');
  return listedAs
    ? `Not a social care service: CQC lists it as “${listedAs}”.`
    : 'Not a social care service: CQC lists it as something else.';
}

function isHospice({ category, serviceTypes }: KindOfLocation): boolean {
  return category === null
    ? (serviceTypes?.some((type) => type === 'Hospice' || type === 'Home hospice care') ?? false)
    : category === 'Hospice services';
}
