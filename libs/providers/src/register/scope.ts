import { isNhsRunLocation } from '@app/domain';

/** Whether a location is a social care service that is not run by the NHS itself. */
export function isSocialCare(locationId: string, type: string): boolean {
  return type === 'Social Care Org' && !isNhsRunLocation(locationId);
}

/**
 * Why a location is not one that this programme helps to get NHSmail, in plain words; null when it
 * is one: a care home or a home-care office.
 * @param type the file's “Location Type”
 * @param category the file's “Location Primary Inspection Category”
 */
export function outOfScopeReason(
  locationId: string,
  type: string,
  category: string | null,
): string | null {
  if (isSocialCare(locationId, type)) return null;
  if (isNhsRunLocation(locationId))
    return 'Run by the NHS, which has NHSmail already: its id is an ODS code.';
  if (category === 'Hospice services')
    return 'A hospice: the NHSmail feedback team helps these, not this programme.';
  return `Not a social care service: CQC lists it as “${category ?? type}”.`;
}
