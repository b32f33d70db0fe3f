import { disguised, type Found, glue, placesOf, type Rule } from './found';
import { digitsOf, isOdsCode, isOrdinary, isPackedDate, isPostcode, unitAfter } from './shapes';

const otp = String.raw`(?:o\.?t\.?p(?![a-z])\.?|o t p(?![a-z]))`;
const passcode = String.raw`(?:${disguised('passcode')}|pass[\s-]+code)`;
const kinds =
  '(?:security|access|activation|authenticat(?:ion|or)|verification|log[- ]?in|sign[- ]?in|2fa|mfa|otp|door|key ?safe|one[- ]time)';
const oneTime = String.raw`one[- ]time (?:pass ?code|pass ?word|pin|code)`;
const pin = String.raw`(?<!\bnmc )(?:pin)(?: (?:code|number))?`;

/** Names that mean a passcode and nothing else. */
const strong = String.raw`(?<![a-z\d])(?:${otp}|${oneTime}|${passcode}|${kinds} code|${pin})(?![a-z])`;
/** "Code" alone, unless the word before says of what. */
const weak = String.raw`(?<!\b(?:ods|post|site|hq|org|organisation|area|dial(?:l)?ing|error|sort|bar|qr|country|colou?r|tax|dress|reason|status|service|stall|product|discount|fault|reply|zip|house|parent|location|trust|practice|provider|source|gp|nacs|ccg|icb|lsoa)[ -])(?<![a-z\d])code(?![a-z])`;

const says = String.raw`(?:is|was|are|being|reads?|says|as|it'?s|'s)`;
const digits = String.raw`\d(?:[ \n.,-]{0,4}\d){3,11}(?![\d/:%]|[.-]\d)`;
const mixed = String.raw`(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d](?:-?[a-z\d]){3,19}(?![a-z\d@])`;
const consonants = String.raw`[A-Za-z]{6,10}(?![A-Za-z])`;
const word =
  '(?:zero|oh|nought|nil|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|x-?ray|yankee|zulu)';
const spelled = String.raw`${word}(?:[\s,-]{1,3}${word}){3,}(?![a-z])`;
const value = `(?<value>${digits}|${mixed}|${spelled}|${consonants})`;
const surely = `(?<value>${digits}|${mixed}|${spelled})`;

/** Words between a name and a number that make it another number. */
const otherNumber =
  /\b(?:tickets?|ref(?:erence)?|case|calls?|call|ring|rang|phone|tel(?:ephone)?|helpdesk|mobile|fax|invoice|order|page|line|ext|extension|room|dated?|expire[sd]?|expiry|valid|until|before|after|by|due|request(?:ed)?|asked|posted to|sent to|addressed|location|provider|ods|post ?code|street|road|about|beds?)\b/i;

const gap = String.raw`(?<gap>(?:[ \n]+[^\s.?!:;=]+){0,6}?,?)`;
const near = new RegExp(
  `(?<name>${strong}|${weak})(?:\\s*\\([^)]{0,40}\\))?(?<links>(?:\\s+(?:number|no\\.?|num|${says}))*)(?<glue>${glue})${value}`,
  'dgi',
);
const far = new RegExp(
  `(?<name>${strong}|${weak})${gap}(?:[ \\n]+(?<links>${says})\\b|'s|\\s*[:=])${glue}${surely}`,
  'dgi',
);
const before = new RegExp(
  `(?<![\\w/.£-])(?<value>${digits}|${mixed})["'*_)]{0,2}(?:[\\s,]+(?:in\\s+)?(?:is|was|as|for)|\\s*[(-]|,)\\s*(?:that(?:'s| is)\\s+)?(?:(?:the|their|her|his|our|my|your|a)\\s+)?(?<name>${strong}|(?<=(?:is|was)\\s+(?:the|their|her|his|our)\\s+)code(?![a-z]))`,
  'dgi',
);

/** Passcodes, PINs and codes that let somebody in, with a word that says so beside them. */
export const passcodes: Rule = (text) => [
  ...after(near, text),
  ...after(far, text),
  ...ahead(text),
];

function after(pattern: RegExp, text: string): Found[] {
  const found: Found[] = [];
  for (const { match, start, end, value: said } of placesOf(pattern, text)) {
    const { name = '', links = '', glue: between = '', gap: words = '' } = match.groups ?? {};
    if (otherNumber.test(words)) continue;
    const isPlain = name.toLowerCase() === 'code';
    const isSaid = pattern === far || links.trim() !== '' || /[:=>]/.test(between);
    if (isCode(said, text.slice(start, start + 9), text.slice(end), isPlain, isSaid))
      found.push({ kind: 'passcode', start, end });
  }
  return found;
}

function ahead(text: string): Found[] {
  const found: Found[] = [];
  for (const { start, end, value: said } of placesOf(before, text)) {
    const [lastWord = ''] = /[\w.]+[\s:]*$/.exec(text.slice(0, start)) ?? [];
    if (!otherNumber.test(lastWord) && isCode(said, text.slice(start, start + 9), '', false, true))
      found.push({ kind: 'passcode', start, end });
  }
  return found;
}

const vowels = /[aeiou]/gi;

/**
 * @param beginning the text from the value on, where a postcode of two words may stand
 * @param isPlain only the word "code" stands beside it
 * @param isSaid something says that this is its value: "is", a colon
 */
function isCode(
  said: string,
  beginning: string,
  rest: string,
  isPlain: boolean,
  isSaid: boolean,
): boolean {
  if (isOrdinary(said) || unitAfter.test(rest)) return false;
  if (/^[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}/i.test(beginning)) return false;
  if (/^[\d\s.,-]+$/.test(said)) return digitsOf(said).length >= (isPlain ? 5 : 4);
  if (/\d/.test(said))
    return isPlain ? !isOdsCode(said) && !isPostcode(said) && said.length > 5 : said.length > 3;
  if (/\s|,|-/.test(said)) return true;
  // Letters alone are a code only when nobody could say them: XKTRWQ, and never EXPIRED.
  return isSaid && said === said.toUpperCase() && (said.match(vowels) ?? []).length < 2;
}

/**
 * A code that is all there is in a box for notes: six to eight digits that are no day, or capitals
 * and digits that are no code of an organisation, ticket or place.
 */
export function isBareCode(text: string): boolean {
  const only = text.trim();
  if (isOrdinary(only) || isPostcode(only) || isOdsCode(only)) return false;
  if (/^\d(?:[ -]?\d){5,7}$/.test(only)) return !isPackedDate(digitsOf(only));
  return /^(?=(?:.*\d){2})(?=(?:.*[A-Z]){2})[A-Z\d]{6,12}$/.test(only);
}
