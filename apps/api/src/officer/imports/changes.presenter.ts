import type { FieldChange, RegisterChange } from '@app/providers';
import { dayWords } from '../words/when';
import { fieldWords, subjectWords, valueInWords } from '../words/register-words';

/** One field of a record that changes. */
export interface FieldLine {
  what: string;
  now: string;
  /** “from Lincolnshire.csv of Friday 29 May 2026”; null when there was no value. */
  nowFrom: string | null;
  becomes: string;
}

/** One record that an import makes or changes. */
export interface ChangeRows {
  name: string;
  /** Its page, when it has one; a new one has it only once it is brought in. */
  href: string | null;
  /** “Site 1-123, row 7” */
  about: string;
  isNew: boolean;
  lines: FieldLine[];
}

/** @param broughtIn false while the records only would change */
export function presentChange(change: RegisterChange, broughtIn: boolean): ChangeRows {
  const { subject, key, name, row, action, fields } = change;
  const isNew = action === 'create';
  return {
    name: titleOf(name, key),
    href: isNew && !broughtIn ? null : hrefOf(change),
    about: [
      `${subjectWords(subject)} ${key.split('|').map(partInWords).join(', ')}`,
      ...(row === null ? [] : [`row ${row.toLocaleString('en-GB')}`]),
    ].join(', '),
    isNew,
    lines: fields.map(presentField),
  };
}

/** A record without a name, such as a publication, goes by the first part of its key: its code. */
const titleOf = (name: string | null, key: string): string =>
  name && name !== key ? name : (key.split('|')[0] ?? key);

const partInWords = (part: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(part) ? dayWords(part) : part;

function presentField({ field, old, new: value, oldFrom, asks }: FieldChange): FieldLine {
  return {
    what: fieldWords(field),
    now: valueInWords(old, field),
    nowFrom: asks
      ? 'corrected by hand: it stays until you decide'
      : oldFrom && sourceWords(oldFrom),
    becomes: asks ? `The file says: ${valueInWords(value, field)}` : valueInWords(value, field),
  };
}

const sourceWords = ({ fileName, asOf }: { fileName: string; asOf: string | null }): string =>
  asOf ? `from ${fileName} of ${dayWords(asOf)}` : `from ${fileName}`;

function hrefOf({ subject, key }: RegisterChange): string | null {
  if (subject === 'site') return `/sites/${encodeURIComponent(key)}`;
  return subject === 'provider' ? `/providers/${encodeURIComponent(key)}` : null;
}
