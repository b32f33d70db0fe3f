/**
 * How many slips lie between two words: a letter too many, missing or wrong, or two that changed
 * places, each counts one (Damerau–Levenshtein, optimal string alignment).
 */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** How many slips a person may make in a word before it is another word: none in a short one. */
export function slipsAllowed(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 7 ? 1 : 2;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** Every text of letters that is one slip away, without the word itself: some 54 for each letter. */
export function oneSlipAway(word: string): string[] {
  const near = new Set<string>();
  for (let i = 0; i <= word.length; i++) {
    const [start, rest] = [word.slice(0, i), word.slice(i)];
    near.add(start + rest.slice(1));
    if (rest.length > 1) near.add(`${start}${rest[1]}${rest[0]}${rest.slice(2)}`);
    for (const letter of alphabet) {
      near.add(start + letter + rest);
      if (rest) near.add(start + letter + rest.slice(1));
    }
  }
  near.delete(word);
  return [...near];
}
