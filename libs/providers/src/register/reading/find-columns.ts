import { FileRefused } from '../import-result';
import type { Header } from './variant';

/** Names that a column goes by in files of one family, by our name for it; the usual name first. */
export type ColumnSpec<C extends string> = Readonly<Record<C, readonly [string, ...string[]]>>;

/** Where the columns of a file stand. */
export interface FoundColumns<C extends string> {
  /** Left out where the file has no such column. */
  at: Readonly<Partial<Record<C, number>>>;
  /** A column as the file's header names it, or as files usually do. */
  nameOf(column: C): string;
}

/** Letters and figures alone: headers lose brackets and change capitals, blanks and signs. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Whether a header has all of these columns, each by one of its names. */
export function hasColumns(header: Header, wanted: readonly (readonly string[])[]): boolean {
  const found = new Set(header.map(plainName));
  return wanted.every((names) => names.some((name) => found.has(plainName(name))));
}

/**
 * Finds columns in a header, in any order and among others.
 * @throws FileRefused when one stands there twice, since only a person can tell which is right
 */
export function findColumns<C extends string>(
  header: Header,
  spec: ColumnSpec<C>,
): FoundColumns<C> {
  const found = header.map(plainName);
  const at: Partial<Record<C, number>> = {};
  for (const column of Object.keys(spec) as C[]) {
    for (const name of spec[column]) {
      const first = found.indexOf(plainName(name));
      if (first < 0) continue;
      if (found.lastIndexOf(plainName(name)) !== first)
        throw new FileRefused(
          'repeated-column',
          `The column “${header[first]}” is there twice; delete the one that is wrong.`,
        );
      at[column] = first;
      break;
    }
  }
  return {
    at,
    nameOf: (column) => {
      const position = at[column];
      return (position === undefined ? undefined : header[position]) ?? spec[column][0];
    },
  };
}
