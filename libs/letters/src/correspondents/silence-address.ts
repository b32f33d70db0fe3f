import { randomUUID } from 'node:crypto';
import type { AddressSilence, Asker, WayTold } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { lockAddresses } from '../ledger/address-letters';
import { withdrawFromAddress } from '../ledger/withdraw-from-address';

/** How it became known: somebody said so, or a mail server did. */
export type ToldHow = WayTold | 'mail-report';

/** An address that is not to be written to, from when on, and who said so. */
export interface Silence {
  /** `addressKey` of it. */
  key: Buffer;
  why: AddressSilence;
  /** When they asked, or it bounced. */
  since: Temporal.Instant;
  /** Who asked, where somebody did. */
  asker?: Asker;
  how?: ToldHow;
  /** `officer:<id>`, `system`, `reader`… */
  by: string;
}

/**
 * Writes no more to an address, wherever it stands: letters to it are suppressed in every case, and
 * what has not gone is withdrawn, but for letters that its reader asked for. Who is writing to it at
 * this moment is waited for. Cases are locked before addresses. Said again for the same reason it
 * changes nothing.
 * @returns whether it is new
 */
export async function silenceAddress(
  tx: Sql,
  { key, why, since, asker, how, by }: Silence,
  now: Temporal.Instant,
): Promise<boolean> {
  await lockAddresses(tx, [key]);
  await lockCorrespondent(tx, key, now);
  const added = await tx.query(
    `INSERT INTO correspondent_silence
            (id, address_key, why, since, asker, how, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (address_key, why) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
    [randomUUID(), key, why, since.toString(), asker ?? null, how ?? null, by, now.toString()],
    'silence-address',
  );
  await restate(tx, key, now);
  await withdrawFromAddress(tx, key, why, now);
  return added.length > 0;
}

/** What ends a silence. */
export interface HeardAgain {
  key: Buffer;
  /** The reason that has ended; others may last. */
  why: AddressSilence;
  how?: ToldHow;
  by: string;
}

/**
 * Writes to an address again: it works again, or whoever reads it wants letters again.
 * @returns whether it had been silenced for that reason
 */
export async function hearAgain(
  tx: Sql,
  { key, why, how, by }: HeardAgain,
  now: Temporal.Instant,
): Promise<boolean> {
  await lockCorrespondent(tx, key, now);
  const ended = await tx.query(
    `UPDATE correspondent_silence SET ended_at = $3, ended_how = $4, ended_by = $5
      WHERE address_key = $1 AND why = $2 AND ended_at IS NULL RETURNING id`,
    [key, why, now.toString(), how ?? null, by],
    'hear-again',
  );
  await restate(tx, key, now);
  return ended.length > 0;
}

/**
 * Notes that nobody reads an address before a day; the newest word counts.
 * @param until within the Europe/London day they are back; null: they are back
 */
export async function noteAway(
  tx: Sql,
  key: Buffer,
  until: Temporal.Instant | null,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `INSERT INTO correspondent (address_key, away_until, changed_at) VALUES ($1, $2, $3)
     ON CONFLICT (address_key) DO UPDATE SET away_until = $2, changed_at = $3`,
    [key, until?.toString() ?? null, now.toString()],
    'note-away',
  );
}

/** Two who speak of one address at once take turns. */
async function lockCorrespondent(tx: Sql, key: Buffer, now: Temporal.Instant): Promise<void> {
  await tx.query(
    `INSERT INTO correspondent (address_key, changed_at) VALUES ($1, $2)
     ON CONFLICT (address_key) DO UPDATE SET changed_at = $2`,
    [key, now.toString()],
    'lock-correspondent',
  );
}

/** The standing is the weightiest silence that lasts: what a person asked for, before a bounce. */
async function restate(tx: Sql, key: Buffer, now: Temporal.Instant): Promise<void> {
  await tx.query(
    `UPDATE correspondent c SET silenced_why = s.why, silenced_at = s.since, changed_at = $2
       FROM (SELECT $1::bytea AS key) k
       LEFT JOIN LATERAL (
         SELECT why, since FROM correspondent_silence
          WHERE address_key = k.key AND ended_at IS NULL
          ORDER BY array_position(ARRAY['objected', 'wrong-person', 'bounced'], why) LIMIT 1
       ) s ON true
      WHERE c.address_key = k.key`,
    [key, now.toString()],
    'restate-correspondent',
  );
}
