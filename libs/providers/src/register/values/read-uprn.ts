import type { ValueRead } from './value-read';

/** Reads a Unique Property Reference Number: up to twelve digits, as a spreadsheet may show them. */
export function readUprn(text: string): ValueRead<string> {
  const digits = text.replace(/\.0+$/, '');
  return /^\d{1,12}$/.test(digits)
    ? { value: digits.replace(/^0+(?=\d)/, '') }
    : {
        wrong: {
          code: 'invalid-uprn',
          message: `“${text}” is not a property reference number; it has up to twelve digits.`,
        },
      };
}
