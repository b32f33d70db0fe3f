import type { Database, Sql } from '../database';
import { PersonKeys } from './person-keys';
import type { Sealer } from './seal';
import { SealError } from './seal-error';
import { columnsNamed, filled, type SealedColumn, sealedColumns } from './sealed-columns';

/** What one run of the rotation did. */
export interface Rotation {
  /** Values sealed anew. */
  sealed: number;
  /** Places of values that cannot be opened, damaged or sealed by a key that is not known. */
  unopened: string[];
  /** Values left that are sealed by another field key: written meanwhile. Run it again. */
  left: number;
}

export interface RotationOptions {
  /** Values sealed anew at a time; rows are locked no longer than for one batch. */
  batch?: number;
  /** Told after each batch. */
  onBatch?: (done: { table: string; column: string; sealed: number }) => void;
  /** Asked before each batch: true ends the run, which the next one takes up. */
  isStopped?: () => boolean;
}

type Row = Record<string, unknown> & { old: Buffer };

/** A value as bytes, whichever way it is kept. */
export const bytesOf = ({ column, isBase64 }: SealedColumn, alias: string): string =>
  isBase64 ? `decode(${alias}.${column} #>> '{}', 'base64')` : `${alias}.${column}`;

/**
 * Sealed by a field key that is not the present one, whose id is $1; or, where a person's key should
 * seal, by any.
 */
function isStale(of: SealedColumn): string {
  const bytes = bytesOf(of, 't');
  const byAnother = of.subject
    ? '$1::bytea IS NOT NULL'
    : `substring(${bytes} FROM 2 FOR 4) <> $1::bytea`;
  return `substring(${bytes} FOR 1) = '\\x01' AND ${byAnother}`;
}

/**
 * Seals every value that is not sealed by the present key anew, in batches, while others read and
 * write; what was sealed by a field key and belongs to a person gets the person's own key. Values
 * changed meanwhile are left as they are. Safe to stop and to run again, or twice at once.
 */
export async function rotateKeys(
  db: Database,
  sealer: Sealer,
  options: RotationOptions = {},
): Promise<Rotation> {
  const rotation: Rotation = { sealed: 0, unopened: [], left: 0 };
  for (const of of sealedColumns) await rotateColumn(db, sealer, of, rotation, options);
  for (const of of sealedColumns) rotation.left += await countStale(db, sealer, of);
  // From here on nothing needs the keys before: processes without them are welcome.
  if (rotation.left === 0) await db.query('DELETE FROM field_key WHERE id <> $1', [sealer.keyId]);
  return rotation;
}

async function countStale(sql: Sql, sealer: Sealer, of: SealedColumn): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${of.table} t WHERE ${isStale(of)}`,
    [Buffer.from(sealer.keyId, 'hex')],
  );
  return row?.count ?? 0;
}

async function rotateColumn(
  db: Database,
  sealer: Sealer,
  of: SealedColumn,
  rotation: Rotation,
  { batch = 500, onBatch, isStopped = () => false }: RotationOptions,
): Promise<void> {
  const keys = Object.entries(of.key);
  const after = keys.map(([, type], n) => `$${n + 2}::${type}`).join(', ');
  const key = keys.map(([name]) => `t.${name}`).join(', ');
  let last: unknown[] | null = null;
  while (!isStopped()) {
    const rows: Row[] = await db.query<Row>(
      `SELECT ${columnsNamed(of)
        .map((name) => `t.${name}`)
        .join(', ')}, ${bytesOf(of, 't')} AS old
         FROM ${of.table} t
        WHERE ${isStale(of)} ${last ? `AND (${key}) > (${after})` : ''}
        ORDER BY ${key} LIMIT ${batch}`,
      [Buffer.from(sealer.keyId, 'hex'), ...(last ?? [])],
    );
    const final = rows.at(-1);
    if (!final) return;
    last = keys.map(([name]) => final[name]);
    rotation.sealed += await sealBatch(db, sealer, of, rows, rotation.unopened);
    onBatch?.({ table: of.table, column: of.column, sealed: rotation.sealed });
  }
}

/** @returns how many values were sealed anew */
function sealBatch(
  db: Database,
  sealer: Sealer,
  of: SealedColumn,
  rows: readonly Row[],
  unopened: string[],
): Promise<number> {
  const opened = rows.flatMap((row) => {
    const place = filled(of.place, row);
    const value = open(sealer, place, row.old, unopened);
    return value === undefined ? [] : [{ row, place, value }];
  });
  if (opened.length === 0) return Promise.resolve(0);
  return db.transaction(async (tx) => {
    const subjectOf = (row: Row) => filled(of.subject ?? '', row);
    const persons = of.subject
      ? await PersonKeys.of(
          tx,
          sealer,
          opened.map(({ row }) => subjectOf(row)),
        )
      : new Map<string, never>();
    const anew = opened.map(({ row, place, value }) => {
      const by = of.subject ? persons.get(subjectOf(row)) : sealer;
      return by?.seal(place, value) ?? null;
    });
    const keys = Object.entries(of.key);
    const types = [...keys.map(([, type]) => type), 'bytea', 'bytea', 'uuid'];
    const value = of.isBase64
      ? `to_jsonb(translate(encode(n.anew, 'base64'), E'\\n', ''))`
      : 'n.anew';
    const done = await tx.query(
      `UPDATE ${of.table} t SET ${of.column} = ${value}${of.subject ? ', key_id = n.key_id' : ''}
         FROM unnest(${types.map((type, n) => `$${n + 1}::${type}[]`).join(', ')})
           AS n(${keys.map(([name]) => `${name}, `).join('')}old, anew, key_id)
        WHERE ${keys.map(([name]) => `t.${name} = n.${name}`).join(' AND ')}
          AND ${bytesOf(of, 't')} = n.old
       RETURNING 1`,
      [
        ...keys.map(([name]) => opened.map(({ row }) => row[name])),
        opened.map(({ row }) => row.old),
        anew,
        opened.map(({ row }) => persons.get(subjectOf(row))?.id ?? null),
      ],
    );
    return done.length;
  });
}

function open(sealer: Sealer, place: string, old: Buffer, unopened: string[]): unknown {
  try {
    return sealer.open<unknown>(place, old);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    unopened.push(place);
    return undefined;
  }
}
