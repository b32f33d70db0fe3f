import type { KnownCase } from '@app/letters';
import type { Sql } from '@app/platform';
import type { ContactsService } from '@app/providers';
import { Temporal } from 'temporal-polyfill';

/** A case that mail may be about, with the address recorded for its home. */
export interface CaseEntry extends KnownCase {
  locationId: string;
  /** Lower-cased; null when none is recorded. */
  contact: string | null;
}

interface Row {
  id: string;
  open: boolean;
  location_id: string;
  name: string;
  town: string | null;
  postcode: string | null;
  ods_code: string | null;
  last_written_at: string | null;
}

/** All open cases, as far as mail that comes in may name them. */
export function readOpenCases(sql: Sql, contacts: ContactsService): Promise<CaseEntry[]> {
  return read(sql, contacts, 'c.open', []);
}

export function readCases(
  sql: Sql,
  contacts: ContactsService,
  caseIds: readonly string[],
): Promise<CaseEntry[]> {
  return caseIds.length === 0
    ? Promise.resolve([])
    : read(sql, contacts, 'c.id = ANY($1)', [caseIds]);
}

async function read(
  sql: Sql,
  contacts: ContactsService,
  which: string,
  values: readonly unknown[],
): Promise<CaseEntry[]> {
  const rows = await sql.query<Row>(
    `SELECT c.id, c.open, s.location_id, s.name, s.town, s.postcode, s.ods_code,
            (SELECT max(l.planned_at) FROM letter_part p JOIN letter l ON l.id = p.letter_id
              WHERE p.case_id = c.id AND l.status = 'sent') AS last_written_at
       FROM application_case c JOIN site s USING (location_id) WHERE ${which}`,
    values,
  );
  const addresses = await contacts.current(
    rows.map((row) => row.location_id),
    sql,
  );
  return rows.map((row) => {
    const contact = addresses.get(row.location_id)?.email ?? null;
    const domain = contact?.split('@').at(-1);
    return {
      caseId: row.id,
      isOpen: row.open,
      locationId: row.location_id,
      homeName: row.name,
      town: row.town,
      postcode: row.postcode,
      cqcLocationId: row.location_id,
      odsCode: row.ods_code,
      contact,
      domains: domain ? [domain] : [],
      lastWrittenAt:
        row.last_written_at === null
          ? null
          : Temporal.Instant.from(row.last_written_at).epochMilliseconds,
    };
  });
}
