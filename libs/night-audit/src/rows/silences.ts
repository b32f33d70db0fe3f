import { PersonalReader, type Sealer, type Sql } from '@app/platform';
import { instant } from '../time/walked-time';
import type { CaseRows } from './stored-case';

/** An address a case has had for somebody. Moments are milliseconds since 1970. */
interface Address {
  recipient: string;
  key: string;
  from: number;
  /** Infinity while it is the present one, or for all that is known. */
  to: number;
}

interface Silence {
  why: string;
  from: number;
  to: number;
}

/** What was known, moment by moment, of the addresses a case writes to. */
export class Silences {
  constructor(
    private readonly addresses: readonly Address[],
    private readonly silences: ReadonlyMap<string, readonly Silence[]>,
    private readonly away: ReadonlySet<string>,
  ) {}

  /** Whether an address of this recipient was silenced for this reason. */
  held(recipient: string, why: string, at: number): boolean {
    return (
      this.isErased(recipient) ||
      this.of(recipient, at).some((silences) =>
        silences.some((s) => s.why === why && s.from <= at && at <= s.to),
      )
    );
  }

  /** Whether every address known of this recipient was surely silenced. */
  surely(recipient: string, at: number): boolean {
    const known = this.of(recipient, at);
    return (
      known.length > 0 && known.every((silences) => silences.some((s) => s.from < at && at < s.to))
    );
  }

  /** Whether somebody has said of this recipient's address that they are away. */
  wasAway(recipient: string): boolean {
    return (
      this.isErased(recipient) ||
      this.addresses.some((a) => a.recipient === recipient && this.away.has(a.key))
    );
  }

  /** What was known of an address that has been erased cannot be told any more: all may be so. */
  private isErased(recipient: string): boolean {
    return this.addresses.some((a) => a.recipient === recipient && a.key === erased);
  }

  private of(recipient: string, at: number): (readonly Silence[])[] {
    return this.addresses
      .filter((a) => a.recipient === recipient && a.from <= at && at <= a.to)
      .map(({ key }) => this.silences.get(key) ?? []);
  }
}

/** In the place of the key of an address that has been erased. */
const erased = 'erased';

export const noSilences = new Silences([], new Map(), new Set());

interface KeyColumns {
  keyId: string | null;
  wrapped: Buffer | null;
}

interface ContactRow extends KeyColumns {
  case_id: string;
  id: string;
  /** Null: erased. */
  sealed: Buffer | null;
  created_at: string;
  retired_at: string | null;
}

interface PersonRow extends KeyColumns {
  case_id: string;
  seq: number;
  ref: string;
  email: Buffer | null;
  recorded_at: string;
}

interface SilenceRow {
  key: string;
  why: string;
  recorded_at: string;
  ended_at: string | null;
}

/** Reads, by case, what the address book says of those it writes to. */
export async function readSilences(
  sql: Sql,
  sealer: Sealer,
  cases: readonly CaseRows[],
): Promise<Map<string, Silences>> {
  const ids = cases.map(({ row }) => row.id);
  const addresses = [
    ...(await contactAddresses(sql, sealer, ids)),
    ...(await personAddresses(sql, sealer, ids)),
  ];
  const keys = [...new Set(addresses.map(({ key }) => key))].filter((key) => key !== erased);
  const rows = await sql.query<SilenceRow>(
    `SELECT encode(address_key, 'hex') AS key, why, recorded_at, ended_at
       FROM correspondent_silence
      WHERE address_key = ANY(SELECT decode(k, 'hex') FROM unnest($1::text[]) AS k)`,
    [keys],
  );
  const away = await sql.query<{ key: string }>(
    `SELECT encode(address_key, 'hex') AS key FROM correspondent
      WHERE away_until IS NOT NULL
        AND address_key = ANY(SELECT decode(k, 'hex') FROM unnest($1::text[]) AS k)`,
    [keys],
  );
  const byKey = new Map<string, Silence[]>();
  for (const { key, why, recorded_at, ended_at } of rows) {
    const silence = { why, from: instant(recorded_at), to: endOf(ended_at) };
    byKey.set(key, [...(byKey.get(key) ?? []), silence]);
  }
  const awayKeys = new Set(away.map(({ key }) => key));
  return new Map(
    ids.map((id) => {
      const own = addresses.filter(({ caseId }) => caseId === id);
      return [id, new Silences(own, byKey, awayKeys)];
    }),
  );
}

type CaseAddress = Address & { caseId: string };

async function contactAddresses(
  sql: Sql,
  sealer: Sealer,
  ids: readonly string[],
): Promise<CaseAddress[]> {
  const rows = await sql.query<ContactRow>(
    `SELECT c.id AS case_id, k.id, k.sealed, k.created_at, k.retired_at, k.key_id AS "keyId",
            p.wrapped
       FROM application_case c JOIN contact k USING (location_id)
       LEFT JOIN person_key p ON p.id = k.key_id
      WHERE c.id = ANY($1)`,
    [ids],
  );
  const reader = new PersonalReader(sealer);
  return rows.flatMap((row) => {
    const key = keyOfSealed(
      sealer,
      row,
      row.sealed,
      () => reader.openWhole<{ email: string }>(`contact:${row.id}`, row.sealed, row)?.email,
    );
    const from = instant(row.created_at);
    return key === null
      ? []
      : [{ caseId: row.case_id, recipient: 'provider', key, from, to: endOf(row.retired_at) }];
  });
}

async function personAddresses(
  sql: Sql,
  sealer: Sealer,
  ids: readonly string[],
): Promise<CaseAddress[]> {
  const rows = await sql.query<PersonRow>(
    `SELECT p.case_id, p.seq, p.ref, p.email, f.recorded_at, p.key_id AS "keyId", k.wrapped
       FROM case_person p JOIN fact f USING (case_id, seq)
       LEFT JOIN person_key k ON k.id = p.key_id
      WHERE p.case_id = ANY($1)
        AND (p.email IS NOT NULL OR p.erased_at IS NOT NULL OR k.destroyed_at IS NOT NULL)`,
    [ids],
  );
  const reader = new PersonalReader(sealer);
  return rows.flatMap((row) => {
    const place = `case_person:${row.case_id}:${row.seq}:${row.ref}:email`;
    const key = keyOfSealed(sealer, row, row.email, () =>
      reader.openWhole<string>(place, row.email, row),
    );
    const recipient = `person:${row.ref}`;
    const from = instant(row.recorded_at);
    return key === null ? [] : [{ caseId: row.case_id, recipient, key, from, to: Infinity }];
  });
}

const endOf = (iso: string | null): number => (iso === null ? Infinity : instant(iso));

/**
 * Addresses are recognised by a keyed hash; case and spaces tell none apart. Null for one that cannot
 * be opened: nothing is known of it.
 */
function keyOfSealed(
  sealer: Sealer,
  { keyId, wrapped }: KeyColumns,
  sealed: Buffer | null,
  open: () => string | null | undefined,
): string | null {
  if (sealed === null || (keyId !== null && wrapped === null)) return erased;
  try {
    const address = open();
    if (address == null) return null;
    return sealer.fingerprint('address', address.trim().toLowerCase()).toString('hex');
  } catch {
    return null;
  }
}
