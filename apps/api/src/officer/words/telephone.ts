/** A phone number as a page shows it, with a link that dials it. */
export interface Telephone {
  text: string;
  href: string;
}

/** A number of the register, `01522123456`; null for none, or one no telephone could dial. */
export function telephone(number: string | null): Telephone | null {
  const digits = number?.replace(/[^\d+]/g, '') ?? '';
  if (!/^\+?\d{6,15}$/.test(digits)) return null;
  return { text: inGroups(digits), href: `tel:${digits}` };
}

/** “01522 123456”, “020 7123 4567”, “0333 200 1133”, which nobody needs to count. */
function inGroups(digits: string): string {
  const parts = /^02\d{9}$/.test(digits)
    ? [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)]
    : /^0[38]\d{9}$/.test(digits)
      ? [digits.slice(0, 4), digits.slice(4, 7), digits.slice(7)]
      : /^0\d{9,10}$/.test(digits)
        ? [digits.slice(0, 5), digits.slice(5)]
        : [digits];
  return parts.join('\u00a0');
}
