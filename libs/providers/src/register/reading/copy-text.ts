import { type FieldType, type SubjectName, subjects } from '../subjects';
import type { Arrival, ArrivingValue, Speaks } from './arrival';

/** A column of the table that arrivals are loaded into. */
export interface CopyColumn {
  name: string;
  type: FieldType | 'jsonb';
}

/** The fields of a subject that a kind of file tells of, always in the order of the subject. */
export function spokenFields(subject: SubjectName, speaks: Speaks): string[] {
  const spoken: readonly string[] = speaks[subject] ?? [];
  return Object.keys(subjects[subject].fields).filter((field) => spoken.includes(field));
}

/** The columns of `copyLine`'s lines, in order. */
export function copyColumns(subject: SubjectName, speaks: Speaks): CopyColumn[] {
  const { key, fields }: { key: Record<string, FieldType>; fields: Record<string, FieldType> } =
    subjects[subject];
  return [
    { name: 'row', type: 'integer' },
    { name: 'may_create', type: 'boolean' },
    ...Object.entries(key).map(([name, type]) => ({ name, type })),
    ...spokenFields(subject, speaks).map((name) => ({ name, type: fields[name] ?? 'text' })),
    { name: 'set_aside', type: 'text[]' },
    { name: 'said', type: 'jsonb' },
  ];
}

/** Writes arrivals of one subject in PostgreSQL's text format of COPY: a line each, tabs between. */
export function copyLineOf(subject: SubjectName, speaks: Speaks): (arrival: Arrival) => string {
  const keys = Object.keys(subjects[subject].key);
  const fields = spokenFields(subject, speaks);
  return ({ row, mayCreate, key, values, said }) => {
    const given = values as Readonly<Record<string, ArrivingValue | undefined>>;
    let line = `${row}\t${mayCreate ? 't' : 'f'}`;
    for (const name of keys) line += `\t${escaped((key as Record<string, string>)[name] ?? '')}`;
    const setAside: string[] = [];
    for (const name of fields) {
      const value = given[name];
      if (value === undefined) setAside.push(name);
      line += `\t${copyValue(value ?? null)}`;
    }
    // Names of columns need no quotes.
    line += `\t{${setAside.join(',')}}\t${said ? escaped(JSON.stringify(said)) : '\\N'}\n`;
    return line;
  };
}

function copyValue(value: ArrivingValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'object') return escaped(`{${value.map(arrayElement).join(',')}}`);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
}

const arrayElement = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const needsEscape = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return needsEscape.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : text;
}
