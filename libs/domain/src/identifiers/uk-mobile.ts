import { block, type IdentifierCheck, ok } from './identifier-check';

/** 070 is personal numbering; 076 is pagers, except 07624 (Isle of Man). Domain rules, section 2. */
const mobile = /^\+447(?:[1-57-9]\d{8}|624\d{6})$/;

/** What people put between digits, and what telephones put around a number that is copied. */
const between = /[\s().\-\u2010-\u2015\u2212/]|\p{Cf}/gu;

/** The number as it is compared and kept: `07…`, `447…`, `00447…` and `+44 (0)7…` become `+447…`. */
export function normaliseMobile(text: string): string {
  const digits = text.normalize('NFKC').trim().replace(/^tel:/i, '').replace(between, '');
  return digits.replace(/^(?:\+44|0044|44(?=0?7\d{9}$)|0(?=7))0?/, '+44');
}

/** Why a number is none, and what to do; the first that fits. */
const reasons: readonly [RegExp, string][] = [
  [/^$/, 'nothing was given. It should begin with 07 and have 11 digits.'],
  [/[^\d+]|.\+/, 'it holds more than digits. It should begin with 07 and have 11 digits.'],
  [
    /^\+4470/,
    'numbers that begin with 070 only pass calls on. Give the number of the mobile itself.',
  ],
  [/^\+4476(?!24)/, 'numbers that begin with 076 are pagers. Give a mobile number.'],
  [
    /^(?:\+44|0)[123589]/,
    'it is a landline or an office number, and NHSmail sends a text message. Give a mobile number that begins with 07.',
  ],
  [
    /^(?:\+|00)(?!44)/,
    'it belongs to another country, and NHSmail takes numbers of the UK alone. Give one that begins with 07 or +447.',
  ],
  [/^/, 'it should begin with 07 and have 11 digits. Check it digit by digit.'],
];

/** Checks that a number is a mobile of the UK: NHSmail sends its codes there. */
export function checkUkMobile(text: string): IdentifierCheck {
  const value = normaliseMobile(text);
  if (mobile.test(value)) return ok(value);
  const why = reasons.find(([form]) => form.test(value))?.[1] ?? '';
  return block(value, 'not-a-uk-mobile', `That is not a UK mobile number: ${why}`);
}
