import { lastDayIfEnded, londonDay, NotFound, Refused } from '@app/domain';
import { audit } from '@app/history';
import { Clock, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Officer, Role } from '../officer';
import { endAbsence } from '../absences/absences.service';

/** Why somebody's rights change, as the audit keeps it. */
export const reasonsForRole = ['new-duties', 'stands-in', 'mistake'] as const;
export const reasonsForLeaving = ['has-left', 'other-duties', 'misuse', 'mistake'] as const;
export type ReasonForRole = (typeof reasonsForRole)[number];
export type ReasonForLeaving = (typeof reasonsForLeaving)[number];

/** What an officer may do, changed within the caller's transaction. There is always a lead. */
@Injectable()
export class OfficerRights {
  constructor(private readonly clock: Clock) {}

  /**
   * The sessions they have end with it.
   * @throws NotFound
   * @throws Refused they are the last lead
   */
  async giveRole(tx: Sql, officerId: string, role: Role, why: ReasonForRole): Promise<void> {
    const officer = await this.locked(tx, officerId);
    if (officer.role === role) return;
    await refuseLastLead(tx, officer, 'Give somebody else the role of lead first.');
    await tx.query('UPDATE officer SET role = $2 WHERE id = $1', [officerId, role]);
    const details = { from: officer.role, to: role };
    await audit(tx, { action: 'role-changed', subject: `officer:${officerId}`, why, details });
  }

  /**
   * From this moment neither session, link, invitation, token nor another provider opens anything
   * for them, and their absences are over: nobody covers for who is not coming back.
   * @throws NotFound
   * @throws Refused they are the last lead, or cover for somebody
   */
  async disable(tx: Sql, officerId: string, why: ReasonForLeaving): Promise<void> {
    const officer = await this.locked(tx, officerId);
    const now = this.clock.now();
    const today = londonDay(now);
    await this.refuseIfNeeded(tx, officer, today.toString());
    await tx.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [
      officerId,
      now.toString(),
    ]);
    // Should they come back, what opened their account then stays shut.
    await tx.query(
      'UPDATE api_token SET revoked_at = $2 WHERE officer_id = $1 AND revoked_at IS NULL',
      [officerId, now.toString()],
    );
    await tx.query('DELETE FROM session WHERE officer_id = $1', [officerId]);
    const absences = await tx.query<{ id: string; from: string }>(
      `SELECT id, from_day AS "from" FROM officer_absence
        WHERE officer_id = $1 AND until_day >= $2::date`,
      [officerId, today.toString()],
    );
    for (const absence of absences)
      await endAbsence(tx, absence.id, lastDayIfEnded(absence, today));
    await audit(tx, { action: 'officer-disabled', subject: `officer:${officerId}`, why });
  }

  /**
   * Lets somebody in again who had left: with nothing of what opened their account before, so that
   * they set it up anew from an invitation.
   * @throws NotFound nobody who has left has that id
   */
  async letInAgain(tx: Sql, officerId: string): Promise<void> {
    const back = await tx.query(
      `UPDATE officer SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL
        RETURNING 1`,
      [officerId],
    );
    if (back.length === 0) throw new NotFound('no-such-officer', 'There is no such officer.');
    for (const table of ['officer_password', 'second_factor', 'recovery_code', 'officer_identity'])
      await tx.query(`DELETE FROM ${table} WHERE officer_id = $1`, [officerId]);
  }

  /** The same refusals as `disable`, before work that only makes sense when it will go through. */
  async checkMayLeave(tx: Sql, officerId: string): Promise<void> {
    const officer = await this.locked(tx, officerId);
    await this.refuseIfNeeded(tx, officer, londonDay(this.clock.now()).toString());
  }

  private async refuseIfNeeded(tx: Sql, officer: Officer, today: string): Promise<void> {
    await refuseLastLead(tx, officer, 'Give somebody else the role of lead first.');
    const [covered] = await tx.query<{ name: string }>(
      `SELECT o.name FROM officer_absence a JOIN officer o ON o.id = a.officer_id
        WHERE a.covered_by = $1 AND a.until_day >= $2::date ORDER BY a.from_day LIMIT 1`,
      [officer.id, today],
    );
    if (covered)
      throw new Refused(
        'covers-for-another',
        `${officer.name} covers for ${covered.name}. End that absence, and set it again with somebody else to cover.`,
      );
  }

  private async locked(tx: Sql, officerId: string): Promise<Officer> {
    // Leads are locked with them, in one order: of two who go at once the second finds one lead.
    const rows = await tx.query<Officer>(
      `SELECT id, email, name, role FROM officer
        WHERE disabled_at IS NULL AND (id = $1 OR role = 'lead') ORDER BY id FOR UPDATE`,
      [officerId],
    );
    const officer = rows.find((row) => row.id === officerId);
    if (!officer) throw new NotFound('no-such-officer', 'There is no such officer.');
    return officer;
  }
}

async function refuseLastLead(tx: Sql, officer: Officer, what: string): Promise<void> {
  if (officer.role !== 'lead') return;
  const others = await tx.query(
    `SELECT 1 FROM officer WHERE role = 'lead' AND disabled_at IS NULL AND id <> $1 LIMIT 1`,
    [officer.id],
  );
  if (others.length === 0)
    throw new Refused('last-lead', `${officer.name} is the only lead. ${what}`);
}
