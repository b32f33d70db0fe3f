/**
 * Words that so many care services carry in their names that they tell none from another, and the
 * ways in which lists shorten them.
 */
const everywhere = new Set(
  `a and at by for in of on the
   care carehome caring centre ch company domiciliary group healthcare home homecare homes limited llp
   ltd nh nursing plc rch rest residential service services`.split(/\s+/),
);

/** Lists of the DSPT end many names with the code: `PROSPECT HOUSE NH (BARNSLEY) (8A013)`. */
const codeAtEnd = /\s*\((?=[A-Z0-9]*\d)[A-Z0-9]{4,8}\)\s*$/i;

/**
 * The words of a service's name that tell it from others, in lower case without accents and
 * apostrophes, each once; all its words when none of them does.
 */
export function nameWords(name: string): string[] {
  const words = name
    .replace(codeAtEnd, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’‘`]/g, '')
    .replace(/&/g, ' and ')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const telling = words.filter((word) => !everywhere.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

/** Two long words are taken for one, written twice, when one letter is wrong, missing or too many. */
const longEnoughToErr = 5;
const nearlyTheSame = 0.8;

/**
 * How far two names are of the same words, in any order: 0 for none, 1 for all. Which name comes
 * first does not matter.
 */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [nameWords(one), nameWords(other)].sort(byText) as [string[], string[]];
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Set(b);
  const same = a.filter((word) => left.delete(word));
  const near = a
    .filter((word) => !same.includes(word))
    .filter((word) => {
      const match = [...left].find((candidate) => isSlip(word, candidate));
      return match !== undefined && left.delete(match);
    });
  return (2 * (same.length + nearlyTheSame * near.length)) / (a.length + b.length);
}

/** A fixed order, so that a likeness is the same both ways. */
const byText = (a: string[], b: string[]): number => {
  const [one, other] = [a.join(' '), b.join(' ')];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** Whether two long words differ in one letter only, or in two neighbours that changed places. */
function isSlip(one: string, other: string): boolean {
  if (one.length < longEnoughToErr || other.length < longEnoughToErr) return false;
  return differInOnePlace(one, other);
}

/**
 * Whether two texts differ in one character that is wrong, missing or too many, or in two neighbours
 * that changed places. Equal texts do not.
 */
export function differInOnePlace(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (one[from] !== undefined && one[from] === other[from]) from++;
  const [a, b] = [one.slice(from), other.slice(from)];
  if (a.length !== b.length) return a.slice(1) === b || b.slice(1) === a;
  if (a.slice(1) === b.slice(1)) return true;
  return a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
}
