import type { Arrival, ArrivingValue, Speaks } from '../reading/arrival';
import { type SubjectName, subjects } from '../subjects';
import { copyColumns } from './copy-columns';

/** Enough for one write to the database to be worth its while. */
const chunkLength = 192 * 1024;

interface Gathering {
  keys: readonly string[];
  fields: readonly string[];
  text: string;
}

/** Turns arrivals into PostgreSQL's text format of COPY: a line a record, `\N` for null. */
export class CopyText {
  private readonly gathering = new Map<SubjectName, Gathering>();

  /** @param speaks what the file's variant tells of; arrivals of anything else are its mistake */
  constructor(speaks: Speaks) {
    for (const subject of Object.keys(subjects) as SubjectName[]) {
      const columns = copyColumns(subject, speaks);
      if (columns.length === 0) continue;
      const named = (part: string) => columns.filter((c) => c.part === part).map((c) => c.name);
      this.gathering.set(subject, { keys: named('key'), fields: named('field'), text: '' });
    }
  }

  /** @returns the subject's text when there is enough of it to be handed over, else null */
  add(arrival: Arrival): Buffer | null {
    const at = this.of(arrival.subject);
    at.text += line(arrival, at.keys, at.fields);
    return at.text.length >= chunkLength ? take(at) : null;
  }

  /** What is left at the end. */
  *rest(): Generator<[SubjectName, Buffer]> {
    for (const [subject, at] of this.gathering) if (at.text !== '') yield [subject, take(at)];
  }

  private of(subject: SubjectName): Gathering {
    const at = this.gathering.get(subject);
    if (!at) throw new Error(`A file that does not speak of ${subject} told of one.`);
    return at;
  }
}

function take(at: Gathering): Buffer {
  // A buffer with memory of its own can be handed to another thread without a copy.
  const bytes = new Uint8Array(Buffer.byteLength(at.text));
  const text = Buffer.from(bytes.buffer);
  text.write(at.text);
  at.text = '';
  return text;
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
