import { FileRefused } from '../import-result';
import {
  deepestNesting,
  longestDocument,
  longestNumber,
  longestString,
  mostMarks,
} from './json-limits';

const enum At {
  Nothing,
  String,
  Escape,
  Word,
}

const quote = 0x22;
const backslash = 0x5c;
const object = 0x7b;
const list = 0x5b;

/** Records may lie this deep, lists and objects counted: `{"locations":[{"locations":[…]}]}`. */
const deepestCut = 6;

/**
 * Follows the brackets and quotes of JSON that comes in pieces, so that a large file can be cut into
 * documents before any of it is built in memory. Whether the JSON is right is found out later, when
 * the documents are parsed.
 */
abstract class JsonMarks {
  private at = At.Nothing;
  private length = 0;
  /** What is open, from the outside in: the codes of `{` and `[`. */
  private readonly open = new Uint8Array(deepestNesting + 1);
  private isOpen = 0;
  /** Characters of pieces before this one. */
  private before = 0;

  /** @throws FileRefused when it is made to exhaust its reader */
  protected follow(piece: string): void {
    for (let i = 0; i < piece.length; i++) {
      if (this.at === At.String) i = this.inString(piece, i);
      else if (this.at === At.Escape) this.at = At.String;
      else this.outside(piece.charCodeAt(i), this.before + i);
    }
    this.before += piece.length;
  }

  /** Characters seen so far. */
  protected get seen(): number {
    return this.before;
  }

  /** Whether every bracket and quote was closed. */
  protected get isWhole(): boolean {
    return this.isOpen === 0 && this.at !== At.String && this.at !== At.Escape;
  }

  protected get depth(): number {
    return this.isOpen;
  }

  /** Whether what stands here is a value of its own, or a member of a list. */
  protected get isListed(): boolean {
    return this.isOpen === 0 || this.open[this.isOpen - 1] === list;
  }

  /** An object or list begins at this place, at the present depth. */
  protected abstract opened(place: number, isObject: boolean): void;
  /** One ends before this place, at the depth it began at. */
  protected abstract closed(place: number): void;
  /** A comma. */
  protected comma(): void {}

  /** @returns the place of the quote or backslash that ends this part of a text, or the last one */
  private inString(piece: string, from: number): number {
    let i = from;
    for (; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (code !== quote && code !== backslash) continue;
      this.at = code === quote ? At.Nothing : At.Escape;
      break;
    }
    this.length += i - from + 1;
    if (this.length > longestString) throw tooLong('a text', longestString);
    return i;
  }

  private outside(code: number, place: number): void {
    switch (code) {
      case quote:
        this.at = At.String;
        this.length = 0;
        return;
      case object:
      case list:
        this.at = At.Nothing;
        this.opened(place, code === object);
        if (this.isOpen >= deepestNesting) throw tooDeep();
        this.open[this.isOpen++] = code;
        return;
      case 0x7d:
      case 0x5d:
        this.at = At.Nothing;
        if (this.isOpen === 0) throw notJson();
        this.isOpen--;
        this.closed(place + 1);
        return;
      case 0x2c:
        this.at = At.Nothing;
        this.comma();
        return;
      case 0x3a:
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        this.at = At.Nothing;
        return;
      default:
        if (this.at !== At.Word) this.length = 0;
        this.at = At.Word;
        if (++this.length > longestNumber) throw tooLong('a number', longestNumber);
    }
  }
}

/** Finds out at which depth the documents of a JSON file lie. */
export class JsonSurvey extends JsonMarks {
  private readonly begun = Array<number>(deepestCut + 1).fill(-1);
  private readonly marksBefore = Array<number>(deepestCut + 1).fill(0);
  private readonly longest = Array<number>(deepestCut + 1).fill(0);
  private readonly mostMarksAt = Array<number>(deepestCut + 1).fill(0);
  private marks = 0;

  add(piece: string): void {
    this.follow(piece);
  }

  /**
   * @returns the depth at which `JsonCutter` finds documents small enough to be read one by one
   * @throws FileRefused when there is none, or the file breaks off
   */
  depthOfDocuments(): number {
    if (!this.isWhole)
      throw new FileRefused(
        'truncated',
        'The JSON breaks off before its end, so the download was cut short; download it again.',
      );
    const fits = this.longest.findIndex(
      (length, depth) =>
        length > 0 && length <= longestDocument && (this.mostMarksAt[depth] ?? 0) <= mostMarks,
    );
    if (fits >= 0) return fits;
    if (this.longest[0] === 0) throw notJson();
    throw new FileRefused(
      'document-too-large',
      'The file holds a JSON record larger than any register has; check that it is the right file.',
    );
  }

  protected override opened(place: number, isObject: boolean): void {
    this.marks++;
    const { depth } = this;
    if (depth > deepestCut || !this.isListed) return;
    // A list is taken as one only where it is all there is.
    if (!isObject && depth > 0) return;
    this.begun[depth] = place;
    this.marksBefore[depth] = this.marks;
  }

  protected override closed(place: number): void {
    const { depth } = this;
    const begun = this.begun[depth] ?? -1;
    if (begun < 0) return;
    const marks = this.marks - (this.marksBefore[depth] ?? 0);
    this.longest[depth] = Math.max(this.longest[depth] ?? 0, place - begun);
    this.mostMarksAt[depth] = Math.max(this.mostMarksAt[depth] ?? 0, marks);
    this.begun[depth] = -1;
  }

  protected override comma(): void {
    this.marks++;
  }
}

/** Cuts JSON that comes in pieces into the texts of its documents. */
export class JsonCutter extends JsonMarks {
  private begun = -1;
  private found: [number, number][] = [];
  private kept = '';

  /** @param cutDepth as `JsonSurvey` found it */
  constructor(private readonly cutDepth: number) {
    super();
  }

  /** @returns the documents that this piece completes */
  add(piece: string): string[] {
    const keptFrom = this.seen - this.kept.length;
    this.follow(piece);
    const text = this.kept + piece;
    const documents = this.found.map(([from, to]) => text.slice(from - keptFrom, to - keptFrom));
    this.found = [];
    this.kept = this.begun < 0 ? '' : text.slice(this.begun - keptFrom);
    return documents;
  }

  protected override opened(place: number, isObject: boolean): void {
    if (this.depth === this.cutDepth && this.isListed && (isObject || this.cutDepth === 0))
      this.begun = place;
  }

  protected override closed(place: number): void {
    if (this.depth !== this.cutDepth || this.begun < 0) return;
    this.found.push([this.begun, place]);
    this.begun = -1;
  }
}

/** Says that a file which begins like JSON is none. */
export const notJson = (where = 'The file'): FileRefused =>
  new FileRefused('not-json', `${where} is not right JSON; download it again.`);

const tooDeep = (): FileRefused =>
  new FileRefused(
    'nested-too-deep',
    `The JSON is nested more than ${deepestNesting} deep, which no register is; check that it is the right file.`,
  );

const tooLong = (what: string, most: number): FileRefused =>
  new FileRefused(
    'value-too-long',
    `The JSON holds ${what} of more than ${most} characters, which no register has; check that it is the right file.`,
  );
