import { personKey } from '@app/domain';

/** By what somebody is recognised in text: names, addresses and numbers, as they were given. */
export interface Marks {
  names: readonly string[];
  emails: readonly string[];
  /** Normalised: `+447700900123`. */
  mobiles: readonly string[];
}

/** What stands in the place of a name, address or number that was erased. */
export const erasedMark = '[erased]';

/** Shorter names are words of everyday text. */
const shortestName = 4;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Any run of spaces for a space; an apostrophe or hyphen in any of its forms, those of HTML too. */
const asWritten = (name: string): string =>
  escaped(name.normalize('NFC').trim())
    .replace(/\s+/g, '\\s+')
    .replace(/['’‘]/g, "(?:['’‘]|&#39;|&#x27;)")
    .replace(/&(?!#)/g, '(?:&amp;|&)')
    .replace(/\\?-/g, '[-‐‑–]');

/** A number however it is grouped: +44 or 0 in front, spaces, dots, brackets or dashes between. */
function numberPattern(mobile: string): string | null {
  const digits = mobile.replace(/\D/g, '').replace(/^44/, '');
  if (digits.length < 9) return null;
  const between = '[\\s().-]*';
  return `(?:\\+?44${between}(?:\\(0\\))?|\\(0(?=[\\d\\s]*\\)[\\s.-]*\\d)|0)${between}${[...digits.replace(/^0/, '')].join(between)}(?!\\d)`;
}

/**
 * What finds somebody in text: null when nothing is known of them. A name is found as a whole, in
 * either case; a first name alone is not, for others bear it too.
 */
export function mentionsOf({ names, emails, mobiles }: Marks): RegExp | null {
  const long = [...new Set(names.map((n) => n.trim()))].filter(
    (name) => personKey(name).length >= shortestName,
  );
  const parts = [
    ...emails.filter((e) => e.includes('@')).map((e) => escaped(e.trim())),
    ...long.map((name) => `(?<![\\p{L}\\p{N}])${asWritten(name)}(?![\\p{L}\\p{N}])`),
    ...mobiles.flatMap((m) => numberPattern(m) ?? []),
  ];
  return parts.length === 0 ? null : new RegExp(parts.join('|'), 'giu');
}

/** Whether a value, or any text within it, mentions them. */
export function mentions(value: unknown, pattern: RegExp): boolean {
  if (typeof value === 'string') return value.normalize('NFC').search(pattern) >= 0;
  if (Array.isArray(value)) return value.some((one) => mentions(one, pattern));
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some((one) => mentions(one, pattern));
}

/** The same value with a mark in the place of every mention. */
export function withoutMentions<T>(value: T, pattern: RegExp): T {
  const clean = (one: unknown): unknown => {
    if (typeof one === 'string') return one.normalize('NFC').replace(pattern, erasedMark);
    if (Array.isArray(one)) return one.map(clean);
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(value) as T;
}
