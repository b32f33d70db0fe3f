import { block, type IdentifierCheck, ok } from './identifier-check';

/** 070 is personal numbering; 076 is pagers, except 07624 (Isle of Man). Domain rules, section 2. */
const mobile = /^\+447(?:[1-57-9]\d{8}|624\d{6})$/;

/** The number as it is compared and kept: `07…`, `447…`, `00447…` and `+44 (0)7…` become `+447…`. */
export function normaliseMobile(text: string): string {
  const digits = text
    .trim()
    .replace(/\(0\)/, '')
    .replace(/[\s().-]/g, '');
  return digits.replace(/^(?:\+44|0044|44(?=7\d{9}$)|0(?=7))0?/, '+44');
}

/** Checks that a number is a mobile of the UK: NHSmail sends its codes there. */
export function checkUkMobile(text: string): IdentifierCheck {
  const value = normaliseMobile(text);
  return mobile.test(value)
    ? ok(value)
    : block(
        value,
        'not-a-uk-mobile',
        'That is not a UK mobile number; it should begin with 07 and have 11 digits.',
      );
}
