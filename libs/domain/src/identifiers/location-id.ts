import { checkCqcId } from './cqc-id';
import { type IdentifierCheck, ok } from './identifier-check';

/**
 * The five-character ODS site code that CQC uses as location id of services the NHS runs itself
 * (`RWDDA`). All digits is not one.
 */
const nhsRunForm = /^(?=.*[A-Z])[A-Z0-9]{5}$/;

/** Whether a location id is an ODS code: a service run by the NHS, which has NHSmail already. */
export function isNhsRunLocation(locationId: string): boolean {
  return nhsRunForm.test(locationId);
}

/** Checks a CQC location id, the id of one registered service. */
export function checkLocationId(text: string): IdentifierCheck {
  const value = text.trim().toUpperCase();
  return isNhsRunLocation(value) ? ok(value) : checkCqcId(text, 'location');
}
