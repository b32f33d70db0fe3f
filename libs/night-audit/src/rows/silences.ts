import type { Sealer, Sql } from '@app/platform';
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
    return this.of(recipient, at).some((silences) =>
      silences.some((s) => s.why === why && s.from <= at && at <= s.to),
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
    return this.addresses.some((a) => a.recipient === recipient && this.away.has(a.key));
  }

  private of(recipient: string, at: number): (readonly Silence[])[] {
    return this.addresses
      .filter((a) => a.recipient === recipient && a.from <= at && at <= a.to)
      .map(({ key }) => this.silences.get(key) ?? []);
  }
}

export const noSilences = new Silences([], new Map(), new Set());

interface ContactRow {
  case_id: string;
  id: string;
  sealed: Buffer;
  created_at: string;
  retired_at: string | null;
}

interface PersonRow {
  case_id: string;
  seq: number;
  ref: string;
  email: Buffer;
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
  const keys = [...new Set(addresses.map(({ key }) => key))];
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
    `SELECT c.id AS case_id, k.id, k.sealed, k.created_at, k.retired_at
       FROM application_case c JOIN contact k USING (location_id) WHERE c.id = ANY($1)`,
    [ids],
  );
  return rows.flatMap((row) => {
    const key = keyOfSealed(
      sealer,
      () => sealer.open<{ email: string }>(`contact:${row.id}`, row.sealed).email,
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
    `SELECT p.case_id, p.seq, p.ref, p.email, f.recorded_at
       FROM case_person p JOIN fact f USING (case_id, seq)
      WHERE p.case_id = ANY($1) AND p.email IS NOT NULL`,
    [ids],
  );
  return rows.flatMap((row) => {
    const place = `case_person:${row.case_id}:${row.seq}:${row.ref}:email`;
    const key = keyOfSealed(sealer, () => sealer.open<string>(place, row.email));
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
function keyOfSealed(sealer: Sealer, open: () => string): string | null {
  try {
    return sealer.fingerprint('address', open().trim().toLowerCase()).toString('hex');
  } catch {
    return null;
  }
}
