import { randomUUID } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import type { Sql } from '../database';
import { PersonKey } from './person-key';
import type { Sealer } from './seal';

/** Whose key: somebody of a case, by ref. */
export const personOfCase = (caseId: string, ref: string): string => `case:${caseId}:${ref}`;

/** Whose key: the notes and other free text of a case. */
export const textsOfCase = (caseId: string): string => `case:${caseId}:texts`;

/** Whose key: the contact of a home, by the contact's id. */
export const contactOfHome = (contactId: string): string => `contact:${contactId}`;

interface KeyRow {
  id: string;
  subject: string;
  wrapped: Buffer;
}

/** Keys by the person they belong to. To destroy one is to erase all that it sealed. */
export const PersonKeys = {
  /**
   * The present keys of these subjects; whoever has none gets one. They stay locked until the end of
   * the transaction, so that nobody destroys one while something is being sealed with it.
   */
  async of(tx: Sql, sealer: Sealer, subjects: Iterable<string>): Promise<Map<string, PersonKey>> {
    // In one order everywhere, so that no two writers wait for one another.
    const wanted = [...new Set(subjects)].sort();
    if (wanted.length === 0) return new Map();
    const fresh = wanted.map(() => PersonKey.random(randomUUID()));
    const rows = await tx.query<KeyRow>(
      `INSERT INTO person_key AS k (id, subject, wrapped)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[])
       ON CONFLICT (subject) WHERE destroyed_at IS NULL DO UPDATE SET subject = k.subject
       RETURNING id, subject, wrapped`,
      [fresh.map(({ id }) => id), wanted, fresh.map((key) => key.wrap(sealer))],
      'keys-of-persons',
    );
    return new Map(
      rows.map(({ id, subject, wrapped }) => [subject, PersonKey.unwrap(sealer, id, wrapped)]),
    );
  },

  /**
   * Destroys the key of a person: what it sealed can be read by nobody from the commit on. The row
   * stays, to say when.
   * @returns whether there was a key; values of before keys were by person have none
   */
  async destroy(tx: Sql, subject: string, now: Temporal.Instant): Promise<boolean> {
    const gone = await tx.query(
      `UPDATE person_key SET wrapped = NULL, destroyed_at = $2
        WHERE subject = $1 AND destroyed_at IS NULL RETURNING id`,
      [subject, now.toString()],
    );
    return gone.length > 0;
  },
} as const;
