import type { FoundColumns, ColumnSpec } from '../reading/find-columns';
import type { ReadNotes } from '../reading/read-notes';
import { RowReading, type Taken } from '../reading/row-reading';
import { readPythonLiteral } from '../values/python-literal';

/** A record of CQC's API, be it JSON or a row of a table made from it. */
export interface ApiRecord<C extends string> {
  row: RowReading<C>;
  /** A field that holds more than one value; null when it is not there. */
  nested(column: C): Taken<unknown>;
}

/** An object of JSON, whatever is in it. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON record as a row whose columns are its keys. A key that is not there says that there is no value. */
export function jsonRecord<C extends string>(
  content: JsonObject,
  spec: ColumnSpec<C>,
  place: number,
  notes: ReadNotes,
): ApiRecord<C> {
  const names = Object.keys(spec) as C[];
  const found: FoundColumns<C> = {
    at: Object.fromEntries(names.map((column, at) => [column, at])) as Record<C, number>,
    nameOf: (column) => spec[column][0],
  };
  const values = names.map((column) => scalar(content[spec[column][0]]));
  return {
    row: new RowReading(found, { row: place, values }, notes),
    nested: (column) => content[spec[column][0]] ?? null,
  };
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A row of a table made with Python from such records: lists stand in it as Python writes them. */
export function tableRecord<C extends string>(row: RowReading<C>): ApiRecord<C> {
  return { row, nested: (column) => row.value(column, readPythonLiteral, longestList) };
}

const longestList = 200_000;

/** A list of objects; anything else there is set aside. */
export function listIn<C extends string>(
  record: ApiRecord<C>,
  column: C,
): Taken<readonly JsonObject[]> {
  const value = record.nested(column);
  if (value == null) return value;
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  return unexpected(record, column);
}

/** One object; anything else there is set aside. */
export function objectIn<C extends string>(record: ApiRecord<C>, column: C): Taken<JsonObject> {
  const value = record.nested(column);
  if (value == null || isJsonObject(value)) return value;
  return unexpected(record, column);
}

function unexpected<C extends string>({ row }: ApiRecord<C>, column: C): undefined {
  row.setAside(column, {
    code: 'unexpected-shape',
    message: 'This is not built as CQC’s API describes it, so it was not taken.',
  });
  return undefined;
}

/** A text of an object; '' when it has none of that name. */
export function textOf(object: JsonObject, name: string): string {
  return scalar(object[name]);
}
