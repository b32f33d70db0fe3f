import { Clock, Database } from '@app/platform';
import type { Contact, ContactInput, ContactWarning } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
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
    const { policies, confidential } = this.settings;
    const { contacts } = confidential;
    return this.db.transaction(async (tx) => {
      const clocks = await policies.during(tx);
      const rows = await tx.query<{ id: string }>(
        `SELECT id FROM application_case WHERE location_id = $1 AND open
          ORDER BY id FOR NO KEY UPDATE`,
        [locationId.trim().toUpperCase()],
        'open-cases-of-site',
      );
      const before = (await contacts.current([locationId.trim().toUpperCase()], tx)).values();
      const [old] = [...before];
      const set = await contacts.set(locationId, input, now, tx);
      const caseIds = rows.map(({ id }) => id);
      if (caseIds.length > 0 && old?.email !== set.contact.email)
        await moveLetters(tx, confidential, caseIds, 'provider', clocks, now);
      return set;
    });
  }
}
