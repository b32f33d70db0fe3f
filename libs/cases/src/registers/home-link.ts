import {
  everyCase,
  type HomeLinkKind,
  kindAmong,
  NotFound,
  type Scope,
  type Stage,
} from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';

/** A case of a record, as the pages about its home show it. */
export interface CaseOfRecord {
  id: string;
  open: boolean;
  stage: Stage;
  /** `YYYY-MM-DD`. */
  openedOn: string;
  earlierCaseId: string | null;
}

/** One record of the register, as a person compares it with another. Days are `YYYY-MM-DD`. */
export interface RecordOfHome {
  locationId: string;
  name: string;
  providerId: string | null;
  providerName: string | null;
  odsCode: string | null;
  address: string | null;
  town: string | null;
  postcode: string | null;
  phone: string | null;
  registeredOn: string | null;
  deregisteredOn: string | null;
  isDeregistered: boolean;
  inScope: boolean;
  /** The open one first, then the newest. */
  cases: CaseOfRecord[];
}

export const linkStates = ['suggested', 'accepted', 'dismissed'] as const;
export type LinkState = (typeof linkStates)[number];

/** Two records that are, or may be, of one home. */
export interface HomeLink {
  id: string;
  state: LinkState;
  kind: HomeLinkKind;
  /** The day the newer record begins, `YYYY-MM-DD`; null when no file gives it. */
  linkedOn: string | null;
  /** What spoke for it when it was found, a sentence each. */
  evidence: string[];
  /** ISO 8601 UTC. */
  foundAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  older: RecordOfHome;
  newer: RecordOfHome;
}

interface LinkRow extends Omit<HomeLink, 'older' | 'newer'> {
  olderId: string;
  newerId: string;
}

const linkColumns = `l.id, l.state, l.kind, l.linked_on AS "linkedOn", l.evidence,
  l.found_at AS "foundAt", l.decided_by AS "decidedBy", l.decided_at AS "decidedAt",
  l.older_id AS "olderId", l.newer_id AS "newerId"`;

/** Records by location id, with those of their cases that are within a scope. */
export async function readRecords(
  sql: Sql,
  locationIds: readonly string[],
  scope: Scope = everyCase,
): Promise<Map<string, RecordOfHome>> {
  const values: unknown[] = [locationIds];
  const records = await sql.query<RecordOfHome>(
    `SELECT s.location_id AS "locationId", s.name, s.provider_id AS "providerId",
            coalesce(p.name, s.provider_name) AS "providerName", s.ods_code AS "odsCode",
            s.address, s.town, s.postcode, s.phone, s.registered_on AS "registeredOn",
            s.deregistered_on AS "deregisteredOn", s.in_scope AS "inScope",
            coalesce(s.registration_status = 'deregistered',
                     s.deregistered_on IS NOT NULL) AS "isDeregistered",
            coalesce((SELECT jsonb_agg(jsonb_build_object(
                               'id', c.id, 'open', c.open, 'stage', c.stage,
                               'openedOn', c.opened_on, 'earlierCaseId', c.earlier_case_id)
                             ORDER BY c.open DESC, c.opened_on DESC, c.id)
                        FROM application_case c WHERE c.location_id = s.location_id
                         AND ${scopeCondition(scope, 'c.officer_id', values)}),
                     '[]') AS cases
       FROM site s LEFT JOIN provider p USING (provider_id)
      WHERE s.location_id = ANY($1)`,
    values,
  );
  return new Map(records.map((record) => [record.locationId, record]));
}

/** Links with their records; each called what it is among the others of its records by now. */
async function complete(sql: Sql, rows: readonly LinkRow[], scope: Scope): Promise<HomeLink[]> {
  const ids = [...new Set(rows.flatMap((row) => [row.olderId, row.newerId]))];
  const records = await readRecords(sql, ids, scope);
  const neighbours = await sql.query<Pick<LinkRow, 'olderId' | 'newerId' | 'kind'>>(
    `SELECT older_id AS "olderId", newer_id AS "newerId", kind FROM home_link
      WHERE state <> 'dismissed' AND (older_id = ANY($1) OR newer_id = ANY($1))`,
    [ids],
    'neighbouring-links',
  );
  return rows.flatMap(({ olderId, newerId, ...link }) => {
    const [older, newer] = [records.get(olderId), records.get(newerId)];
    if (!older || !newer) return [];
    return [{ ...link, kind: kindAmong({ ...link, olderId, newerId }, neighbours), older, newer }];
  });
}

/** @throws NotFound */
export async function readLink(sql: Sql, id: string, scope: Scope = everyCase): Promise<HomeLink> {
  const rows = await sql.query<LinkRow>(
    `SELECT ${linkColumns} FROM home_link l WHERE id = $1`,
    [id],
    'home-link',
  );
  const [link] = await complete(sql, rows, scope);
  if (link) return link;
  throw new NotFound('no-such-link', 'There is no such suggestion; look at the list again.');
}

/** All links that end at one of these records, in the order of their days. */
export async function readLinksOf(
  sql: Sql,
  locationIds: readonly string[],
  scope: Scope,
): Promise<HomeLink[]> {
  const rows = await sql.query<LinkRow>(
    `SELECT ${linkColumns} FROM home_link l
      WHERE older_id = ANY($1) OR newer_id = ANY($1) ORDER BY linked_on NULLS FIRST, id`,
    [locationIds],
    'links-of-records',
  );
  return complete(sql, rows, scope);
}

/** Which links a list shows, and where it goes on. */
export interface LinkSearch {
  state: LinkState;
  limit: number;
  /** The moment and id of the last one shown. */
  after: readonly [moment: string, id: string] | null;
}

/**
 * Links in one state, the one found or decided last first, with one more than asked for when there
 * are more.
 */
export async function readLinks(
  sql: Sql,
  { state, limit, after }: LinkSearch,
  scope: Scope,
): Promise<HomeLink[]> {
  const moment = state === 'suggested' ? 'found_at' : 'decided_at';
  const rows = await sql.query<LinkRow>(
    `SELECT ${linkColumns} FROM home_link l
      WHERE state = $1 AND ($2::timestamptz IS NULL OR (${moment}, id) < ($2, $3::uuid))
      ORDER BY ${moment} DESC, id DESC LIMIT $4`,
    [state, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return complete(sql, rows, scope);
}

/** How many links are in each state. */
export async function countLinks(sql: Sql): Promise<Record<LinkState, number>> {
  const rows = await sql.query<{ state: LinkState; count: string }>(
    'SELECT state, count(*) AS count FROM home_link GROUP BY state',
    [],
    'count-home-links',
  );
  const counts = { suggested: 0, accepted: 0, dismissed: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}
