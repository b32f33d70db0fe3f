/** A piece of a wording: plain text, a field to fill in, or a run that stands only under a condition. */
export type Piece =
  | { text: string; bold: boolean }
  | { field: string; bold: boolean }
  | { condition: string; not: boolean; pieces: readonly Piece[] };

export interface ReadText {
  pieces: readonly Piece[];
  /** What is wrong with the brackets and asterisks, a sentence each; none for good text. */
  problems: readonly string[];
}

/** Names are the same whatever the case and the spaces between the words. */
export const nameOf = (written: string): string =>
  written.trim().replace(/\s+/g, ' ').toLowerCase();

const marks = /\(\(|\)\)|\?\?|\*\*/g;

/**
 * Reads `((field))`, `((condition??text))`, `((not condition??text))` and `**bold**` out of a text.
 * The text may come from anybody: it is only ever taken apart, never compiled or run. Whatever cannot
 * be read stays as the plain text it is, and is named in the problems.
 */
export function readText(source: string): ReadText {
  const problems = new Set<string>();
  const tokens = tokensOf(source);
  let at = 0;

  function run(inside: string | null, startsBold: boolean): Piece[] {
    const pieces: Piece[] = [];
    let bold = startsBold;
    while (at < tokens.length) {
      const token = tokens[at] ?? '';
      if (token === '))' && inside !== null) break;
      at += 1;
      if (token === '((') pieces.push(...bracket(inside, bold));
      else if (token === '**') bold = !bold;
      else {
        if (token === '))') problems.add('"))" closes a bracket that was never opened');
        pieces.push({ text: token, bold });
      }
    }
    if (bold !== startsBold)
      problems.add(
        inside === null
          ? '"**" opens bold text that is never closed'
          : `"**" in ((${inside}??…)) has to be closed inside the same brackets`,
      );
    return pieces;
  }

  function bracket(inside: string | null, bold: boolean): Piece[] {
    const start = at;
    const head = /^[^*]+$/.test(tokens[at] ?? '') ? (tokens[at] ?? '') : '';
    const next = tokens[at + 1];
    const isName = nameOf(head) !== '' && !isMark(head);
    if (isName && next === '))') {
      at += 2;
      return [{ field: nameOf(head), bold }];
    }
    if (isName && next === '??') {
      at += 2;
      const name = nameOf(head);
      if (inside !== null)
        problems.add(`((${name}??…)) stands inside ((${inside}??…)); put them one after the other`);
      const pieces = run(name, bold);
      if (tokens[at] === '))') {
        at += 1;
        const not = name.startsWith('not ');
        return [{ condition: not ? name.slice(4) : name, not, pieces }];
      }
      // What was read stays read: beginning again at every open bracket would take for ever.
      problems.add(`"((${excerpt(head)}" is never closed with "))"`);
      return [{ text: `((${head}??`, bold }, ...pieces];
    }
    if (isMark(head) && head === '))') problems.add('(()) has no name in it');
    else problems.add(`"((${excerpt(head)}" is never closed with "))"`);
    at = start;
    return [{ text: '((', bold }];
  }

  const pieces = run(null, false);
  return { pieces, problems: [...problems] };
}

const isMark = (token: string): boolean => ['((', '))', '??', '**'].includes(token);

const excerpt = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 30 ? `${line.slice(0, 30)}…` : line;
};

/** The text cut at its marks; "??" is a mark only where it ends the name of a condition. */
function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  let from = 0;
  for (const { 0: mark, index } of source.matchAll(marks)) {
    if (mark === '??' && !/\(\([^()?*]*$/.test(source.slice(Math.max(0, index - 80), index)))
      continue;
    if (index > from) tokens.push(source.slice(from, index));
    tokens.push(mark);
    from = index + mark.length;
  }
  if (from < source.length) tokens.push(source.slice(from));
  return tokens;
}
