import {
  type ClassifiedStatuses,
  type DsptEntry,
  type DsptInclusion,
  type DsptStatus,
  isHeadquartersCode,
  isSettledByList,
  readDsptStatus,
  type SiteDspt,
} from '@app/domain';
import type { Sql } from '@app/platform';
import { currentClassifications } from './classifications';

interface SiteRow {
  location_id: string;
  ods_code: string | null;
  provider_code: string | null;
  parent_code: string | null;
  hq_code: string | null;
  register_hq_code: string | null;
  included: boolean | null;
  said_by: string | null;
  said_at: string | null;
  reason: string | null;
}

interface EntryRow {
  code: string;
  status_text: string;
  published_on: string | null;
}

/** Which sites are meant; all of them are read at one moment in a few statements. */
export type Which =
  | { locationIds: readonly string[] }
  /** Of the kind the association helps, whatever has become of them. */
  | 'in-scope'
  /** Registered and not dormant, of the kind the association helps: the denominator of measures. */
  | { localAuthority: string | null };

/**
 * What is known of the DSPT of sites, by location id. Sites the register does not have are left out.
 * Headquarters are those of the provider, or what ODS says the site's code belongs to.
 * @param countedOn only what counts on this day is wanted: what was published before is left out where
 *   it decides nothing
 */
export async function readSiteDspts(
  sql: Sql,
  which: Which,
  countedOn?: string,
): Promise<Map<string, SiteDspt>> {
  const sites = await sitesOf(sql, which);
  const codes = new Set(
    sites.flatMap((s) =>
      [s.ods_code, s.provider_code, s.parent_code, s.hq_code].filter((code) => code !== null),
    ),
  );
  const classified = await currentClassifications(sql);
  const listDay = await newestListDay(sql);
  const listed = await entriesOf(sql, 'dspt_status', [...codes], classified);
  const isSettled = (code: string): boolean =>
    countedOn !== undefined &&
    (listed.get(code)?.every((entry) => isSettledByList(entry, listDay, countedOn)) ?? false);
  const open = [...codes].filter((code) => !isSettled(code));
  const published = await entriesOf(sql, 'dspt_publication', open, classified);
  return new Map(
    sites.map((site) => {
      const providerCode = site.provider_code ?? headquartersOnly(site.parent_code);
      const own = distinct(site.ods_code, providerCode, site.hq_code);
      const of = (entries: ReadonlyMap<string, DsptEntry[]>): readonly DsptEntry[] =>
        own.length === 1
          ? (entries.get(own[0] ?? '') ?? none)
          : own.flatMap((code) => entries.get(code) ?? none);
      const dspt: SiteDspt = {
        odsCode: site.ods_code,
        providerCode,
        listed: of(listed),
        published: of(published),
        inclusion: inclusionOf(site),
        listDay,
      };
      return [site.location_id, dspt];
    }),
  );
}

const none: readonly DsptEntry[] = [];

const distinct = (...codes: (string | null)[]): string[] =>
  codes.filter((code, n): code is string => code !== null && codes.indexOf(code) === n);

/** The day the newest DSPT list speaks of, `YYYY-MM-DD`; null when none has been imported. */
export async function newestListDay(sql: Sql): Promise<string | null> {
  const [row] = await sql.query<{ day: string | null }>(
    `SELECT max(as_of) AS day FROM import_run WHERE kind = 'dspt' AND undone_at IS NULL`,
    [],
    'newest-dspt-list',
  );
  return row?.day ?? null;
}

const columns = `s.location_id, s.ods_code, p.ods_code AS provider_code, o.parent_code,
  i.hq_code, i.register_hq_code, i.included, i.said_by, i.said_at, i.reason`;

const joined = `FROM site s
  LEFT JOIN provider p ON p.provider_id = s.provider_id
  LEFT JOIN ods_organisation o ON o.code = s.ods_code
  LEFT JOIN dspt_inclusion i ON i.location_id = s.location_id AND i.ended_at IS NULL`;

function sitesOf(sql: Sql, which: Which): Promise<SiteRow[]> {
  if (which === 'in-scope')
    return sql.query<SiteRow>(
      `SELECT ${columns} ${joined} WHERE s.in_scope`,
      [],
      'dspt-of-all-in-scope',
    );
  if ('locationIds' in which)
    return sql.query<SiteRow>(
      `SELECT ${columns} ${joined} WHERE s.location_id = ANY ($1)`,
      [which.locationIds],
      'dspt-of-sites',
    );
  return sql.query<SiteRow>(
    `SELECT ${columns} ${joined} WHERE ${counts}`,
    [which.localAuthority],
    'dspt-of-area',
  );
}

/** Whether site `s` counts in the measures of the authority $1, of all when it is null. */
export const counts = `s.in_scope AND s.registration_status IS DISTINCT FROM 'deregistered'
  AND s.dormant IS NOT TRUE AND ($1::text IS NULL OR s.local_authority = $1)`;

async function entriesOf(
  sql: Sql,
  table: 'dspt_status' | 'dspt_publication',
  codes: readonly string[],
  classified: ClassifiedStatuses,
): Promise<Map<string, DsptEntry[]>> {
  const rows = await sql.query<EntryRow>(
    `SELECT code, status_text, published_on FROM ${table} WHERE code = ANY ($1)`,
    [codes],
    `entries-of-${table}`,
  );
  const entries = new Map<string, DsptEntry[]>();
  const read = new Map<string, DsptStatus>();
  for (const { code, status_text, published_on } of rows) {
    const status = read.get(status_text) ?? readDsptStatus(status_text, classified);
    read.set(status_text, status);
    const { level, edition } = status;
    const of = entries.get(code) ?? [];
    of.push({ code, statusText: status_text, level, edition, publishedOn: published_on });
    entries.set(code, of);
  }
  return entries;
}

function inclusionOf(site: SiteRow): DsptInclusion | null {
  const { hq_code, included, said_by, said_at } = site;
  if (hq_code === null || included === null || said_by === null || said_at === null) return null;
  return {
    headquartersCode: hq_code,
    included,
    registerShowed: site.register_hq_code,
    saidBy: said_by,
    saidAt: said_at,
    reason: site.reason ?? '',
  };
}

/** ODS puts sites under boards and regions, too: those publish for nobody. */
const headquartersOnly = (code: string | null): string | null =>
  code !== null && isHeadquartersCode(code) ? code : null;
