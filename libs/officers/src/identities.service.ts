import { audit } from '@app/history';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Officer } from './officer';

/** Whom another provider vouches for. */
export interface Vouched {
  issuer: string;
  /** The provider's own number for the person, which never goes to another. */
  subject: string;
  /** Null when the provider named none, or does not say that it is the person's own. */
  email: string | null;
}

/**
 * - `no-email`: a first sign-in without an address that can be relied on
 * - `unknown`: no officer who may sign in has that address; a disabled one is as unknown
 * - `other-account`: the officer signs in by another account of that provider
 */
export type NotRecognised = 'no-email' | 'unknown' | 'other-account';

/** Tells which officer another provider means. Nobody becomes an officer by signing in. */
@Injectable()
export class Identities {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The first time by the address, from then on by the provider's number alone: addresses are given
   * to somebody else when a person leaves.
   */
  recognise(vouched: Vouched): Promise<Officer | NotRecognised> {
    return this.db.transaction(async (tx) => {
      const found = (await linked(tx, vouched)) ?? (await this.link(tx, vouched));
      if (typeof found === 'string') {
        const details = { way: 'provider', reason: found };
        await audit(tx, { action: 'sign-in-refused', subject: 'sign-in', details });
      }
      return found;
    });
  }

  /** The next sign-in is matched by address again. */
  async forget(officerId: string): Promise<void> {
    await this.db.query('DELETE FROM officer_identity WHERE officer_id = $1', [officerId]);
  }

  private async link(tx: Sql, vouched: Vouched): Promise<Officer | NotRecognised> {
    const { issuer, subject, email } = vouched;
    if (email === null) return 'no-email';
    const [officer] = await tx.query<Officer>(
      `SELECT id, email, name, role FROM officer
        WHERE email = $1 AND disabled_at IS NULL FOR UPDATE`,
      [email.trim().toLowerCase()],
    );
    if (!officer) return 'unknown';
    const added = await tx.query(
      `INSERT INTO officer_identity (issuer, subject, officer_id, linked_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
      [issuer, subject, officer.id, this.clock.now().toString()],
    );
    return added.length > 0 ? officer : 'other-account';
  }
}

/** @returns null when the account is linked to nobody; `unknown` when to one who has left */
async function linked(tx: Sql, { issuer, subject }: Vouched): Promise<Officer | 'unknown' | null> {
  const [row] = await tx.query<Officer & { hasLeft: boolean }>(
    `SELECT o.id, o.email, o.name, o.role, o.disabled_at IS NOT NULL AS "hasLeft"
       FROM officer_identity i JOIN officer o ON o.id = i.officer_id
      WHERE i.issuer = $1 AND i.subject = $2`,
    [issuer, subject],
  );
  if (!row) return null;
  const { hasLeft, ...officer } = row;
  return hasLeft ? 'unknown' : officer;
}
