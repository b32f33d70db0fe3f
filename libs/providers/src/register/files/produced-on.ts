import { monthNumber } from '@app/domain';

/**
 * The day a file says it was produced on, as CQC's directory does above its header: “This data was
 * produced on 19 August 2026”.
 * @returns `YYYY-MM-DD`, or null when the text says none
 */
export function producedOnOf(text: string): string | null {
  const said = /\b(?:produced|created|extracted|generated|refreshed)\s+on:?\s+(.{6,40})/i.exec(
    text,
  );
  return said?.[1] ? firstDay(said[1]) : null;
}

function firstDay(text: string): string | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named =
    /^(?:[a-z]+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i.exec(text);
  if (named) {
    const month = monthNumber(named[2] ?? '');
    return month === null ? null : day(Number(named[3]), month, Number(named[1]));
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  return slashed ? day(Number(slashed[3]), Number(slashed[2]), Number(slashed[1])) : null;
}

function day(year: number, month: number, date: number): string | null {
  if (month < 1 || month > 12 || date < 1 || date > 31 || year < 1990 || year > 2200) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(date)}`;
}
