import { markStale } from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import type { Contact, ContactInput, ContactWarning } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { moveLetters } from './move-letters';

/** Makes somebody else the contact of a site, or gives them another address. */
@Injectable()
export class ChangeContact {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Letters not yet sent go to the new address, and links that went to the old one end.
   * @throws BadInput when the name or address cannot be right
   * @throws NotFound when the register has no such site
   */
  async set(
    locationId: string,
    input: ContactInput,
  ): Promise<{ contact: Contact; warnings: ContactWarning[] }> {
    const now = this.clock.now();
    return this.db.transaction((tx) => changeContact(tx, this.settings, locationId, input, now));
  }
}

/** The same as part of a larger transaction. */
export async function changeContact(
  tx: Sql,
  { policies, confidential }: CaseSettings,
  locationId: string,
  input: ContactInput,
  now: Temporal.Instant,
): Promise<{ contact: Contact; warnings: ContactWarning[] }> {
  const { contacts } = confidential;
  const key = locationId.trim().toUpperCase();
  const clocks = await policies.during(tx);
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM application_case WHERE location_id = $1 AND open
      ORDER BY id FOR NO KEY UPDATE`,
    [key],
    'open-cases-of-site',
  );
  const old = (await contacts.current([key], tx)).get(key);
  const set = await contacts.set(locationId, input, now, tx);
  const caseIds = rows.map(({ id }) => id);
  if (caseIds.length > 0 && old?.email !== set.contact.email)
    await moveLetters(tx, confidential, caseIds, 'provider', clocks, now);
  else await markStale(tx, caseIds);
  return set;
}
