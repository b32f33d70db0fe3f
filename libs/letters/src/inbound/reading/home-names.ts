/** Words that many homes have in their names: alone they name none. */
const common =
  /\b(?:the|care|nursing|residential|home|homes|house|lodge|court|limited|ltd|llp|plc|and|of|services?|centre|retirement|rest|for|elderly|domiciliary|homecare|group)\b/g;

/** A text as names are looked for in it: small letters, no accents, single spaces. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * The name people use: "Oak House" of "Oak House Care Home Limited". One word alone may be a word of
 * the language ("Sunrise"), so such a name stays whole.
 */
function usualName(homeName: string): string {
  // Nobody writes the mark that invented homes carry.
  const whole = plainWords(homeName.replace(/ \(practice\)$/, '')).replace(/^the /, '');
  const short = whole
    .replace(
      /(?: (?:residential|nursing|care|retirement|rest) (?:and (?:nursing|residential) )?home| care centre| limited| ltd| llp| plc| home)+$/g,
      '',
    )
    .trim();
  return short.includes(' ') ? short : whole;
}

/**
 * Whether a text uses the name of a home; a name of common words only, such as "The Lodge", never
 * counts.
 * @param words the text as `plainWords` gives it
 */
export function namesHome(words: string, homeName: string): boolean {
  const name = usualName(homeName);
  const own = name.replace(common, '').replace(/\s+/g, '');
  return own.length >= 3 && name.length >= 5 && ` ${words} `.includes(` ${name} `);
}

interface Home {
  homeName: string;
  postcode: string | null;
  cqcLocationId: string | null;
}

/** Whether two cases are about one home: a case may be opened again after an earlier one ended. */
export const isSameHome = (a: Home, b: Home): boolean =>
  a.cqcLocationId !== null && b.cqcLocationId !== null
    ? a.cqcLocationId === b.cqcLocationId
    : plainWords(a.homeName) === plainWords(b.homeName) && a.postcode === b.postcode;
