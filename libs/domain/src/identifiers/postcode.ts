import { block, type IdentifierCheck, ok } from './identifier-check';

/** The form of BS 7666, with the single space. */
const form =
  /^(?:GIR 0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2})$/;

/**
 * Checks the form of a UK postcode, not that it exists. The value has capitals and one space before
 * the last three characters.
 */
export function checkPostcode(text: string): IdentifierCheck {
  const packed = text.replace(/\s/g, '').toUpperCase();
  const value = `${packed.slice(0, -3)} ${packed.slice(-3)}`.trim();
  return form.test(value)
    ? ok(value)
    : block(
        text.trim().toUpperCase(),
        'invalid-postcode',
        `“${text.trim()}” is not a UK postcode; it should look like LN1 1AA.`,
      );
}
