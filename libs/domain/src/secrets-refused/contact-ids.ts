import { type Found, placesOf, type Rule } from './found';
import { isTelephone } from './shapes';

const dash = String.raw`\s?-\s?`;
const numbered = String.raw`1${dash}\d(?:\s?\d){4,11}(?!\d)`;
const label = String.raw`(?<![a-z])(?:contact[\s-]?id(?:entifier)?|(?:registered )?manager'?s? (?:contact )?id|rm id)(?![a-z])`;
const number = String.raw`(?<![a-z])(?:contact|manager'?s?) (?:number|no\.?)(?![a-z])`;
const gap = String.raw`(?<gap>(?:\s*\([^)]{0,40}\))?(?:[\s:;=(-]+[^\s.?!;]+){0,6}?[\s:;=(#-]*)`;

/** CON1- stands before nothing else. */
const withPrefix = /(?<![a-z])(?<value>c ?o ?n ?1 ?- ?\d(?: ?\d){4,11})/dgi;
const named = new RegExp(`(?:${label}|${number})${gap}(?<![\\d])(?<value>${numbered})`, 'dgi');
const plain = new RegExp(`${label}\\s*(?:is|was|[:=#])?\\s*(?<value>\\d{7,12})(?!\\d)`, 'dgi');
const before = new RegExp(
  `(?<![\\w-])(?<value>${numbered})(?:\\s+(?:is|was|as)|\\s*\\()\\s*(?:(?:the|her|his|their|our|my)\\s+)?(?:cqc\\s+)?${label}`,
  'dgi',
);

/** A number that its sentence gives as another's: the location's, the provider's. */
const another =
  /\b(?:location|provider|site|unknown|missing|not|no|without|needs?|need|available|known|follow)\b/i;
const isAnother = (rest: string): boolean =>
  /^\)?\s*(?:is|,)?\s*(?:the|\()?\s*(?:location|provider|site)\b/i.test(rest);

/** CQC contact IDs; a location's or provider's ID has nearly their form and is public. */
export const contactIds: Rule = (text) => {
  const found: Found[] = [];
  const add = (start: number, end: number) => void found.push({ kind: 'contact-id', start, end });
  for (const { start, end } of placesOf(withPrefix, text)) add(start, end);
  for (const { match, start, end } of placesOf(named, text))
    if (!another.test(match.groups?.gap ?? '') && !isAnother(text.slice(end))) add(start, end);
  for (const { start, end, value } of placesOf(plain, text))
    if (!isTelephone(value)) add(start, end);
  for (const { start, end } of placesOf(before, text)) add(start, end);
  return found;
};
