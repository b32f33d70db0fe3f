import { Temporal } from 'temporal-polyfill';

const lastSerial = 2_958_465; // 31 December 9999
const days = new Map<number, string>();
const mostKept = 20_000;

/**
 * The day a spreadsheet's serial number stands for; a time of day is dropped, since registers speak
 * of days. Excel takes 1900 for a leap year, so days before March 1900 are counted one less.
 * @param from1904 workbooks that began on a Mac count from 1904
 * @returns `YYYY-MM-DD`; null when it is not a day
 */
export function dayOfSerial(serial: number, from1904: boolean): string | null {
  const whole = Math.floor(serial) + (from1904 ? 1462 : 0);
  if (!(whole >= 1 && whole <= lastSerial)) return null;
  const known = days.get(whole);
  if (known !== undefined) return known;
  const add = whole < 60 ? whole + 1 : whole;
  const day = Temporal.PlainDate.from('1899-12-30').add({ days: add }).toString();
  if (days.size < mostKept) days.set(whole, day);
  return day;
}

/** Whether a number format of a workbook shows days: `dd/mm/yyyy`, not `hh:mm` or `0.00`. */
export function showsDays(format: string): boolean {
  // Text in quotes, after a backslash, and colours and conditions in brackets are no letters of it.
  const letters = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0] ?? '';
  return /[dy]/i.test(letters) && !/general/i.test(letters);
}

/** The digits of a number as a workbook stores it: `1.2073770990000001E9` is `1207377099`. */
export function digitsOf(stored: string, zeros: number): string {
  if (/^-?\d{1,15}$/.test(stored)) return stored.padStart(zeros, '0');
  const value = Number(stored);
  if (!Number.isFinite(value) || stored.trim() === '') return stored;
  return String(Number(value.toPrecision(15))).padStart(zeros, '0');
}
