import { Database } from '@app/platform';
import { type Contact, ContactsService } from '@app/providers';
import { Injectable } from '@nestjs/common';

/** The people around a case. */
export interface People {
  /** Whom letters go to; null when nobody is known. */
  contact: Pick<Contact, 'name' | 'email'> | null;
  /** Names by id of everyone who ever recorded anything, those who have left too. */
  officers: ReadonlyMap<string, string>;
  /** Who may look after a case now, by name. */
  canTake: readonly { id: string; name: string }[];
}

interface OfficerRow {
  id: string;
  name: string;
  canTake: boolean;
}

@Injectable()
export class CasePeople {
  constructor(
    private readonly db: Database,
    private readonly contacts: ContactsService,
  ) {}

  /** Names by id of everyone who ever recorded anything. */
  async officers(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.officerRows()).map(({ id, name }) => [id, name]));
  }

  private officerRows(): Promise<OfficerRow[]> {
    return this.db.query<OfficerRow>(
      `SELECT id, name, disabled_at IS NULL AND role <> 'viewer' AS "canTake"
         FROM officer ORDER BY name COLLATE "en-x-icu", id`,
      [],
      'officer-names',
    );
  }

  async around(locationId: string): Promise<People> {
    const [contacts, officers] = await Promise.all([
      this.contacts.current([locationId]),
      this.officerRows(),
    ]);
    return {
      contact: contacts.get(locationId) ?? null,
      officers: new Map(officers.map(({ id, name }) => [id, name])),
      canTake: officers.filter((officer) => officer.canTake).map(({ id, name }) => ({ id, name })),
    };
  }
}
