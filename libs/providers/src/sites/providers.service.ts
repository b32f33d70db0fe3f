import { NotFound } from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../as-key';
import { type Page, type PageRequest, pageOf, readCursor, readLimit } from './page';
import { searchPatterns } from './search-words';
import type { SiteSummary, Source } from './site';
import { fromSites, type SummaryRow, sourceColumns, summaryColumns, toSummary } from './site-rows';

/** One provider as lists show it. */
export interface ProviderSummary {
  providerId: string;
  name: string;
  /** The group it trades under. */
  brand: string | null;
  /** How many sites the register holds of it. */
  sites: number;
}

/** All that the register holds of one provider. */
export interface ProviderDetails extends Omit<ProviderSummary, 'sites'> {
  /** By name. */
  sites: SiteSummary[];
  source: Source;
}

export interface ProviderSearch extends PageRequest {
  /** Words of the name, brand or id; all must be found. */
  q?: string;
}

interface ProviderRow extends Source {
  providerId: string;
  name: string;
  brand: string | null;
}

/** Reads the providers of the register. */
@Injectable()
export class ProvidersService {
  constructor(private readonly db: Database) {}

  /**
   * Providers by name, capitals before small letters.
   * @throws BadInput for a limit, cursor or search that cannot be understood
   */
  async search(search: ProviderSearch = {}): Promise<Page<ProviderSummary>> {
    const limit = readLimit(search.limit);
    const [name, id] = search.cursor === undefined ? [null, null] : readCursor(search.cursor);
    const rows = await this.db.query<ProviderSummary>(
      `SELECT p.provider_id AS "providerId", p.name, p.brand,
              (SELECT count(*)::int FROM site s WHERE s.provider_id = p.provider_id) AS sites
         FROM provider p
        WHERE lower(concat_ws(' ', p.name, p.brand, p.provider_id)) LIKE ALL ($1::text[])
          AND ($2::text IS NULL OR (p.name COLLATE "C", p.provider_id) > ($2, $3))
        ORDER BY p.name COLLATE "C", p.provider_id
        LIMIT $4`,
      [searchPatterns(search.q ?? ''), name, id, limit + 1],
    );
    return pageOf(rows, limit, (provider) => [provider.name, provider.providerId]);
  }

  /** @throws NotFound when the register has no such provider */
  async get(providerId: string): Promise<ProviderDetails> {
    const [found] = await this.db.query<ProviderRow>(
      `SELECT p.provider_id AS "providerId", p.name, p.brand, ${sourceColumns}
         FROM provider p JOIN import_run r ON r.id = p.import_id WHERE p.provider_id = $1`,
      [asKey(providerId)],
    );
    if (!found)
      throw new NotFound('no-such-provider', 'No provider with this ID is in the register.');
    const { importId, kind, fileName, importedAt, ...provider } = found;
    const sites = await this.db.query<SummaryRow>(
      `SELECT ${summaryColumns} ${fromSites} WHERE s.provider_id = $1
        ORDER BY s.name COLLATE "C", s.location_id`,
      [provider.providerId],
    );
    return {
      ...provider,
      sites: sites.map(toSummary),
      source: { importId, kind, fileName, importedAt },
    };
  }
}
