import type { ValueRead } from './value-read';

/** What people put between digits. */
const between = /[\s().\-\u2010-\u2015/]/g;
/** Area codes of the UK begin with none of 4 and 6. */
const whole = /^0[1235789]\d{9}$/;
const withoutZero = /^[1235789]\d{9}$/;

/**
 * Reads the number of a home as a register gives it. Spreadsheets drop the first zero, which is put
 * back; a number that is then not of eleven digits has been cut, or holds a slip, and nobody could
 * be reached by it.
 * @returns eleven digits, the first a zero
 */
export function readPhone(text: string): ValueRead<string> {
  const digits = text.replace(between, '').replace(/^(?:\+|00)44(?:0(?=\d{10}$))?/, '0');
  if (whole.test(digits)) return { value: digits };
  if (withoutZero.test(digits)) return { value: `0${digits}` };
  if (/^44[1235789]\d{9}$/.test(digits)) return { value: `0${digits.slice(2)}` };
  return {
    wrong: {
      code: 'invalid-phone',
      message: `“${text}” is not a telephone number of eleven digits; look the home’s number up.`,
    },
  };
}
