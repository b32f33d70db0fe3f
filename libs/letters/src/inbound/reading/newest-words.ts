import { ourLetterEnd, ourLetterStart } from './our-letter';
import { attributionAt, fieldsAt, isDivider, isOddHeading, isQuoted } from './quote-marks';
import { isBanner, isLegalText, isProgramLine, isSignatureMark } from './signature-marks';

/** Lines that are looked at; nobody answers with more. */
const mostLines = 5_000;

/**
 * Parts what the sender wrote now from the letters quoted above, below or between it.
 * @param text plain line ends; HTML already turned into text
 */
export function splitNewest(text: string): { newest: string; quoted: string } {
  const lines = text.split('\n', mostLines);
  const { own, cut } = ownLines(lines);
  const above = tidy(own);
  if (above !== '' || cut === lines.length) {
    return {
      newest: above,
      quoted: lines.filter((line, n) => n >= cut || isQuoted(line)).join('\n'),
    };
  }
  // Nothing above the quoted letter: some write below it, where no mark says so.
  const end = ourLetterEnd(lines);
  const below = end === null ? [] : ownLines(lines.slice(end)).own;
  return { newest: tidy(below), quoted: lines.slice(cut, end ?? undefined).join('\n') };
}

/** The sender's own lines, in order, and the line at which nothing but quoted letters begins. */
function ownLines(lines: readonly string[]): { own: string[]; cut: number } {
  const own: string[] = [];
  for (let n = 0; n < lines.length; ) {
    const line = lines[n] ?? '';
    if (isDivider(line) || fieldsAt(lines, n) > 0) return { own, cut: n };
    const heading = isQuoted(line) ? 0 : attributionAt(lines, n);
    if (heading > 0) {
      if (!isQuoted(nextWords(lines, n + heading))) return { own, cut: n };
      n += heading;
      continue;
    }
    if (isQuoted(line)) {
      dropHeading(own);
      n += 1 + (isRestOfQuote(lines, n + 1) ? 1 : 0);
      continue;
    }
    if (ourLetterStart(lines, n)) return { own, cut: n };
    own.push(line);
    n++;
  }
  return { own, cut: lines.length };
}

/** A line right above a quote that ends in a colon and tells who or when: its heading, in any dialect. */
function dropHeading(own: string[]): void {
  const at = own.findLastIndex((line) => line.trim() !== '');
  if (at >= own.length - 2 && isOddHeading(own[at] ?? '')) own.length = at;
}

const nextWords = (lines: readonly string[], from: number): string =>
  lines.slice(from, from + 4).find((line) => line.trim() !== '') ?? '';

/**
 * A few programs break a long quoted line and forget the mark on its rest: a short line between two
 * quoted ones, right below a long one.
 */
function isRestOfQuote(lines: readonly string[], at: number): boolean {
  const [before = '', line = '', next = ''] = [lines[at - 1], lines[at], lines[at + 1]];
  return (
    line.trim() !== '' &&
    !isQuoted(line) &&
    line.length < 40 &&
    before.length > 60 &&
    isQuoted(next)
  );
}

/** Without banners above, signature and legal text below, and rules around. */
function tidy(own: readonly string[]): string {
  let lines = own.map((line) => line.trimEnd());
  const signature = lines.findIndex(isSignatureMark);
  if (signature >= 0) lines = lines.slice(0, signature);
  lines = lines.filter((line) => !isProgramLine(line));
  lines = lines.slice(firstWords(lines));
  const legal = lines.findIndex(isLegalText);
  if (legal >= 0) lines = lines.slice(0, legal);
  while (lines.length > 0 && /^[\s_\-=*]*$/.test(lines.at(-1) ?? '')) lines.pop();
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The first line that is no banner; a banner may run over several lines, up to an empty one. */
function firstWords(lines: readonly string[]): number {
  let at = 0;
  for (;;) {
    while (at < lines.length && /^[\s_\-=*]*$/.test(lines[at] ?? '')) at++;
    if (!isBanner(lines[at] ?? '')) return at;
    at++;
    while (at < lines.length && (lines[at] ?? '').trim() !== '' && isBannerRest(lines[at] ?? ''))
      at++;
  }
}

/** Still part of a banner: long lines of warning, not a person's few words. */
const isBannerRest = (line: string): boolean =>
  isBanner(line) || /\b(links?|attachments?|sender|recogni[sz]e|content is safe)\b/i.test(line);
