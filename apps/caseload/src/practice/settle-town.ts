import { randomUUID } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { beingMade } from './half-made';
import type { InventedHome } from './invented-town';
import type { PracticeEngine } from './practice-engine';

/** Puts the invented homes and their managers where the register import puts real ones. */
export async function settleTown(
  { db, contacts, inclusions }: PracticeEngine,
  homes: readonly InventedHome[],
  now: Temporal.Instant,
): Promise<void> {
  const importId = randomUUID();
  const at = now.toString();
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES ($1, 'practice', 'invented homes', '', $2, 'practice', $3)`,
      [importId, at, JSON.stringify({ homes: homes.length, ...beingMade })],
    );
    await tx.query(
      `INSERT INTO provider (provider_id, name, ods_code, import_id, changed_at)
       SELECT DISTINCT provider_id, name, ods_code, $4::uuid, $5::timestamptz
         FROM unnest($1::text[], $2::text[], $3::text[]) AS p(provider_id, name, ods_code)`,
      [
        homes.map((h) => h.providerId),
        homes.map((h) => h.providerName),
        homes.map((h) => h.headquartersCode),
        importId,
        at,
      ],
    );
    await tx.query(
      `INSERT INTO site (location_id, provider_id, name, ods_code, care_home, location_type, town,
                         postcode, local_authority, phone, registered_managers, in_scope, import_id,
                         changed_at, search)
       SELECT location_id, provider_id, name, ods_code, true, 'Social Care Org', town, postcode,
              authority, phone, ARRAY[manager], true, $7::uuid, $8::timestamptz, search
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                     $9::text[], $10::text[], $11::text[], $12::text[])
           AS s(location_id, provider_id, name, ods_code, town, postcode, search, authority, phone,
                manager)`,
      [
        homes.map((h) => h.locationId),
        homes.map((h) => h.providerId),
        homes.map((h) => h.name),
        homes.map((h) => h.odsCode),
        homes.map((h) => h.town),
        homes.map((h) => h.postcode),
        importId,
        at,
        homes.map(searchWords),
        homes.map((h) => h.authority),
        homes.map((h) => h.telephone),
        homes.map((h) => h.manager.name),
      ],
    );
    for (const { locationId, manager } of homes)
      await contacts.set(locationId, { name: manager.name, email: manager.email }, now, tx);
    for (const { locationId, isPublishedFor } of homes)
      if (isPublishedFor) await inclusions.record(locationId, included, practiceActor, now, tx);
  });
}

const practiceActor = 'officer:practice';

const included = { included: true, reason: 'Head office said so on the telephone.' };

const searchWords = (home: InventedHome): string =>
  [home.name, home.postcode, home.locationId, home.town, home.providerName].join(' ').toLowerCase();
