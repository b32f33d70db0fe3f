import { type AuthorityChange, authorityOn, type AuthorityTold, type Place } from '@app/domain';
import type { Sql } from '@app/platform';

/** A site of the register as it was on a day. */
export interface SiteOn {
  locationId: string;
  place: Place;
  /** Registered, not dormant, of the kind the association helps: it is in the denominator. */
  counts: boolean;
}

/** What the register says of a site, as far as measures need it. */
interface Known {
  local_authority: string | null;
  icb: string | null;
  care_home: boolean | null;
  registration_status: 'registered' | 'deregistered' | null;
  dormant: boolean | null;
  deregistered_on: string | null;
}

type Row = Known & { location_id: string; in_scope: boolean };

interface Told {
  location_id: string;
  on: string;
  before: Partial<Known>;
  after: Partial<Known>;
}

/**
 * Every site as the register had it on a day: what files of later days changed is taken back, so that
 * a site that moved, went dormant or closed since counts where and as it did. Corrections by people
 * hold for all days: the register had been wrong. Sites that CQC registered later are left out.
 * @param day Europe/London, `YYYY-MM-DD`
 */
export async function readSitesOn(sql: Sql, day: string): Promise<SiteOn[]> {
  const rows = await sql.query<Row>(
    `SELECT location_id, local_authority, icb, care_home, in_scope, registration_status, dormant,
            deregistered_on
       FROM site WHERE registered_on IS NULL OR registered_on <= $1`,
    [day],
    'measured-sites',
  );
  const changes = await readAuthorityChanges(sql);
  const told = toldBySite(await readTold(sql, day, changes));
  const authorityOf = authoritiesOn(day, changes);
  return rows.map((row) => siteOn(row, told.get(row.location_id) ?? nothing, day, authorityOf));
}

const nothing: readonly Told[] = [];

type AuthorityOf = (now: string | null, told: readonly Told[]) => string | null;

/** Of most sites nothing was told later: those of one authority need be asked about only once. */
function authoritiesOn(day: string, changes: readonly AuthorityChange[]): AuthorityOf {
  const untold = new Map<string | null, string | null>();
  return (now, told) => {
    if (told.length > 0) return authorityOn(day, { now, told: authorities(told) }, changes);
    const known = untold.get(now);
    if (known !== undefined) return known;
    const authority = authorityOn(day, { now, told: [] }, changes);
    untold.set(now, authority);
    return authority;
  };
}

/** The reorganisations of councils that people recorded. */
const readAuthorityChanges = (sql: Sql): Promise<AuthorityChange[]> =>
  sql.query<AuthorityChange>(
    `SELECT from_name AS "from", to_name AS "to", effective_on AS "effectiveOn"
       FROM authority_change WHERE ended_at IS NULL ORDER BY effective_on, from_name, to_name`,
    [],
    'authority-changes-in-force',
  );

/**
 * What files of later days changed, oldest first; changes to an authority of a reorganisation of any
 * day, since those go by the day of the reorganisation.
 */
function readTold(sql: Sql, day: string, changes: readonly AuthorityChange[]): Promise<Told[]> {
  return sql.query<Told>(
    `SELECT c.key AS location_id, r.on, c.before, c.after
       FROM (SELECT id, position,
                    coalesce(as_of, (imported_at AT TIME ZONE 'Europe/London')::date) AS on
               FROM import_run WHERE undone_at IS NULL) r
       JOIN register_change c ON c.import_id = r.id AND c.subject = 'site'
      WHERE (r.on > $1 AND c.after ?| $2)
         OR (cardinality($3::text[]) > 0 AND c.after->>'local_authority' = ANY ($3))
      ORDER BY r.on, r.position`,
    [day, fields, changes.map(({ to }) => to)],
    'register-told-later',
  );
}

const fields: readonly (keyof Known)[] = [
  'local_authority',
  'icb',
  'care_home',
  'registration_status',
  'dormant',
  'deregistered_on',
];

function toldBySite(told: readonly Told[]): Map<string, Told[]> {
  const bySite = new Map<string, Told[]>();
  for (const one of told) {
    const known = bySite.get(one.location_id);
    if (known) known.push(one);
    else bySite.set(one.location_id, [one]);
  }
  return bySite;
}

function siteOn(row: Row, told: readonly Told[], day: string, authorityOf: AuthorityOf): SiteOn {
  const later = told.filter(({ on }) => on > day);
  const was = <K extends keyof Known>(field: K): Known[K] => {
    const first = later.find(({ before }) => field in before);
    return first ? (first.before[field] as Known[K]) : row[field];
  };
  const isClosed =
    was('registration_status') === 'deregistered' && !((was('deregistered_on') ?? '') > day);
  return {
    locationId: row.location_id,
    place: {
      authority: authorityOf(row.local_authority, told),
      icb: was('icb'),
      careHome: was('care_home'),
    },
    counts: row.in_scope && !isClosed && was('dormant') !== true,
  };
}

const authorities = (told: readonly Told[]): AuthorityTold[] =>
  told.flatMap(({ on, before, after }) =>
    'local_authority' in after
      ? [{ on, from: before.local_authority ?? null, to: after.local_authority ?? null }]
      : [],
  );
