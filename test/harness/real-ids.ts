import { factTypes } from '@app/domain';
import { letterKindNames } from '@app/letters';
import type { Sql } from '@app/platform';

/**
 * Where the values of the places in addresses come from. The first row that fits a path and one of
 * its places counts; a place that none fits is looked up by `byName`.
 */
const sources: readonly (readonly [
  path: RegExp,
  place: string,
  from: string | readonly string[],
])[] = [
  [/./, 'locationId', 'SELECT location_id FROM site'],
  [/./, 'providerId', 'SELECT provider_id FROM provider'],
  [/providers\/:id/, 'id', 'SELECT provider_id FROM provider'],
  [/cases\/:id/, 'id', 'SELECT id FROM application_case'],
  [/(?:letters|mail-tray)\/:id/, 'id', 'SELECT id FROM letter'],
  [/(?:messages|inbox)\/:id/, 'id', 'SELECT id FROM inbound_message'],
  [/jobs\/:id/, 'id', 'SELECT id FROM import_job'],
  [/imports\/:id/, 'id', 'SELECT id FROM import_run'],
  [/corrections\/:id/, 'id', 'SELECT id FROM site_correction'],
  [/(?:home-links|duplicates)\/:id/, 'id', 'SELECT id FROM home_link'],
  [/quarantine\/:id/, 'id', 'SELECT id FROM quarantined_row'],
  [/answers\/:id/, 'id', 'SELECT id FROM answer'],
  [/(?:policies|versions)\/:number/, 'number', 'SELECT number FROM policy_version'],
  [/wordings\/:kind|write\/:kind/, 'kind', letterKindNames],
  [/write\/:kind/, 'kind', ['ask', ...letterKindNames]],
  [/record\/:type/, 'type', Object.keys(factTypes)],
  [/./, 'ref', 'SELECT ref FROM case_person'],
  [/./, 'seq', ['1', '2']],
  [/jobs\/:id\/:step/, 'step', ['accept', 'cancel', 'restart', 'remove']],
  [/not-written-to\/:key/, 'key', "SELECT encode(address_key, 'hex') FROM correspondent"],
  [/people\/:key/, 'key', ['p1', 'p2', 'n1']],
  [/correct\/:field/, 'field', ['phone', 'name', 'ods_code', 'postcode']],
];

const nobody = '3f0f2f3e-0000-4000-8000-000000000000';

/** Values for the places of an address, of what the database holds at this moment. */
export class RealIds {
  private readonly found = new Map<string, readonly string[]>();

  /** @param known values by place that no table tells, such as the tokens of links */
  constructor(
    private readonly sql: Sql,
    private readonly known: (path: string, place: string) => readonly string[] | undefined = () =>
      undefined,
  ) {}

  /** Every place of the path with the values it may take; at least one each. */
  async of(path: string): Promise<Record<string, readonly string[]>> {
    const places: Record<string, readonly string[]> = {};
    for (const [, place = ''] of path.matchAll(/:(\w+)/g))
      places[place] = await this.valuesOf(path, place);
    return places;
  }

  /** The addresses of a route: each place takes its values in turn, as often as asked. */
  async addresses(path: string, most = 1): Promise<string[]> {
    const places = await this.of(path);
    const turns = Math.min(most, Math.max(1, ...Object.values(places).map((v) => v.length)));
    return Array.from({ length: turns }, (_, turn) =>
      path.replace(/:(\w+)/g, (_all, place: string) => {
        const values = places[place] ?? [nobody];
        return encodeURIComponent(values[turn % values.length] ?? nobody);
      }),
    );
  }

  private async valuesOf(path: string, place: string): Promise<readonly string[]> {
    const known = this.known(path, place);
    if (known) return known;
    const [, , from] = sources.find(([fits, of]) => of === place && fits.test(path)) ?? [];
    if (from !== undefined && typeof from !== 'string') return from;
    const values = await this.read(from ?? (await this.byName(path, place)));
    return values.length > 0 ? values : [nobody];
  }

  /** The id of the table called after what stands before the place: `officers/:id` is an officer's. */
  private async byName(path: string, place: string): Promise<string | null> {
    const before = path.split('/').at(path.split('/').indexOf(`:${place}`) - 1) ?? '';
    const word = before.replaceAll('-', '_').replace(/s$/, '');
    const [table] = await this.sql.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'id'
          AND (table_name = $1 OR table_name LIKE '%\\_' || $1 OR table_name LIKE $1 || '\\_%')
        ORDER BY table_name <> $1, table_name LIMIT 1`,
      [word],
    );
    return table ? `SELECT id FROM "${table.name}"` : null;
  }

  private async read(query: string | null): Promise<readonly string[]> {
    if (query === null) return [];
    const before = this.found.get(query);
    if (before) return before;
    const rows = await this.sql.query<{ value: string }>(
      `SELECT value::text FROM (${query}) AS source (value) WHERE value IS NOT NULL
        ORDER BY 1 LIMIT 1000`,
    );
    const values = rows.map(({ value }) => value);
    this.found.set(query, values);
    return values;
  }
}
