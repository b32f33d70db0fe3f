import { type ToldCount, withholdSmall } from '@app/measures';

/** Rows in which these columns may hold a count that is not told. */
export type Told<Row, Key extends keyof Row> = Omit<Row, Key> & Record<Key, ToldCount>;

/**
 * Rows as a reader may see them.
 * @param hides whether counts from 1 to 4 are withheld from this reader, column by column
 */
export function told<Row extends object, Key extends keyof Row>(
  rows: readonly Row[],
  columns: readonly Key[],
  hides: boolean,
): Told<Row, Key>[] {
  if (!hides) return rows.map((row) => row as Told<Row, Key>);
  const kept = new Map(
    columns.map((key) => [key, withholdSmall(rows.map((row) => Number(row[key])))]),
  );
  return rows.map((row, n) => ({
    ...row,
    ...Object.fromEntries(columns.map((key) => [key, kept.get(key)?.[n] ?? 0])),
  })) as Told<Row, Key>[];
}
