import type { Speaks } from '../reading/arrival';
import { type FieldType, type SubjectName, subjects } from '../subjects';

/** One column of the COPY text. */
export interface CopyColumn {
  name: string;
  type: FieldType | 'jsonb';
  part: 'place' | 'key' | 'field' | 'remark';
}

/**
 * The columns of a subject's COPY text, in their order: `row`, `may_create`, the keys, the fields
 * that the file speaks of, `set_aside` (fields it speaks of but could not be taken from this row, so
 * what is known stays; they are null here) and `said` (what a person sees of a row in quarantine).
 * Empty when the file does not speak of the subject.
 */
export function copyColumns(subject: SubjectName, speaks: Speaks): CopyColumn[] {
  const spoken: readonly string[] | undefined = speaks[subject];
  if (!spoken) return [];
  const { key, fields } = subjects[subject];
  const types = Object.entries(fields) as [string, FieldType][];
  return [
    { name: 'row', type: 'integer', part: 'place' },
    { name: 'may_create', type: 'boolean', part: 'place' },
    ...Object.entries(key).map(([name, type]) => ({ name, type, part: 'key' as const })),
    ...types
      .filter(([name]) => spoken.includes(name))
      .map(([name, type]) => ({ name, type, part: 'field' as const })),
    { name: 'set_aside', type: 'text[]', part: 'remark' },
    { name: 'said', type: 'jsonb', part: 'remark' },
  ];
}
