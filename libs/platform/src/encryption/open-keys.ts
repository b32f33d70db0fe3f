import type { Config } from '../config';
import { ConfigError } from '../config';
import type { Database, Sql } from '../database';
import { fieldKeyIdOf, Sealer } from './seal';
import { sealedColumns } from './sealed-columns';

/** Any number will do; it only has to be the same for every Caseload process. */
const openingLock = 7_262_402;

const undefinedTable = '42P01';

const proofPlace = (id: string): string => `field_key:proof:${id}`;
const fingerprintPlace = 'fingerprint_key:wrapped:1';

/** The field keys of a process. */
export type FieldKeys = Pick<Config, 'otherFieldKeys'> & { fieldKey: string };

/**
 * The sealer of a process, once it is certain that its keys open what this database holds; its
 * fingerprints are those of the database, whichever key seals now. Nothing is written before that is
 * certain. A database that has not been migrated yet is left alone.
 * @throws ConfigError when FIELD_KEY and FIELD_KEY_OLD do not fit the database
 */
export async function openKeys(db: Database, keys: FieldKeys): Promise<Sealer> {
  try {
    return await db.transaction((tx) => openWithin(tx, keys));
  } catch (error) {
    if ((error as { code?: string }).code !== undefinedTable) throw error;
    return new Sealer(keys.fieldKey, keys.otherFieldKeys);
  }
}

async function openWithin(tx: Sql, { fieldKey, otherFieldKeys = [] }: FieldKeys): Promise<Sealer> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [openingLock]);
  const sealer = new Sealer(fieldKey, otherFieldKeys);
  const proven = await provenKeys(tx, sealer);
  // A database of before keys were proven, or one in which nothing is sealed yet.
  const first = proven[0] ?? (await keyOfSealedValues(tx, sealer)) ?? sealer.keyId;
  await openFingerprints(tx, sealer, first);
  const single = [fieldKey, ...otherFieldKeys].map((key) => new Sealer(key));
  for (const id of new Set([first, sealer.keyId])) {
    const own = single.find(({ keyId }) => keyId === id);
    if (proven.includes(id) || !own) continue;
    await tx.query('INSERT INTO field_key (id, proof) VALUES ($1, $2)', [
      id,
      own.seal(proofPlace(id), id),
    ]);
  }
  return sealer;
}

/** Ids of the keys that have sealed something here, as far as that was noted. @throws ConfigError */
async function provenKeys(tx: Sql, sealer: Sealer): Promise<string[]> {
  const proofs = await tx.query<{ id: string; proof: Buffer }>('SELECT id, proof FROM field_key');
  const known = new Set(sealer.keyIds());
  for (const { id, proof } of proofs) {
    if (!known.has(id)) throw doesNotFit(proofs.some((other) => known.has(other.id)));
    sealer.open(proofPlace(id), proof);
  }
  return proofs.map(({ id }) => id);
}

/** Id of the key of values sealed before keys were proven; null: there are none. */
async function keyOfSealedValues(tx: Sql, sealer: Sealer): Promise<string | null> {
  const known = new Set(sealer.keyIds());
  const found: string[] = [];
  for (const { table, column, isBase64 } of sealedColumns) {
    if (isBase64) continue;
    const [row] = await tx.query<{ head: Buffer }>(
      `SELECT substring(${column} FOR 5) AS head FROM ${table}
        WHERE substring(${column} FOR 1) = '\\x01' LIMIT 1`,
    );
    const id = row && fieldKeyIdOf(row.head);
    if (id && !known.has(id)) throw doesNotFit(false);
    if (id) found.push(id);
  }
  return found[0] ?? null;
}

/** Fingerprints stay as they are when the field key changes, so that equal values are still found. */
async function openFingerprints(tx: Sql, sealer: Sealer, keyId: string): Promise<void> {
  const [row] = await tx.query<{ wrapped: Buffer }>('SELECT wrapped FROM fingerprint_key');
  const key = row
    ? Buffer.from(sealer.open<string>(fingerprintPlace, row.wrapped), 'base64')
    : sealer.firstFingerprintKey(keyId);
  if (!row)
    await tx.query('INSERT INTO fingerprint_key (id, wrapped) VALUES (1, $1)', [
      sealer.seal(fingerprintPlace, key.toString('base64')),
    ]);
  sealer.fingerprintBy(key);
}

const doesNotFit = (isPartly: boolean): ConfigError =>
  new ConfigError(
    isPartly
      ? 'Some values in this database are sealed by another field key: give that one too, as ' +
          'FIELD_KEY_OLD, until "caseload keys rotate" has run.'
      : 'FIELD_KEY does not fit this database: put back the one it was used with. Nothing was changed.',
  );
