import type { ValueRead } from './value-read';

/**
 * Reads a number of Companies House: eight figures, or two letters and six more figures or letters. Spreadsheets drop the
 * zeros before it, which are put back.
 */
export function readCompanyNumber(text: string): ValueRead<string> {
  const number = text.replace(/\s/g, '').toUpperCase();
  if (/^\d{5,8}$/.test(number)) return { value: number.padStart(8, '0') };
  if (/^[A-Z]{2}[A-Z0-9]{6}$/.test(number)) return { value: number };
  return {
    wrong: {
      code: 'invalid-company-number',
      message: `“${text}” is not a number of Companies House; it has eight figures or letters.`,
    },
  };
}
