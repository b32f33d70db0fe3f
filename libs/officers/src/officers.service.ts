import { randomUUID } from 'node:crypto';
import { BadInput, Conflict, checkEmailAddress } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Officer, type Role, roles } from './officer';

const columns = 'id, email, name, role';
const longestName = 100;

export interface NewOfficer {
  email: string;
  name: string;
  role: Role;
}

/** The people who use Caseload. One who has left is disabled, never removed: histories name them. */
@Injectable()
export class Officers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param sql the transaction it is part of, if any
   * @throws BadInput the address, name or role is not one
   * @throws Conflict somebody has this address already
   */
  async add(input: NewOfficer, sql: Sql = this.db): Promise<Officer> {
    const officer: Officer = { id: randomUUID(), ...checked(input) };
    const added = await sql.query<Officer>(
      `INSERT INTO officer (id, email, name, role, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (email) DO NOTHING RETURNING ${columns}`,
      [officer.id, officer.email, officer.name, officer.role, this.clock.now().toString()],
    );
    if (!added[0])
      throw new Conflict(
        'officer-exists',
        `There is an officer with the address ${officer.email} already.`,
      );
    return added[0];
  }

  /** One who may still sign in, or null. */
  async withEmail(email: string): Promise<Officer | null> {
    const rows = await this.db.query<Officer>(
      `SELECT ${columns} FROM officer WHERE email = $1 AND disabled_at IS NULL`,
      [email.trim().toLowerCase()],
    );
    return rows[0] ?? null;
  }

  /** Everyone who may sign in, by name. */
  list(): Promise<Officer[]> {
    return this.db.query<Officer>(
      `SELECT ${columns} FROM officer WHERE disabled_at IS NULL
        ORDER BY name COLLATE "en-x-icu", id`,
    );
  }

  /**
   * A part of the same list.
   * @param limit how many at most
   * @param after name and id of the last one seen; null for the start
   */
  page(limit: number, after: readonly [name: string, id: string] | null): Promise<Officer[]> {
    return this.db.query<Officer>(
      `SELECT ${columns} FROM officer
        WHERE disabled_at IS NULL
          AND ($1::text IS NULL OR (name COLLATE "en-x-icu", id) > ($1, $2::uuid))
        ORDER BY name COLLATE "en-x-icu", id LIMIT $3`,
      [after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** From this moment neither session, link nor token of theirs opens anything. */
  async disable(id: string): Promise<void> {
    await this.db.query(
      'UPDATE officer SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL',
      [id, this.clock.now().toString()],
    );
  }
}

function checked({ email, name, role }: NewOfficer): NewOfficer {
  const address = checkEmailAddress(email);
  const trimmed = name.trim();
  const problems = [
    address.verdict === 'block'
      ? { pointer: '/email', code: address.code, message: address.message }
      : null,
    trimmed.length === 0 || trimmed.length > longestName
      ? {
          pointer: '/name',
          code: 'invalid-name',
          message: `Give a name of 1 to ${longestName} characters.`,
        }
      : null,
    roles.includes(role)
      ? null
      : {
          pointer: '/role',
          code: 'invalid-role',
          message: `"${String(role)}" is not a role; use ${roles.join(', ')}.`,
        },
  ].filter((problem) => problem !== null);
  if (problems[0]) throw new BadInput(problems[0].code, problems[0].message, problems);
  return { email: address.value, name: trimmed, role };
}
