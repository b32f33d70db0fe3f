import { type SubjectName, subjects } from '../subjects';
import type { ColumnSpec } from './find-columns';
import type { ColumnNames } from './variant';

/** The usual names of those columns that are named like a field of the subject. */
export function usualNames<S extends SubjectName>(
  subject: S,
  columns: ColumnSpec<string>,
): NonNullable<ColumnNames[S]> {
  const fields: readonly string[] = Object.keys(subjects[subject].fields);
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([column]) => fields.includes(column))
      .map(([column, [name]]) => [column, name]),
  ) as NonNullable<ColumnNames[S]>;
}
