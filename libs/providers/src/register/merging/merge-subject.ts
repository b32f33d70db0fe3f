import { copyColumns } from '../files/copy-columns';
import type { Speaks } from '../reading/arrival';
import { type FieldType, type SubjectName, subjects } from '../subjects';

/** One subject of one file, with the pieces that the merge's statements are composed from. */
export interface MergeSubject {
  subject: SubjectName;
  /** The register's own table. */
  table: string;
  /** Columns that name a record. */
  keys: readonly string[];
  /** Columns the file speaks of. */
  fields: readonly string[];
  /** What a result counts its records as. */
  counted: string;
  /** Columns a record cannot be made without. */
  needed: readonly string[];
  /** Temporary tables, gone with the transaction: what the file tells… */
  arriving: string;
  /** …records of which something differs from the register… */
  differing: string;
  /** …and the values that are to change, one a row. */
  change: string;
}

const needed: Record<SubjectName, readonly string[]> = {
  provider: ['name'],
  site: ['name'],
  dsptStatus: ['status_text', 'level'],
  dsptPublication: ['level'],
  odsOrganisation: ['name'],
};

function mergeSubject(subject: SubjectName, speaks: Speaks): MergeSubject {
  const { table, counted } = subjects[subject];
  const columns = copyColumns(subject, speaks);
  const part = (wanted: string) => columns.filter((c) => c.part === wanted).map((c) => c.name);
  return {
    subject,
    table,
    keys: part('key'),
    fields: part('field'),
    counted,
    needed: needed[subject],
    arriving: `arriving_${table}`,
    differing: `differing_${table}`,
    change: `change_${table}`,
  };
}

/** In the order in which they may be written: a site's provider before the site. */
export function mergeSubjects(speaks: Speaks): MergeSubject[] {
  return (Object.keys(subjects) as SubjectName[])
    .filter((subject) => speaks[subject] !== undefined)
    .map((subject) => mergeSubject(subject, speaks));
}

/** `each(names, (n) => `a.${n}`)` writes a list of columns. */
export const each = (names: readonly string[], write: (name: string) => string): string =>
  names.map(write).join(', ');

/** Whether `a` and `b` are the same record. */
export const sameKey = (keys: readonly string[], a: string, b: string): string =>
  keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' AND ');

/** A record's key as one text: what `import_record`, `import_preview` and `register_change` call it. */
export function keyText(subject: SubjectName, alias: string): string {
  const keys = Object.entries(subjects[subject].key as Record<string, FieldType>);
  const text = keys.map(([name, type]) => `${alias}.${name}${type === 'text' ? '' : '::text'}`);
  return text.length === 1 ? `${text[0]}` : `(${text.join(` || '|' || `)})`;
}
