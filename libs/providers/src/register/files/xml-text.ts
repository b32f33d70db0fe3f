import { FileRefused } from '../import-result';

/** Takes what an XML text holds, in its order. */
export interface XmlVisitor {
  /** @param name without its prefix; @param attributes by their names as written */
  open(name: string, attributes: XmlAttributes): void;
  /** Part of a text, its entities resolved; a long one comes in several parts. */
  text(text: string): void;
  close(name: string): void;
}

/** Attributes of one element, read only when asked for: most are not. */
export class XmlAttributes {
  /** @param source what stands between the name and the end of the tag */
  constructor(readonly source: string) {}

  /** The value of an attribute, its entities resolved, or undefined when it is not there. */
  get(name: string): string | undefined {
    const { source } = this;
    for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + 1)) {
      if (at > 0 && !isBlank(source.charCodeAt(at - 1))) continue;
      const rest = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(source.slice(at + name.length));
      if (rest) return resolved(rest[1] ?? rest[2] ?? '');
    }
    return undefined;
  }
}

/** A tag with all its attributes; a workbook's have under 2,000 characters. */
const longestTag = 65_536;
const deepestNesting = 128;

/**
 * Reads XML that comes in pieces. It knows what workbooks are made of and refuses document types, so
 * no entity of the file's own making is ever resolved; nothing outside the text is ever looked up.
 *
 * Our own: general parsers gather a text or comment of any length before they hand it on, and cost
 * three times as much.
 */
export class XmlText {
  private rest = '';
  private readonly names: string[] = [];
  private began = false;
  /** What ends a comment or an instruction that is being passed over. */
  private passing: string | null = null;
  private inCdata = false;

  /** @param part the name of the text within its workbook, to say where it is wrong */
  constructor(
    private readonly part: string,
    private readonly visitor: XmlVisitor,
  ) {}

  /** @throws FileRefused when it is not XML, or XML that no workbook has */
  add(piece: string): void {
    const text = this.rest === '' ? piece : this.rest + piece;
    const end = this.read(text);
    this.rest = end < text.length ? text.slice(end) : '';
    if (this.rest.length > longestTag) throw this.wrong();
  }

  /** @throws FileRefused when the text breaks off */
  end(): void {
    if (this.rest.trim() !== '' || this.names.length > 0 || !this.began || this.passing)
      throw this.wrong();
  }

  /** @returns how far it could be read */
  private read(text: string): number {
    let at = 0;
    while (at < text.length) {
      const next = this.step(text, at);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  private step(text: string, at: number): number {
    if (this.passing !== null) return this.pass(text, at, this.passing);
    if (this.inCdata) return this.cdata(text, at);
    if (text.charCodeAt(at) !== 0x3c) return this.characters(text, at);
    const second = text.charCodeAt(at + 1);
    if (second === 0x2f) return this.closing(text, at);
    if (second === 0x21) return this.declaration(text, at);
    if (second === 0x3f) {
      this.passing = '?>';
      return at + 2;
    }
    return this.opening(text, at);
  }

  /** Passes over a comment or instruction; of a long one only what its end may begin with is kept. */
  private pass(text: string, at: number, end: string): number {
    const found = text.indexOf(end, at);
    if (found >= 0) {
      this.passing = null;
      return found + end.length;
    }
    const kept = text.length - end.length + 1;
    return kept > at ? kept : -1;
  }

  private cdata(text: string, at: number): number {
    const found = text.indexOf(']]>', at);
    const until = found >= 0 ? found : text.length - 2;
    if (until > at) this.say(text.slice(at, until), false);
    if (found < 0) return until > at ? until : -1;
    this.inCdata = false;
    return found + 3;
  }

  private characters(text: string, at: number): number {
    const tag = text.indexOf('<', at);
    let until = tag < 0 ? text.length : tag;
    if (tag < 0) {
      // An entity may go on in the next piece.
      const entity = text.lastIndexOf('&');
      if (entity >= at && text.indexOf(';', entity) < 0) {
        if (text.length - entity > 16) throw this.wrong();
        until = entity;
      }
    }
    if (until > at) this.say(text.slice(at, until), true);
    return until > at ? until : -1;
  }

  private say(text: string, hasEntities: boolean): void {
    if (this.names.length > 0) this.visitor.text(hasEntities ? resolved(text) : text);
    else if (text.trim() !== '' && text !== '\ufeff') throw this.wrong();
  }

  private declaration(text: string, at: number): number {
    if (text.startsWith('<!--', at)) {
      this.passing = '-->';
      return at + 4;
    }
    if (text.startsWith('<![CDATA[', at)) {
      this.inCdata = true;
      return at + 9;
    }
    if (text.length - at < 9) return -1;
    if (/^<!DOCTYPE/i.test(text.slice(at, at + 9)))
      throw new FileRefused(
        'xml-entities',
        `“${this.part}” in the file declares a document type, which no workbook does; get the file from its publisher again.`,
      );
    throw this.wrong();
  }

  private closing(text: string, at: number): number {
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const name = text.slice(at + 2, end).trimEnd();
    if (this.names.pop() !== name) throw this.wrong();
    this.visitor.close(localName(name));
    return end + 1;
  }

  private opening(text: string, at: number): number {
    const end = endOfTag(text, at);
    if (end < 0) return -1;
    if (this.names.length === 0 && this.began) throw this.wrong();
    this.began = true;
    const isEmpty = text.charCodeAt(end - 1) === 0x2f;
    const last = isEmpty ? end - 1 : end;
    let from = at + 1;
    while (from < last && !isBlank(text.charCodeAt(from))) from++;
    const name = text.slice(at + 1, from);
    if (name === '') throw this.wrong();
    const local = localName(name);
    this.visitor.open(local, new XmlAttributes(text.slice(from, last)));
    if (isEmpty) this.visitor.close(local);
    else if (this.names.push(name) > deepestNesting) throw this.wrong();
    return end + 1;
  }

  private wrong(): FileRefused {
    return new FileRefused(
      'damaged-workbook',
      `“${this.part}” in the file is not as a workbook has it, so the file is damaged; download it again.`,
    );
  }
}

/** Where the tag that begins at `at` ends: a `>` within quotes does not end it. */
function endOfTag(text: string, at: number): number {
  let quote = 0;
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) return i;
    else if (code === 0x22 || code === 0x27) quote = code;
  }
  return -1;
}

const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and numbered letters; one that is neither stands for itself. */
function resolved(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (all, hex, dec, name) => {
      if (name) return named[name] ?? all;
      const code = hex ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
