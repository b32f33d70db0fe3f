import { contactOfHome, PersonalReader, PersonKeys, type Sealer, type Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Somebody a home was, or is, written to through, as far as it is still held. */
export interface HeldContact {
  id: string;
  locationId: string;
  name: string | null;
  email: string;
  /** ISO 8601 UTC. */
  createdAt: string;
  retiredAt: string | null;
}

interface Row {
  id: string;
  locationId: string;
  createdAt: string;
  retiredAt: string | null;
  sealed: Buffer;
  keyId: string | null;
  wrapped: Buffer | null;
}

/**
 * Contacts of all times that are still held.
 * @param locationIds of these sites alone; null: of all
 * @throws SealError unknown-key
 */
export async function heldContacts(
  sql: Sql,
  sealer: Sealer,
  locationIds: readonly string[] | null,
): Promise<HeldContact[]> {
  const rows = await sql.query<Row>(
    `SELECT c.id, c.location_id AS "locationId", c.created_at AS "createdAt",
            c.retired_at AS "retiredAt", c.sealed, c.key_id AS "keyId", k.wrapped
       FROM contact c LEFT JOIN person_key k ON k.id = c.key_id
      WHERE c.sealed IS NOT NULL AND ($1::text[] IS NULL OR c.location_id = ANY($1))
      ORDER BY c.location_id, c.created_at`,
    [locationIds],
    'held-contacts',
  );
  const reader = new PersonalReader(sealer);
  return rows.flatMap(({ sealed, keyId, wrapped, ...row }) => {
    const person = reader.open<{ name: string | null; email: string }>(
      `contact:${row.id}`,
      sealed,
      {
        keyId,
        wrapped,
      },
    );
    return person === null ? [] : [{ ...row, ...person }];
  });
}

/** Empties contacts and destroys their keys; one that was the present contact is so no more. */
export async function eraseContacts(
  tx: Sql,
  contactIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (contactIds.length === 0) return;
  for (const id of contactIds) await PersonKeys.destroy(tx, contactOfHome(id), now);
  await tx.query(
    `UPDATE contact SET sealed = NULL, address_key = NULL, erased_at = $2,
            retired_at = coalesce(retired_at, $2)
      WHERE id = ANY($1) AND sealed IS NOT NULL`,
    [contactIds, now.toString()],
  );
}
