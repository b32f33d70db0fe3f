import { everyCase, NotFound, readSearchQuery, type Scope } from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../as-key';
import { type Page, type PageRequest, pageOf, readLimit } from './page';
import { Parameters } from './parameters';
import { checkSearchText } from './search-text';
import {
  exactTiers,
  isSimilar,
  type Place,
  readPlace,
  similarTiers,
  type Tier,
} from './search-tiers';
import { findMeantWords, wordsToGoBy } from './similar-words';
import type { SiteDetails, SiteSummary } from './site';
import { conditionsOf, type SiteFilter, statusCondition } from './site-filter';
import {
  type DetailsRow,
  besideSites,
  detailColumns,
  fromSites,
  type SummaryRow,
  summaryColumns,
  toDetails,
  toSummary,
} from './site-rows';

export interface SiteSearch extends PageRequest, SiteFilter {
  /** Whose cases are shown and counted; everybody's unless given. */
  scope?: Scope;
  /** Beginnings of words of the name, town, postcode, provider, brand, phone or codes: all of them. */
  q?: string;
}

/** One page of what a search finds, best first. */
export interface FoundSites extends Page<SiteSummary> {
  /** Whether nothing has the words as they were typed, and these sites have similar ones. */
  similar: boolean;
  /** Typed words that the register has nothing like, and were left out. */
  leftOut: string[];
}

type FoundRow = SummaryRow & { sortName: string; tier: string };

/** Reads the sites of the register. */
@Injectable()
export class SitesService {
  constructor(private readonly db: Database) {}

  /**
   * Sites that fit best first, each kind of fit by name: with exactly this location id or ODS code,
   * with the words in their name, with the words anywhere. Only when there is none of these, sites
   * with similar words.
   * @throws BadInput for a limit, cursor or search that cannot be understood
   */
  async search(search: SiteSearch = {}): Promise<FoundSites> {
    const limit = readLimit(search.limit);
    const query = readSearchQuery(checkSearchText(search.q ?? ''));
    const after = search.cursor === undefined ? null : readPlace(search.cursor);
    const rows = isSimilar(after) ? [] : await this.fill(search, exactTiers(query), after, limit);
    let leftOut: string[] = [];
    if (rows.length === 0 && query.words.length > 0 && (!after || isSimilar(after))) {
      const meant = await findMeantWords(this.db, query.words);
      const words = wordsToGoBy(query.words, meant);
      leftOut = [...meant.unknown];
      const tiers = similarTiers(words, meant.similar);
      rows.push(...(await this.fill(search, tiers, after, limit)));
    }
    const page = pageOf(rows, limit, (row) => [row.tier, row.sortName, row.locationId]);
    return {
      items: page.items.map(({ sortName: _, tier: __, ...row }) => toSummary(row)),
      nextCursor: page.nextCursor,
      similar: isSimilar(rows[0]),
      leftOut: rows.length > 0 ? leftOut : [],
    };
  }

  /** One row more than fits a page, from these tiers, each beginning where the one before ends. */
  private async fill(
    filter: SiteSearch,
    tiers: readonly Tier[],
    after: Place | null,
    limit: number,
  ): Promise<FoundRow[]> {
    const start = Math.max(
      0,
      tiers.findIndex(({ tier }) => tier === after?.tier),
    );
    const rows: FoundRow[] = [];
    for (const tier of tiers.slice(start)) {
      const from = tier.tier === after?.tier ? after : null;
      rows.push(...(await this.read(filter, tier, from, limit + 1 - rows.length)));
      if (rows.length > limit) break;
    }
    return rows;
  }

  private async read(
    filter: SiteSearch,
    { tier, condition }: Tier,
    after: Place | null,
    limit: number,
  ): Promise<FoundRow[]> {
    const parameters = new Parameters();
    const { scope = everyCase } = filter;
    const status = tier === 'code' && !filter.status ? null : statusCondition(filter.status);
    const place =
      after &&
      `(lower(s.name) COLLATE "C", s.location_id) >
       (${parameters.add(after.sortName)}, ${parameters.add(after.locationId)})`;
    const conditions = [
      condition(parameters),
      ...conditionsOf(filter, scope, parameters),
      status,
      place,
    ].filter(Boolean);
    return this.db.query<FoundRow>(
      `SELECT ${summaryColumns}, lower(s.name) AS "sortName", '${tier}' AS tier
         FROM (SELECT s.location_id FROM site s
                ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
                ORDER BY lower(s.name) COLLATE "C", s.location_id
                LIMIT ${parameters.add(limit)}) page
         JOIN site s USING (location_id)
         ${besideSites(scope, parameters.values)}
        ORDER BY lower(s.name) COLLATE "C", s.location_id`,
      parameters.values,
    );
  }

  /**
   * @param scope a case of others is left out
   * @throws NotFound when the register has no such site
   */
  async get(locationId: string, scope: Scope = everyCase): Promise<SiteDetails> {
    const values: unknown[] = [asKey(locationId)];
    const [row] = await this.db.query<DetailsRow>(
      `SELECT ${detailColumns} ${fromSites(scope, values)} JOIN import_run r ON r.id = s.import_id
        WHERE s.location_id = $1`,
      values,
    );
    if (row) return toDetails(row);
    throw new NotFound('no-such-site', 'No site with this location ID is in the register.');
  }

  /** How many sites of the register a provider has; counting stops at so many. */
  async countOfProvider(providerId: string, upTo: number): Promise<number> {
    const [row] = await this.db.query<{ sites: number }>(
      `SELECT count(*)::int AS sites
         FROM (SELECT FROM site WHERE provider_id = $1 LIMIT $2) found`,
      [providerId, upTo],
      'sites-of-provider',
    );
    return row?.sites ?? 0;
  }
}
