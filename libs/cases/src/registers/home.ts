import { NotFound, type Scope } from '@app/domain';
import type { Sql } from '@app/platform';
import { type HomeLink, readLinksOf, readRecords, type RecordOfHome } from './home-link';
import { recordsOfHome } from './other-records';

/** What changed within one registration, as a register told it. */
export interface HomeChange {
  /** The day the register's data spoke of, `YYYY-MM-DD`. */
  on: string;
  field: 'name' | 'provider' | 'odsCode';
  from: string | null;
  to: string | null;
  importId: string;
}

/** One registration of a home. */
export interface HomeRecordInTime extends RecordOfHome {
  /** The day it begins, `YYYY-MM-DD`; null when no file gives it. */
  from: string | null;
  /** The day it ended; null while it is the present one, or when no file gives it. */
  until: string | null;
  changes: HomeChange[];
}

/** A home: all records that people joined, with what is still to decide about them. */
export interface Home {
  /** The record that was asked about. */
  locationId: string;
  /** In the order they follow each other. */
  records: HomeRecordInTime[];
  /** What joins them. */
  links: HomeLink[];
  /** Suggestions about one of them that nobody has decided. */
  toDecide: HomeLink[];
}

/** @throws NotFound */
export async function readHome(sql: Sql, locationId: string, scope: Scope): Promise<Home> {
  const ids = await recordsOfHome(sql, locationId);
  const records = await readRecords(sql, ids, scope);
  if (!records.has(locationId))
    throw new NotFound('no-such-site', 'No site with this location ID is in the register.');
  const links = await readLinksOf(sql, ids, scope);
  const joined = links.filter((link) => link.state === 'accepted');
  const changes = await readChanges(sql, ids);
  const inTime = [...records.values()].map((record): HomeRecordInTime => {
    const came = joined.find((link) => link.newer.locationId === record.locationId);
    return {
      ...record,
      from: record.registeredOn ?? came?.linkedOn ?? null,
      until: record.deregisteredOn,
      changes: changes.get(record.locationId) ?? [],
    };
  });
  return {
    locationId,
    records: inOrder(inTime, joined),
    links: joined,
    toDecide: links.filter((link) => link.state === 'suggested'),
  };
}

/** By their days; those without a day as their links say, the older before the newer. */
function inOrder(
  records: readonly HomeRecordInTime[],
  links: readonly HomeLink[],
): HomeRecordInTime[] {
  const rest = [...records].sort(
    (a, b) =>
      (a.from ?? a.until ?? '').localeCompare(b.from ?? b.until ?? '') ||
      a.locationId.localeCompare(b.locationId),
  );
  const ordered: HomeRecordInTime[] = [];
  while (rest.length > 0) {
    const hasOlder = (record: HomeRecordInTime): boolean =>
      links.some(
        (link) =>
          link.newer.locationId === record.locationId &&
          rest.some((other) => other.locationId === link.older.locationId),
      );
    const next = rest.findIndex((record) => !hasOlder(record));
    ordered.push(...rest.splice(Math.max(next, 0), 1));
  }
  return ordered;
}

const shown = { name: 'name', provider_id: 'provider', ods_code: 'odsCode' } as const;

interface ChangeRow {
  key: string;
  importId: string;
  on: string;
  before: Record<string, string | null>;
  after: Record<string, string | null>;
}

async function readChanges(
  sql: Sql,
  locationIds: readonly string[],
): Promise<Map<string, HomeChange[]>> {
  const rows = await sql.query<ChangeRow>(
    `SELECT r.key, r.import_id AS "importId", r.before, r.after,
            coalesce(i.as_of, (i.imported_at AT TIME ZONE 'Europe/London')::date) AS on
       FROM register_change r JOIN import_run i ON i.id = r.import_id
      WHERE r.subject = 'site' AND r.key = ANY($1) AND i.undone_at IS NULL AND r.after ?| $2
      ORDER BY i.position`,
    [locationIds, Object.keys(shown)],
    'changes-of-home',
  );
  const providers = await namesOfProviders(
    sql,
    rows.flatMap(({ before, after }) => [before.provider_id, after.provider_id]),
  );
  const changes = new Map<string, HomeChange[]>();
  for (const { key, importId, on, before, after } of rows) {
    const one = Object.entries(shown).flatMap(([column, field]): HomeChange[] => {
      if (!(column in after)) return [];
      const inWords = (value: string | null | undefined): string | null =>
        value == null ? null : column === 'provider_id' ? (providers.get(value) ?? value) : value;
      return [{ on, field, from: inWords(before[column]), to: inWords(after[column]), importId }];
    });
    changes.set(key, [...(changes.get(key) ?? []), ...one]);
  }
  return changes;
}

async function namesOfProviders(
  sql: Sql,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const known = ids.filter((id) => id != null);
  if (known.length === 0) return new Map();
  const rows = await sql.query<{ id: string; name: string }>(
    'SELECT provider_id AS id, name FROM provider WHERE provider_id = ANY($1)',
    [known],
    'names-of-providers',
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
