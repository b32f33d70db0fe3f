/** Words that are nowhere else: wherever one turns up, the field it was put into leaked. */
export class Canaries {
  private readonly byField = new Map<string, string>();

  /** How every word begins: long enough to be known in base64. */
  static readonly beginning = 'zquorlithian';

  /** Fields that hold what a public register says, or nothing about anybody. */
  private static readonly open = new Set([
    'name',
    'new name',
    'register name',
    'register town',
    'stray name',
    'address',
    'town',
    'local authority',
    'provider',
    'brand',
    'manager',
    'DSPT words',
    'holiday',
    'twice',
    'lane',
    'heading',
  ]);

  /** The word of a field: letters alone, as names are. */
  word(field: string): string {
    let word = this.byField.get(field);
    if (!word) {
      const n = this.byField.size;
      const letters = [n / 26, n % 26].map((one) => String.fromCharCode(97 + Math.floor(one)));
      word = `${Canaries.beginning}${letters.join('')}`;
      this.byField.set(field, word);
    }
    return word;
  }

  /** What a field is filled with: its usual words and its own. */
  put(field: string, usual: string): string {
    return Canaries.open.has(field) ? usual : `${this.word(field)} ${usual}`;
  }

  get words(): string[] {
    return [...this.byField.values()];
  }

  fieldOf(word: string): string {
    return [...this.byField].find(([, one]) => one === word)?.[0] ?? word;
  }

  /** The fields whose words stand in a text, in letters of any case. */
  in(text: string): string[] {
    const small = text.toLowerCase();
    if (!small.includes(Canaries.beginning)) return [];
    return [...this.byField].filter(([, word]) => small.includes(word)).map(([field]) => field);
  }
}

/** The addresses in a page, decoded; those that open a mail or a call are told to nobody. */
export function wordsIn(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/gi)]
    .map(([, address = '']) => address)
    .filter((address) => !/^(?:mailto|tel):/i.test(address))
    .map((address) => {
      try {
        return decodeURIComponent(address);
      } catch {
        return address;
      }
    });
}
