import { everyCase, NotFound, readSearchQuery, type Scope } from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../as-key';
import { type Page, type PageRequest, pageOf, readCursor, readLimit } from './page';
import { Parameters } from './parameters';
import type { ProviderDetails, ProviderRecord, ProviderSummary } from './provider';
import { checkSearchText } from './search-text';
import { findMeantWords, wordsToGoBy } from './similar-words';
import type { SiteSummary, Source } from './site';
import { fromSites, type SummaryRow, sourceColumns, summaryColumns, toSummary } from './site-rows';
import { wordsQuery } from './words-query';

export interface ProviderSearch extends PageRequest {
  /** Beginnings of words of the name, brand, id, company number or headquarters code: all of them. */
  q?: string;
  /** Of which group, as CQC writes it. */
  brand?: string;
}

/** One page of providers by name. */
export interface FoundProviders extends Page<ProviderSummary> {
  /** Whether none has the words as they were typed, and these have similar ones. */
  similar: boolean;
}

type RecordRow = Omit<ProviderRecord, 'source'> & { [K in keyof Source]: Source[K] | null };
type SummaryWithName = ProviderSummary & { sortName: string };

/** Reads the providers of the register. */
@Injectable()
export class ProvidersService {
  constructor(private readonly db: Database) {}

  /**
   * Providers by name. Only when none has the words as they were typed, those with similar words.
   * @throws BadInput for a limit, cursor or search that cannot be understood
   */
  async search(search: ProviderSearch = {}): Promise<FoundProviders> {
    const limit = readLimit(search.limit);
    const { words } = readSearchQuery(checkSearchText(search.q ?? ''));
    const [how, sortName = '', id = ''] =
      search.cursor === undefined ? [] : readCursor(search.cursor, 3);
    const after = how === undefined ? null : { sortName, id };
    let similar = how === 'similar';
    let rows = similar ? [] : await this.read(wordsQuery(words), search.brand, after, limit);
    if (rows.length === 0 && words.length > 0 && how !== 'exact') {
      const meant = await findMeantWords(this.db, words);
      similar = true;
      const known = wordsToGoBy(words, meant);
      if (known.length > 0)
        rows = await this.read(wordsQuery(known, meant.similar), search.brand, after, limit);
    }
    const page = pageOf(rows, limit, (row) => [
      similar ? 'similar' : 'exact',
      row.sortName,
      row.providerId,
    ]);
    return {
      items: page.items.map(({ sortName: _, ...provider }) => provider),
      nextCursor: page.nextCursor,
      similar: similar && rows.length > 0,
    };
  }

  private read(
    query: string,
    brand: string | undefined,
    after: { sortName: string; id: string } | null,
    limit: number,
  ): Promise<SummaryWithName[]> {
    const parameters = new Parameters();
    const conditions = [
      query && `p.words @@ ${parameters.add(query)}::tsquery`,
      brand !== undefined && `p.brand = ${parameters.add(brand)}`,
      after &&
        `(lower(p.name) COLLATE "C", p.provider_id) >
         (${parameters.add(after.sortName)}, ${parameters.add(after.id)})`,
    ].filter(Boolean);
    return this.db.query<SummaryWithName>(
      `SELECT p.provider_id AS "providerId", p.name, p.brand, lower(p.name) AS "sortName",
              (SELECT count(*)::int FROM site s WHERE s.provider_id = p.provider_id) AS sites
         FROM (SELECT * FROM provider p
                ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
                ORDER BY lower(p.name) COLLATE "C", p.provider_id
                LIMIT ${parameters.add(limit + 1)}) p
        ORDER BY lower(p.name) COLLATE "C", p.provider_id`,
      parameters.values,
    );
  }

  /**
   * What the register holds of a provider itself.
   * @throws NotFound when it has neither the provider nor a site of it
   */
  async record(providerId: string): Promise<ProviderRecord> {
    const [row] = await this.db.query<RecordRow>(
      `SELECT k.id AS "providerId", p.name, p.brand, p.ods_code AS "odsCode",
              p.companies_house AS "companiesHouse", p.phone, p.website, p.address, p.town,
              p.postcode, p.local_authority AS "localAuthority",
              p.registration_status AS "registrationStatus", p.registered_on AS "registeredOn",
              p.deregistered_on AS "deregisteredOn", ${sourceColumns}
         FROM (SELECT $1::text AS id) k
         LEFT JOIN provider p ON p.provider_id = k.id
         LEFT JOIN import_run r ON r.id = p.import_id
        WHERE p.provider_id IS NOT NULL OR EXISTS (SELECT FROM site WHERE provider_id = k.id)`,
      [asKey(providerId)],
    );
    if (!row)
      throw new NotFound('no-such-provider', 'No provider with this ID is in the register.');
    const { importId, kind, fileName, importedAt, ...provider } = row;
    const source = importId === null ? null : ({ importId, kind, fileName, importedAt } as Source);
    return { ...provider, source };
  }

  /**
   * @param scope cases of others are left out
   * @throws NotFound when the register has neither the provider nor a site of it
   */
  async get(providerId: string, scope: Scope = everyCase): Promise<ProviderDetails> {
    const provider = await this.record(providerId);
    const values: unknown[] = [provider.providerId];
    const sites = await this.db.query<SummaryRow>(
      `SELECT ${summaryColumns} ${fromSites(scope, values)} WHERE s.provider_id = $1
        ORDER BY lower(s.name) COLLATE "C", s.location_id`,
      values,
    );
    return { ...provider, sites: sites.map((row): SiteSummary => toSummary(row)) };
  }
}
