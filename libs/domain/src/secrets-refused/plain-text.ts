/** A text without its disguises, and where each of its characters stood. */
export interface PlainText {
  text: string;
  /** The place in the original of each UTF-16 unit of `text`, and of its end. */
  at(place: number): number;
}

/** Letters, digits and marks of a keyboard. */
const ordinary = /^[\x20-\x5f\x61-\x7e\n]*$/;

/** Joiners, soft hyphens, marks of direction: nobody sees them. */
const unseen = /^\p{Cf}$/u;
const marks: readonly [RegExp, string][] = [
  [/^[\u2018\u2019\u201a\u201b\u2032`\u00b4]$/, "'"],
  [/^[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]$/, '"'],
  [/^[\u2010-\u2015\u2212\u2043]$/, '-'],
  [/^[\n\r\u0085\u2028\u2029]$/, '\n'],
  [/^[\s\u00a0]$/u, ' '],
];

/**
 * Reads a text as a person would: full-width and other compatible forms as the letter they stand
 * for, every dash and quote as the plain one, nothing invisible. Case is kept.
 */
export function plainText(original: string): PlainText {
  // Most texts have no disguise at all.
  if (ordinary.test(original)) return { text: original, at: (place) => place };
  let text = '';
  const at: number[] = [];
  let place = 0;
  for (const character of original) {
    const shown = unseen.test(character) ? '' : character.normalize('NFKC');
    for (const one of shown) {
      const plain = marks.find(([shape]) => shape.test(one))?.[1] ?? one;
      text += plain;
      for (let n = 0; n < plain.length; n += 1) at.push(place);
    }
    place += character.length;
  }
  at.push(place);
  return { text, at: (n) => at[n] ?? place };
}
