/** One word that somebody searches for. */
export interface SearchWord {
  /** Small letters and digits only, as `register_words` in the database has them. */
  word: string;
  /** Other ways to write the same thing: “saint” for “st”. */
  also: readonly string[];
  /** It need only be the beginning of a word; otherwise the whole of it. */
  beginning: boolean;
}

/** What somebody searches the register for. */
export interface SearchQuery {
  /** All must be found. Empty for a search without a letter or digit: everything. */
  words: readonly SearchWord[];
  /** What was typed, in case it is a location id or an ODS code; null when it cannot be. */
  code: string | null;
}

/** Words more than these are not looked at: a name, a place and a code have fewer. */
const mostSearchWords = 8;

const sameThings: readonly (readonly string[])[] = [
  ['st', 'saint'],
  ['ltd', 'limited'],
  ['center', 'centre'],
];

/** Such a word is in so many names, or left out of so many, that it tells nothing beside others. */
const smallWords = new Set(['and', 'of', 'the']);

/**
 * Takes a text apart as the database takes apart what sites are found by (`register_words`): no
 * accents, apostrophes or signs, and one word for an id with its dash.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f’‘'`]|(?<=\d)-(?=\d)/g, '');
  return plain.split(/[^a-z0-9]+/).filter(Boolean);
}

/** Reads what a person types into the search of the register. */
export function readSearchQuery(q: string): SearchQuery {
  const text = q.trim();
  const phone = phoneDigits(text);
  const typed = phone ? [phone] : searchWords(joinPostcodes(text));
  const telling = typed.filter((word) => !smallWords.has(word));
  const all = [...new Set(telling.length > 0 ? telling : typed)];
  // What begins another word that must be found is found with it.
  const words = all
    .filter((word) => !all.some((other) => other !== word && other.startsWith(word)))
    .slice(0, mostSearchWords);
  return {
    words: words.map((word) => ({
      word,
      also: otherForms(word, /^\d-\d+$/.test(text)),
      beginning: isBeginning(word, words.length === 1),
    })),
    code: /^[\w-]{3,14}$/.test(text) ? text.toUpperCase() : null,
  };
}

/** A few digits begin half of all ids and phone numbers: they stand for themselves, as in “Unit 4”. */
const isBeginning = (word: string, alone: boolean): boolean =>
  /^\d+$/.test(word) ? word.length > 3 : word.length > 1 || alone;

function otherForms(word: string, isId: boolean): string[] {
  const same = sameThings.find((things) => things.includes(word)) ?? [];
  const forms = same.filter((other) => other !== word);
  // An id without its “1-”, a phone number without its zero.
  if (!isId && /^\d{8,12}$/.test(word) && !word.startsWith('0')) forms.push(`1${word}`, `0${word}`);
  return forms;
}

/** The digits of a phone number as the register has them, from 0; null when it is none. */
function phoneDigits(text: string): string | null {
  if (!/^\+?[\d\s().-]+$/.test(text) || /^\d-\d+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 6) return null;
  return digits.replace(/^(?:00)?44(?=0?\d{9,10}$)0?/, '0');
}

/** “LN2 5QY”, and what was typed of it so far, as one word: its parts are in many postcodes. */
function joinPostcodes(text: string): string {
  return text.replace(/\b([a-z]{1,2}\d[a-z\d]?)\s+(\d[a-z]{0,2})\b/gi, '$1$2');
}
