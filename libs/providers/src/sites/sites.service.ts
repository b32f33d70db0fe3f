import { NotFound } from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../as-key';
import { type Page, type PageRequest, pageOf, readCursor, readLimit } from './page';
import { searchPatterns } from './search-words';
import type { SiteDetails, SiteSummary } from './site';
import {
  type DetailsRow,
  detailColumns,
  fromSites,
  type SummaryRow,
  summaryColumns,
  toDetails,
  toSummary,
} from './site-rows';

export interface SiteSearch extends PageRequest {
  /** Words of the name, postcode, town, provider or ids; all must be found. */
  q?: string;
  careHome?: boolean;
  inScope?: boolean;
  /** As CQC writes it. */
  localAuthority?: string;
}

/** Reads the sites of the register. */
@Injectable()
export class SitesService {
  constructor(private readonly db: Database) {}

  /**
   * Sites by name, capitals before small letters.
   * @throws BadInput for a limit, cursor or search that cannot be understood
   */
  async search(search: SiteSearch = {}): Promise<Page<SiteSummary>> {
    const limit = readLimit(search.limit);
    const after = search.cursor === undefined ? null : readCursor(search.cursor);
    const values: unknown[] = [];
    const conditions: string[] = [];
    const where = (condition: (value: string) => string, value: unknown) => {
      if (value === undefined) return;
      values.push(value);
      conditions.push(condition(`$${values.length}`));
    };
    where(
      (v) => `s.search LIKE ALL (${v}::text[])`,
      search.q === undefined ? undefined : searchPatterns(search.q),
    );
    where((v) => `s.care_home = ${v}`, search.careHome);
    where((v) => `s.in_scope = ${v}`, search.inScope);
    where((v) => `s.local_authority = ${v}`, search.localAuthority && asKey(search.localAuthority));
    if (after) {
      values.push(...after);
      const [name, id] = [`$${values.length - 1}`, `$${values.length}`];
      conditions.push(`(s.name COLLATE "C", s.location_id) > (${name}, ${id})`);
    }
    values.push(limit + 1);
    const rows = await this.db.query<SummaryRow>(
      `SELECT ${summaryColumns} ${fromSites}
        ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY s.name COLLATE "C", s.location_id
        LIMIT $${values.length}`,
      values,
    );
    return pageOf(rows.map(toSummary), limit, (site) => [site.name, site.locationId]);
  }

  /** @throws NotFound when the register has no such site */
  async get(locationId: string): Promise<SiteDetails> {
    const [row] = await this.db.query<DetailsRow>(
      `SELECT ${detailColumns} ${fromSites} JOIN import_run r ON r.id = s.import_id
        WHERE s.location_id = $1`,
      [asKey(locationId)],
      'site',
    );
    if (row) return toDetails(row);
    throw new NotFound('no-such-site', 'No site with this location ID is in the register.');
  }
}
