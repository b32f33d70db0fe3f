import { disguised, type Found, placesOf, type Rule } from './found';
import { digitsOf, isOdsCode, isOrdinary, unitAfter } from './shapes';

const phrase = String.raw`pass[\s-]?phrases?`;
const name = String.raw`(?<![a-z\d])(?:${disguised('password')}s?|pass[\s-]word|p\/w(?:ord)?|(?:passwd|pwd|pw)(?=[\s:=('"])|${phrase})(?![a-z])`;
/** "Pass" alone is a verb more often. */
const shortName = String.raw`(?<![a-z\d])(?:pass)(?=\s*[:=])`;

const aside = String.raw`(?:\s*\([^)]{0,30}\))?`;
const about = String.raw`(?:\s+for\s+(?:(?:the|their|her|his|our|shared|nhsmail)\s+){0,3}[a-z]+)?`;
const says = String.raw`(?:\s+(?:given|changed|set|reset|now))?(?:\s+(?<links>is|was|are|to|as)\b|'s(?=\s)|(?<sign>\s*(?:[:=>]|->|\s-\s)+))?`;
const token = String.raw`\s*(?<quote>["'])?(?<value>[^\s"']{3,60})`;

const pattern = new RegExp(`(?:${name}|${shortName})${aside}${about}${says}${token}`, 'dgi');
const spokenPhrase = new RegExp(
  `(?<![a-z])${phrase}(?:\\s+is|\\s*[:=])\\s*(?<value>[a-z]+(?:[\\s-]+[a-z]+){2,6})[.\\s]*(?:\\n|$)`,
  'dgi',
);
const before = new RegExp(
  String.raw`(?<![^\s"'(])(?<quote>["'])?(?<value>[^\s"']{4,40})["']?\s+(?:is|was|as)\s+(?:(?:the|her|his|their|our|my|a|new)\s+)*${name}`,
  'dgi',
);
const signIn =
  /(?<![a-z\d])(?:log[- ]?(?:in|on)|sign[- ]?in|credentials|username|user)(?![a-z]|-agent)(?<value>[^\n]{8,90})/dgi;

/** What people write after "password:" when they have none to give. */
const noValue = new Set(
  'again another asked awaiting back being blank broken called changed changing coming correct different done emailed expected expired expiring failed fine first forgot forgotten given gone good helpdesk here hers incorrect invalid issue issued known late later link locked lost manager missing monday tuesday wednesday thursday friday saturday sunday needed needs never next none nothing okay only pending please policy posted private problem problems ready received removed renewed required requested reset right safe same secret sent set shared soon started still sure temporary there they this today tomorrow unknown unset updated used valid waiting wanted what with working works wrong yesterday your yours nhsmail'.split(
    ' ',
  ),
);

/** Passwords and passphrases beside a word that says so, and generated texts beside "log in". */
export const passwords: Rule = (text) => {
  const found: Found[] = [];
  const add = (start: number, end: number) => void found.push({ kind: 'password', start, end });
  for (const { match, start, end, value } of placesOf(pattern, text)) {
    const said = withoutEnd(value);
    if (isPassword(said, match.groups ?? {}, text.slice(start + said.length))) add(start, end);
  }
  for (const { start, end } of placesOf(spokenPhrase, text)) add(start, end);
  for (const { match, start, end, value } of placesOf(before, text))
    if (looksMade(withoutEnd(value)) || isQuoted(match.groups ?? {}, value)) add(start, end);
  for (const { start, value } of placesOf(signIn, text))
    for (const { index, 0: word } of value.matchAll(/[^\s,]{8,40}/g))
      if (looksGenerated(withoutEnd(word))) add(start + index, start + index + word.length);
  return found;
};

const withoutEnd = (value: string): string => value.replace(/[.,;:)\]]+$/, '');

type Groups = Record<string, string | undefined>;

const isQuoted = ({ quote }: Groups, value: string): boolean =>
  quote !== undefined && /^[^\s[\]*]{4,}$/.test(value) && !noValue.has(value.toLowerCase());

function isPassword(said: string, groups: Groups, rest: string): boolean {
  if (isQuoted(groups, said)) return true;
  if (looksMade(said)) return true;
  if (/^\d[\d-]{3,}$/.test(said))
    return !isOrdinary(said) && digitsOf(said).length > 3 && !unitAfter.test(rest);
  if (!isEndOfClause(rest) || noValue.has(said.toLowerCase())) return false;
  if (groups.sign !== undefined) return /^[a-z]{4,}$/i.test(said) && !isRepeated(said);
  // "Password is Rosebud", but not "password is forgotten" nor "PASSWORD IS LOST".
  return groups.links !== undefined && /^[A-Z][a-z]{4,}$/.test(said);
}

/** The clause ends behind the value, or the next thing in a list of names and values begins. */
const isEndOfClause = (rest: string): boolean => /^[\s"']*(?:[.,;)\n]|$|user|login)/i.test(rest);

/** "xxxxx" stands for something that was left out. */
const isRepeated = (said: string): boolean => new Set(said.toLowerCase()).size === 1;

const isElsewhere = (said: string): boolean =>
  /:\/\/|^www\.|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|^[\w-]+(?:\.[a-z]{2,})+(?:\/|$)/i.test(said);

/** Made up to be a password: letters with digits or marks among them, or words joined by hyphens. */
function looksMade(said: string): boolean {
  if (said.length < 4 || isOrdinary(said) || isElsewhere(said) || !/[a-z]/i.test(said))
    return false;
  if (isOdsCode(said)) return false;
  if (/\d/.test(said)) return !/[/[\]]/.test(said);
  return (
    /[a-z][!#$%^&*@+~]|[!#$%^&*@+~][a-z]/i.test(said.slice(0, -1)) ||
    /[A-Za-z]!$/.test(said) ||
    /^[a-z]+(?:-[a-z]+){2,}$/i.test(said) ||
    (said.match(/[a-z][A-Z]/g) ?? []).length > 1
  );
}

/** At least three kinds of characters, a digit or mark among them, as generators make them. */
function looksGenerated(said: string): boolean {
  if (isOrdinary(said) || isElsewhere(said) || /[@()[\]]/.test(said)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[!#$%^&*?+~]/];
  return kinds.filter((kind) => kind.test(said)).length > 2 && /\d/.test(said);
}
