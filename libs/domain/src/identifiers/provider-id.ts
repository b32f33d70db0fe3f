import { checkCqcId } from './cqc-id';
import { type IdentifierCheck, ok } from './identifier-check';

/** The three-character ODS code of an NHS trust (`RWD`), which CQC uses as its provider id. */
const nhsTrustForm = /^(?=.*[A-Z])[A-Z0-9]{3}$/;

/** Whether a provider id is the ODS code of an NHS trust. */
export function isNhsTrust(providerId: string): boolean {
  return nhsTrustForm.test(providerId);
}

/** Checks a CQC provider id, the id of the legal entity that runs one or more locations. */
export function checkProviderId(text: string): IdentifierCheck {
  const value = text.trim().toUpperCase();
  return isNhsTrust(value) ? ok(value) : checkCqcId(text, 'provider');
}
