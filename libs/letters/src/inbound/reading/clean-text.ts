/** Windows-1252 from 0x80 to 0x9f, in order; programs send it as ISO 8859-1, or under its own name. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * No NUL, which PostgreSQL cannot hold, no half of a pair, which JSON cannot, and the dashes and
 * curly quotes of Windows as what they are: read as ISO 8859-1 they are control characters.
 */
export function clean(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\u0080-\u009f]/g, (sign) => windows1252[sign.charCodeAt(0) - 0x80] ?? '');
}

/** Text as it is read by eye: plain line ends and spaces, nothing invisible. */
export function plainLines(text: string): string {
  return clean(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ')
    .replace(/[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]/g, '');
}

const longestName = 120;

/**
 * The name of a file, fit to be shown and stored: the last part of any path, no control signs, no
 * marks that turn the direction of text, and not a name that means something to a file system.
 */
export function attachmentName(name: string | null, type: string, number: number): string {
  const last =
    clean(name ?? '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const shown = last
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029<>:"|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (shown === '') return `attachment-${number}${endings[type] ?? ''}`;
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(shown) ? `_${shown}` : shown;
  return shortened(safe);
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/calendar': '.ics',
  'message/rfc822': '.eml',
};

/** Keeps the ending, which says what it is. */
function shortened(name: string): string {
  const signs = Array.from(name);
  if (signs.length <= longestName) return name;
  const dot = signs.lastIndexOf('.');
  const ending = dot > signs.length - 12 ? signs.slice(dot) : [];
  return [...signs.slice(0, longestName - ending.length), ...ending].join('');
}
