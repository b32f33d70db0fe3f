import { readSearchQuery } from '@app/domain';
import { Database } from '@app/platform';
import { wordsQuery } from '@app/providers';
import { Injectable } from '@nestjs/common';
import { type Asker, type CaseAsk, filterOfAsk } from './case-ask';
import type { CaseFilter } from './case-filter';
import { UsualPace } from './pace/usual-pace.service';

/**
 * Sites found by words up to so many are looked up first. Of rare words the database expects more than
 * there are, and would read every case in order of the list until a page is full.
 */
const fewSites = 1000;

/** Makes filters of what an address asks for: pages, their JSON, files and bulk work share it. */
@Injectable()
export class CaseFilters {
  constructor(
    private readonly db: Database,
    private readonly pace: UsualPace,
  ) {}

  /** The usual pace is asked only when the list is narrowed to what is slow. */
  async of(ask: CaseAsk, asker: Asker): Promise<CaseFilter> {
    const filter = filterOfAsk(ask, asker, ask.slow ? await this.pace.limits() : []);
    const found = await this.sitesOf(ask.q ?? '');
    return found ? { ...filter, locationIds: found } : filter;
  }

  /** The sites with these words; null when there are too many to name, or no words. */
  private async sitesOf(q: string): Promise<string[] | null> {
    const { words } = readSearchQuery(q);
    if (words.length === 0) return null;
    const rows = await this.db.query<{ id: string }>(
      `SELECT location_id AS id FROM site WHERE words @@ $1::tsquery LIMIT ${fewSites + 1}`,
      [wordsQuery(words)],
      'sites-with-words',
    );
    return rows.length > fewSites ? null : rows.map(({ id }) => id);
  }
}
