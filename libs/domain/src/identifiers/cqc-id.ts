import { block, type IdentifierCheck, ok, warn } from './identifier-check';

/** `1-` and 8 to 12 digits; CQC's own ids have 9 to 11 at present. */
const usualForm = /^1-\d{8,12}$/;
/** The dash and digits of a CQC id, but not the usual number of them. */
const unusualForm = /^\d-\d{1,12}$/;

/**
 * Checks the form that CQC's location ids and provider ids share. Because they look alike, one given
 * in place of the other passes: only the register can tell.
 */
export function checkCqcId(text: string, kind: 'location' | 'provider'): IdentifierCheck {
  const value = text.trim().toUpperCase();
  if (usualForm.test(value)) return ok(value);
  if (unusualForm.test(value))
    return warn(
      value,
      `unusual-${kind}-id`,
      `“${value}” is not the usual length of a CQC ${kind} ID; compare it with the CQC website.`,
    );
  return block(
    value,
    `invalid-${kind}-id`,
    `“${value}” is not a CQC ${kind} ID; it should look like 1-123456789.`,
  );
}
