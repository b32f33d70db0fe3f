/** What must never be kept (principle 2 of the domain: we never hold a secret). */
export const secretKinds = ['passcode', 'password', 'contact-id', 'security-answer'] as const;
export type SecretKind = (typeof secretKinds)[number];

/** Where a secret stands in a plain text: the value alone, without the words about it. */
export interface Found {
  kind: SecretKind;
  start: number;
  end: number;
}

/** One rule: every place at which it sees a secret. */
export type Rule = (text: string) => Found[];

/** Words apart from each other by what people put between a name and its value. */
export const glue = String.raw`[\s:;=>#*_"'(,~-]{0,8}`;

/** A word in which the letters may be set apart by one mark, and stand in for each other. */
export function disguised(word: string): string {
  const looks: Record<string, string> = { a: '[a@4]', s: '[s$5]', o: '[o0]', e: '[e3]', i: '[i1]' };
  const letters = [...word].map((letter) => looks[letter] ?? letter);
  return `(?:${letters.join('')}|${letters.join(String.raw`[\s._*-]`)})`;
}

/** Every match of a pattern, with `d` and `g` set: where its group `value` stands. */
export function* placesOf(
  pattern: RegExp,
  text: string,
): Generator<{ match: RegExpExecArray; start: number; end: number; value: string }> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [start = 0, end = 0] = match.indices?.groups?.value ?? [];
    yield { match, start, end, value: text.slice(start, end) };
    // Labels may follow each other closely: "passcode code 4821".
    pattern.lastIndex = match.index + 1;
  }
}
