import { randomUUID } from 'node:crypto';
import { NotFound } from '@app/domain';
import { Clock, CONFIG, Database, type RunningConfig, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Officer } from '../officer';
import { type NewOfficer, Officers } from '../officers.service';
import { hashOfToken, newSecretToken } from '../secret-token';

/** Hours an invitation is good: a weekend may lie between. */
export const invitationHours = 72;

/** A way to set up one account, once. It signs nobody in: it opens the page that sets it up. */
export interface Invitation {
  url: string;
  /** ISO 8601 UTC; not good at this moment any more. */
  expiresAt: string;
}

/** How an invitation of an officer stands. */
export interface InvitationState {
  officerId: string;
  /** ISO 8601 UTC. */
  expiresAt: string;
}

/** Invitations of officers, and the one by which the very first officer is made. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly officers: Officers,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'publicUrl'>,
  ) {}

  /**
   * Adds an officer who still has to set up the account.
   * @param by who invites, like `officer:…`
   * @throws BadInput, Conflict as `Officers.add`
   */
  async invite(input: NewOfficer, by: string): Promise<{ officer: Officer; link: Invitation }> {
    const officer = await this.officers.add(input);
    return { officer, link: await this.make(officer.id, by) };
  }

  /**
   * A new invitation for an officer; the earlier ones open nothing any more.
   * @throws NotFound there is no such officer, or they are disabled
   */
  async resend(officerId: string, by: string): Promise<{ officer: Officer; link: Invitation }> {
    const [officer] = await this.db.query<Officer>(
      'SELECT id, email, name, role FROM officer WHERE id = $1 AND disabled_at IS NULL',
      [officerId],
    );
    if (!officer) throw new NotFound('no-such-officer', 'There is no such officer.');
    return { officer, link: await this.make(officerId, by) };
  }

  /** The invitations of this officer that were not used open nothing any more. */
  async revoke(officerId: string): Promise<void> {
    await revokeOpen(this.db, officerId, this.clock.now().toString());
  }

  /** Invitations that can still be used. */
  open(): Promise<InvitationState[]> {
    return this.db.query<InvitationState>(
      `SELECT officer_id AS "officerId", expires_at AS "expiresAt" FROM invitation
        WHERE officer_id IS NOT NULL AND used_at IS NULL AND revoked_at IS NULL
          AND expires_at > $1
        ORDER BY expires_at, id`,
      [this.clock.now().toString()],
    );
  }

  /** The link by which the first officer is made; null when there are officers already. */
  async forFirstOfficer(): Promise<Invitation | null> {
    const [any] = await this.db.query('SELECT 1 FROM officer LIMIT 1');
    return any ? null : this.make(null, 'system:first-start');
  }

  /** Would this link open anything? Changes nothing. */
  async isGood(token: string, kind: 'officer' | 'first-officer'): Promise<boolean> {
    const hash = hashOfToken(token);
    if (!hash) return false;
    const rows = await this.db.query(
      `SELECT 1 FROM invitation i LEFT JOIN officer o ON o.id = i.officer_id
        WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.revoked_at IS NULL
          AND i.expires_at > $2 AND (i.officer_id IS NULL) = $3 AND o.disabled_at IS NULL
          AND ($3 IS FALSE OR NOT EXISTS (SELECT 1 FROM officer))`,
      [hash, this.clock.now().toString(), kind === 'first-officer'],
    );
    return rows.length > 0;
  }

  /** Spends an invitation. @returns whose it was; null when it is not good */
  async spend(token: string): Promise<Officer | null> {
    const hash = hashOfToken(token);
    if (!hash) return null;
    const rows = await this.db.query<Officer>(
      `UPDATE invitation i SET used_at = $2 FROM officer o
        WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.revoked_at IS NULL
          AND i.expires_at > $2 AND o.id = i.officer_id AND o.disabled_at IS NULL
        RETURNING o.id, o.email, o.name, o.role`,
      [hash, this.clock.now().toString()],
    );
    return rows[0] ?? null;
  }

  /**
   * Makes the first officer, a lead, and spends the link.
   * @returns null when the link is not good, or there is an officer by now
   * @throws BadInput the address or name is not one; the link is then not spent
   */
  async makeFirstOfficer(
    token: string,
    input: Pick<NewOfficer, 'email' | 'name'>,
  ): Promise<Officer | null> {
    const hash = hashOfToken(token);
    if (!hash) return null;
    return this.db.transaction(async (tx) => {
      // Two who press at once: the second waits here, and finds an officer.
      await tx.query('LOCK TABLE officer IN SHARE ROW EXCLUSIVE MODE');
      const spent = await tx.query(
        `UPDATE invitation SET used_at = $2
          WHERE token_hash = $1 AND officer_id IS NULL AND used_at IS NULL
            AND revoked_at IS NULL AND expires_at > $2
            AND NOT EXISTS (SELECT 1 FROM officer) RETURNING 1`,
        [hash, this.clock.now().toString()],
      );
      return spent.length > 0 ? this.officers.add({ ...input, role: 'lead' }, tx) : null;
    });
  }

  private async make(officerId: string | null, by: string): Promise<Invitation> {
    const { token, hash } = newSecretToken();
    const now = this.clock.now();
    const expiresAt = now.add({ hours: invitationHours }).toString();
    await this.db.transaction(async (tx) => {
      await revokeOpen(tx, officerId, now.toString());
      await tx.query(
        `INSERT INTO invitation (id, token_hash, officer_id, made_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [randomUUID(), hash, officerId, by, now.toString(), expiresAt],
      );
    });
    const page = officerId === null ? 'first-officer' : 'invitation';
    return { url: `${this.config.publicUrl}/${page}/${token}`, expiresAt };
  }
}

async function revokeOpen(sql: Sql, officerId: string | null, now: string): Promise<void> {
  await sql.query(
    `UPDATE invitation SET revoked_at = $2
      WHERE officer_id IS NOT DISTINCT FROM $1 AND used_at IS NULL AND revoked_at IS NULL`,
    [officerId, now],
  );
}
