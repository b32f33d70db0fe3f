import type { ClockSettings, SettingsFrom } from '@app/domain';
import type { Clock, Sql } from '@app/platform';
import { shippedBankHolidays, shippedClockSettings } from '../clock-settings';
import {
  type PolicyVersion,
  type PolicyVersionRow,
  settingsOf,
  toVersion,
  versionColumns,
} from './policy-version';

/** Gives the `number` of the version in force; no row before anybody needed one. */
export const policyPublishedSql = "SELECT number FROM policy_version WHERE status = 'published'";

/** The policy and calendar in force, and the number of their version. */
export interface InForce extends ClockSettings {
  number: number;
}

/**
 * Gives out the policy and calendar in force. Each asking reads the number of the version; what a
 * number stands for never changes, so that is read once. A publication by another process is
 * therefore seen by the next transaction of this one.
 */
export class PolicyInForce {
  private readonly versions = new Map<number, InForce>();

  constructor(private readonly clock: Clock) {}

  /**
   * For a transaction that records, fires or opens: ask at its start, before any case is locked.
   * No publication comes in between until it ends.
   */
  async during(tx: Sql): Promise<InForce> {
    const [row] = await tx.query<{ number: number | null }>(
      'SELECT policy_in_force() AS number',
      [],
      'policy-in-force',
    );
    return this.numbered(tx, row?.number ?? (await this.publishShipped(tx)));
  }

  /** For reading: as it is at this moment, or in the snapshot of the transaction. */
  async now(sql: Sql): Promise<InForce> {
    const [row] = await sql.query<{ number: number }>(policyPublishedSql, [], 'policy-published');
    return this.ofNumber(sql, row?.number ?? null);
  }

  /** The same where its number has just been read. @param number null before anybody needed one */
  async ofNumber(sql: Sql, number: number | null): Promise<InForce> {
    return number === null ? { number: 1, ...shippedClockSettings() } : this.numbered(sql, number);
  }

  /** Every version that was ever in force with the moment from which it was, oldest first. */
  async history(sql: Sql): Promise<SettingsFrom[]> {
    const rows = await sql.query<{ number: number; from: string }>(
      `SELECT number, published_at AS "from" FROM policy_version
        WHERE status <> 'draft' ORDER BY published_at, number`,
      [],
      'policies-ever-in-force',
    );
    const versions: SettingsFrom[] = [];
    for (const { number, from } of rows)
      versions.push({ from, settings: await this.numbered(sql, number) });
    if (versions.length > 0) return versions;
    return [{ from: this.clock.now().toString(), settings: shippedClockSettings() }];
  }

  private async numbered(sql: Sql, number: number): Promise<InForce> {
    let found = this.versions.get(number);
    if (!found) {
      found = { number, ...settingsOf(await readVersion(sql, number)) };
      this.versions.set(number, found);
    }
    return found;
  }

  /** Version 1 is what came with the program; whoever needs it first writes it down. */
  private async publishShipped(tx: Sql): Promise<number> {
    const { policy } = shippedClockSettings();
    await tx.query(
      `INSERT INTO policy_version (number, status, revision, document, calendar, author, reason,
                                   created_at, changed_at, published_at, published_by)
       VALUES (1, 'published', 1, $1, $2, 'system', 'As it came with the program.', $3, $3, $3,
               'system')
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(policy), JSON.stringify(shippedBankHolidays()), this.clock.now().toString()],
    );
    const [row] = await tx.query<{ number: number }>(policyPublishedSql);
    return row?.number ?? 1;
  }
}

async function readVersion(sql: Sql, number: number): Promise<PolicyVersion> {
  const [row] = await sql.query<PolicyVersionRow>(
    `SELECT ${versionColumns} FROM policy_version WHERE number = $1`,
    [number],
  );
  if (!row) throw new Error(`Policy version ${number} is in force, but cannot be found.`);
  return toVersion(row);
}
