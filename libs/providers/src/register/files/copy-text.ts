import type { Arrival, ArrivingValue, Speaks } from '../reading/arrival';
import { type SubjectName, subjects } from '../subjects';
import { copyColumns } from './copy-columns';

/** Enough for one write to the database to be worth its while. */
const chunkBytes = 192 * 1024;

/** Gathers the lines of one subject as bytes, so that no text lives longer than its line. */
class Gathering {
  private bytes = newBytes(0);
  private filled = 0;

  constructor(
    readonly keys: readonly string[],
    readonly fields: readonly string[],
  ) {}

  /** @returns the chunk before this line when the line does not fit into it any more */
  add(line: string): Buffer | null {
    // No letter takes more than three bytes for each of its units.
    const most = line.length * 3;
    const full = this.filled > 0 && this.filled + most > this.bytes.length ? this.take() : null;
    if (most > this.bytes.length - this.filled) this.bytes = newBytes(Math.max(chunkBytes, most));
    this.filled += this.bytes.write(line, this.filled);
    return full;
  }

  take(): Buffer | null {
    const taken = this.filled > 0 ? this.bytes.subarray(0, this.filled) : null;
    this.bytes = newBytes(0);
    this.filled = 0;
    return taken;
  }
}

/** Bytes with memory of their own, which can be handed to another thread without a copy. */
const newBytes = (length: number): Buffer => Buffer.from(new ArrayBuffer(length));

/** Turns arrivals into PostgreSQL's text format of COPY: a line a record, `\N` for null. */
export class CopyText {
  private readonly gathering = new Map<SubjectName, Gathering>();

  /** @param speaks what the file's variant tells of; arrivals of anything else are its mistake */
  constructor(speaks: Speaks) {
    for (const subject of Object.keys(subjects) as SubjectName[]) {
      const columns = copyColumns(subject, speaks);
      if (columns.length === 0) continue;
      const named = (part: string) => columns.filter((c) => c.part === part).map((c) => c.name);
      this.gathering.set(subject, new Gathering(named('key'), named('field')));
    }
  }

  /** @returns text of the subject when there is enough of it to be handed over, else null */
  add(arrival: Arrival): Buffer | null {
    const at = this.gathering.get(arrival.subject);
    if (!at) throw new Error(`A file that does not speak of ${arrival.subject} told of one.`);
    return at.add(line(arrival, at.keys, at.fields));
  }

  /** What is left at the end. */
  *rest(): Generator<[SubjectName, Buffer]> {
    for (const [subject, at] of this.gathering) {
      const left = at.take();
      if (left) yield [subject, left];
    }
  }
}

function line(arrival: Arrival, keys: readonly string[], fields: readonly string[]): string {
  const key: Readonly<Record<string, string>> = arrival.key;
  const values: Readonly<Record<string, ArrivingValue | undefined>> = arrival.values;
  let text = `${arrival.row}\t${arrival.mayCreate ? 't' : 'f'}`;
  for (const name of keys) text += `\t${escape(key[name] ?? '')}`;
  let setAside = '';
  for (const name of fields) {
    const value = values[name];
    if (value === undefined) setAside += setAside === '' ? name : `,${name}`;
    text += `\t${value === undefined ? '\\N' : field(value)}`;
  }
  const said = arrival.said ? escape(JSON.stringify(arrival.said, withoutNul)) : '\\N';
  // Names of columns need no quotes.
  return `${text}\t{${setAside}}\t${said}\n`;
}

function field(value: ArrivingValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return escape(`{${value.map(quoted).join(',')}}`);
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const special = /[\\\t\n\r\0]/;
const everySpecial = /[\\\t\n\r\0]/g;
const replacements: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  // PostgreSQL has no such letter; this one says that something could not be read.
  '\0': '\ufffd',
};

function escape(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (c) => replacements[c] ?? c) : text;
}

const withoutNul = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
