import { block, type IdentifierCheck, ok, warn } from './identifier-check';

const siteCode = /^V[A-Z0-9]{4}$/;
const headquartersCode = /^[AC][A-Z0-9]{3}$/;
/** Issued for new organisations since 1 October 2020; `V1A2B` would be both, and is a site code. */
const newStyleCode = /^[A-Z]\d[A-Z]\d[A-Z]$/;
const dentalCode = /^V\d{5}$/;
const otherOrganisationCode = /^8[A-Z0-9]{4}$/;

/** Whether a code has the form of a provider’s own: valid for the DSPT, not for an application. */
export const isHeadquartersCode = (code: string): boolean => headquartersCode.test(code);

/**
 * Checks the ODS code of a social care site, the one an NHSmail application needs. Codes of other
 * kinds of service (GP practices, hospitals) have other forms and are not for this check.
 */
export function checkSiteOdsCode(text: string): IdentifierCheck {
  const value = text.trim().toUpperCase();
  if (siteCode.test(value)) return ok(value);
  if (headquartersCode.test(value))
    return warn(
      value,
      'headquarters-ods-code',
      `${value} is a headquarters code; ask for the site’s own code, which starts with V.`,
    );
  if (newStyleCode.test(value))
    return warn(
      value,
      'new-style-ods-code',
      `${value} is a new-style ODS code; check that it is this site’s before using it.`,
    );
  if (otherOrganisationCode.test(value))
    return warn(
      value,
      'other-ods-code',
      `${value} is a code that NHSmail does not take; ask for the site code, which starts with V.`,
    );
  if (dentalCode.test(value))
    return block(
      value,
      'dental-ods-code',
      `${value} is a dental code; a care site has V and four more characters.`,
    );
  return block(
    value,
    'invalid-ods-code',
    `“${value}” is not an ODS site code; it should be V and four more characters.`,
  );
}

/** Checks the ODS code of a provider’s headquarters: valid for the DSPT, not for an application. */
export function checkHeadquartersOdsCode(text: string): IdentifierCheck {
  const value = text.trim().toUpperCase();
  if (headquartersCode.test(value)) return ok(value);
  if (newStyleCode.test(value))
    return warn(
      value,
      'new-style-ods-code',
      `${value} is a new-style ODS code; check that it is this headquarters’ before using it.`,
    );
  return block(
    value,
    'invalid-headquarters-code',
    `“${value}” is not a headquarters code; it should be A or C and three more characters.`,
  );
}
