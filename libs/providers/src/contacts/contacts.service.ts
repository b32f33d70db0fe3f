import { randomUUID } from 'node:crypto';
import { BadInput, checkEmailAddress, NotFound } from '@app/domain';
import {
  contactOfHome,
  Database,
  PersonalReader,
  PersonKeys,
  Sealer,
  type Sql,
} from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asKey } from '../as-key';
import type { Temporal } from 'temporal-polyfill';

/** The person at a site whom letters are written to. */
export interface Contact {
  id: string;
  locationId: string;
  /** Null when it is not known: letters then greet the manager. */
  name: string | null;
  /** In lower case. */
  email: string;
}

export interface ContactInput {
  name: string | null;
  email: string;
}

/** Something an officer should know about an address that was taken all the same. */
export interface ContactWarning {
  code: string;
  message: string;
}

interface ContactRow {
  id: string;
  location_id: string;
  sealed: Buffer;
  /** Null: sealed by the field key. */
  keyId: string | null;
  /** Null once the contact has been erased. */
  wrapped: Buffer | null;
}

type Sealed = Pick<Contact, 'name' | 'email'>;

const longestName = 200;
const controlCharacters = /\p{Cc}/u;

/** Keeps whom to write to at each site. Name and address are encrypted where they are stored. */
@Injectable()
export class ContactsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
  ) {}

  /** Contacts of before addresses had keys get theirs, so that homes of one manager are found. */
  async onModuleInit(): Promise<void> {
    const rows = await this.db.query<ContactRow>(
      `${contactRows} WHERE c.address_key IS NULL AND c.retired_at IS NULL`,
    );
    const found = this.opened(rows);
    if (found.length === 0) return;
    await this.db.query(
      `UPDATE contact k SET address_key = n.key
         FROM unnest($1::uuid[], $2::bytea[]) AS n(id, key) WHERE k.id = n.id`,
      [found.map(({ id }) => id), found.map(({ email }) => this.sealer.addressKey(email))],
    );
  }

  /**
   * The present contacts of many sites at once, by location id; a site without one, or whose contact
   * has been erased, is left out.
   * @throws SealError when a stored contact cannot be opened
   */
  async current(locationIds: readonly string[], sql: Sql = this.db): Promise<Map<string, Contact>> {
    const rows = await sql.query<ContactRow>(
      `${contactRows} WHERE c.location_id = ANY ($1) AND c.retired_at IS NULL`,
      [locationIds],
      'current-contacts',
    );
    return new Map(this.opened(rows).map((contact) => [contact.locationId, contact]));
  }

  /**
   * Makes this the contact of a site from `now` on; the one before is retired, not overwritten.
   * Setting what is set already changes nothing.
   * @throws BadInput when the name or address cannot be right
   * @throws NotFound when the register has no such site
   */
  async set(
    locationId: string,
    input: ContactInput,
    now: Temporal.Instant,
    tx?: Sql,
  ): Promise<{ contact: Contact; warnings: ContactWarning[] }> {
    const { person, warnings } = readContact(input);
    const work = (sql: Sql) => this.replace(sql, locationId, person, now);
    return { contact: await (tx ? work(tx) : this.db.transaction(work)), warnings };
  }

  /** The site has nobody to write to from `now` on, unless its contact has been replaced already. */
  async retire(tx: Sql, contactId: string, now: Temporal.Instant): Promise<void> {
    await tx.query('UPDATE contact SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL', [
      contactId,
      now.toString(),
    ]);
  }

  private async replace(
    tx: Sql,
    locationId: string,
    person: Sealed,
    now: Temporal.Instant,
  ): Promise<Contact> {
    // Two people setting it at once take turns here.
    const sites = await tx.query('SELECT FROM site WHERE location_id = $1 FOR NO KEY UPDATE', [
      asKey(locationId),
    ]);
    if (sites.length === 0)
      throw new NotFound('no-such-site', 'No site with this location ID is in the register.');
    const before = (await this.current([locationId], tx)).get(locationId);
    if (before && before.name === person.name && before.email === person.email) return before;
    const id = randomUUID();
    const at = now.toString();
    await tx.query(
      'UPDATE contact SET retired_at = $2 WHERE location_id = $1 AND retired_at IS NULL',
      [locationId, at],
    );
    const subject = contactOfHome(id);
    const key = (await PersonKeys.of(tx, this.sealer, [subject])).get(subject);
    if (!key) throw new Error('The contact has no key');
    await tx.query(
      `INSERT INTO contact (id, location_id, sealed, key_id, address_key, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        locationId,
        key.seal(placeOf(id), person),
        key.id,
        this.sealer.addressKey(person.email),
        at,
      ],
    );
    return { id, locationId, ...person };
  }

  /** @throws SealError */
  private opened(rows: readonly ContactRow[]): Contact[] {
    const reader = new PersonalReader(this.sealer);
    return rows.flatMap((row) => {
      const person = reader.openWhole<Sealed>(placeOf(row.id), row.sealed, row);
      return person ? [{ id: row.id, locationId: row.location_id, ...person }] : [];
    });
  }
}

const contactRows = `
  SELECT c.id, c.location_id, c.sealed, c.key_id AS "keyId", k.wrapped
    FROM contact c LEFT JOIN person_key k ON k.id = c.key_id`;

const placeOf = (contactId: string): string => `contact:${contactId}`;

function readContact(input: ContactInput) {
  const name = input.name?.trim().replace(/\s+/g, ' ') || null;
  const email = checkEmailAddress(input.email);
  const problems = [];
  if (name !== null && (name.length > longestName || controlCharacters.test(name)))
    problems.push({
      pointer: '/name',
      code: 'invalid-name',
      message: `Give a name of at most ${longestName} letters.`,
    });
  if (email.verdict === 'block')
    problems.push({ pointer: '/email', code: email.code, message: email.message });
  const [first] = problems;
  if (first) throw new BadInput(first.code, first.message, problems);
  const warnings: ContactWarning[] =
    email.verdict === 'warn' ? [{ code: email.code, message: email.message }] : [];
  return { person: { name, email: email.value }, warnings };
}
