import type { ValueRead } from './value-read';

/** What a literal may come to. */
export type Literal = null | boolean | number | string | Literal[] | { [key: string]: Literal };

/** No record of CQC's nests deeper than about six. */
const deepest = 20;

class NotALiteral extends Error {}

/**
 * Reads a list, dictionary or text as Python writes it: `[{'name': "O'Neill", 'primary': True}]`.
 * Files made from CQC's API with Python hold such fields. Nothing is evaluated.
 */
export function readPythonLiteral(text: string): ValueRead<Literal> {
  try {
    return { value: new LiteralReader(text).whole() };
  } catch (error) {
    if (!(error instanceof NotALiteral)) throw error;
    return {
      wrong: {
        code: 'invalid-literal',
        message: 'This list breaks off or holds something else; export the file again.',
      },
    };
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
  '\n': '',
};
const escapedCode = { x: 2, u: 4, U: 8 } as Readonly<Record<string, number>>;

class LiteralReader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Literal {
    const value = this.value(0);
    this.skipBlanks();
    if (this.at < this.text.length) throw new NotALiteral();
    return value;
  }

  private value(depth: number): Literal {
    if (depth > deepest) throw new NotALiteral();
    this.skipBlanks();
    const next = this.text[this.at];
    if (next === '[') return this.items(']', () => this.value(depth + 1));
    if (next === '(') return this.items(')', () => this.value(depth + 1));
    if (next === '{') return this.dictionary(depth);
    if (next === "'" || next === '"') return this.quoted(next);
    return this.word();
  }

  private items<T>(end: string, item: () => T): T[] {
    const found: T[] = [];
    this.at++;
    for (;;) {
      if (this.takes(end)) return found;
      if (found.length > 0 && !this.takes(',')) throw new NotALiteral();
      if (found.length > 0 && this.takes(end)) return found;
      found.push(item());
    }
  }

  private dictionary(depth: number): Literal {
    const entries = this.items('}', () => {
      this.skipBlanks();
      const mark = this.text[this.at];
      if (mark !== "'" && mark !== '"') throw new NotALiteral();
      const key = this.quoted(mark);
      if (!this.takes(':')) throw new NotALiteral();
      return [key, this.value(depth + 1)] as const;
    });
    return Object.fromEntries(entries);
  }

  private quoted(mark: string): string {
    let found = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const letter = this.text[this.at];
      if (letter === mark) {
        this.at++;
        return found;
      }
      found += letter === '\\' ? this.escaped() : letter;
    }
    throw new NotALiteral();
  }

  /** Stands at the stroke before, and stays at the last letter of the escape. */
  private escaped(): string {
    const letter = this.text[++this.at] ?? '';
    const digits = escapedCode[letter];
    if (digits === undefined) return escapes[letter] ?? letter;
    const code = this.text.slice(this.at + 1, this.at + 1 + digits);
    const point = Number.parseInt(code, 16);
    if (!/^[0-9a-f]+$/i.test(code) || code.length < digits || point > 0x10ffff)
      throw new NotALiteral();
    this.at += digits;
    return String.fromCodePoint(point);
  }

  private word(): Literal {
    const [found = ''] = /^[\w.+-]+/.exec(this.text.slice(this.at, this.at + 40)) ?? [];
    this.at += found.length;
    if (found === 'True') return true;
    if (found === 'False') return false;
    if (found === 'None' || found === 'nan') return null;
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(found)) return Number(found);
    throw new NotALiteral();
  }

  private takes(letter: string): boolean {
    this.skipBlanks();
    if (this.text[this.at] !== letter) return false;
    this.at++;
    return true;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
