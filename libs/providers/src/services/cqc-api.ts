import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { londonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { jsonOf, ServiceFailed } from './asking/ask';
import { expectShape } from './expect-shape';
import type { Download, LiveService, Reading } from './live-service';

export interface CqcSettings {
  /** `https://api.service.cqc.org.uk/public/v1`, no slash at its end. */
  url: string;
  /** The subscription key of the association. */
  key: string;
  /** Local authorities as CQC writes them: their locations are ours. May be empty. */
  areas: readonly string[];
  /** Which of these location ids the register holds. */
  known(locationIds: readonly string[]): Promise<ReadonlySet<string>>;
}

const pageSize = 1000;
/** CQC has under 100 pages of all it ever registered. */
const mostPages = 500;

const paging = { nextPageUri: z.string().nullish(), totalPages: z.number().optional() };
const listing = z.object({ ...paging, locations: z.array(z.object({ locationId: z.string() })) });
const changes = z.object({ ...paging, changes: z.array(z.string()) });
const location = z.object({
  locationId: z.string(),
  providerId: z.string(),
  name: z.string(),
  registrationStatus: z.string(),
  localAuthority: z.string().optional(),
});
const provider = z.object({ providerId: z.string(), name: z.string() });

/** Where a reading stands. */
interface CqcCursor {
  /** All that changed before this instant is in the register. */
  changesUntil?: string;
  /** The reading under way: the ids of all that changed before this instant are noted. */
  planned?: string;
}

/**
 * The CQC public API. The first reading takes every location of our areas, each later one those that
 * changed since, with their providers. Each answer is kept as it comes, so a reading that breaks off
 * goes on where it stopped.
 */
export class CqcApi implements LiveService {
  readonly name = 'cqc';
  readonly title = 'the CQC register';

  constructor(private readonly settings: CqcSettings) {}

  async read(reading: Reading): Promise<{ download: Download | null; cursor: CqcCursor }> {
    const { store } = reading;
    let cursor = (await store.cursor()) as CqcCursor;
    if (!cursor.planned) {
      await this.plan(reading, cursor);
      cursor = { ...cursor, planned: reading.startedAt };
      await store.remember(cursor);
    }
    for (;;) {
      const [name] = await store.wanted(1);
      if (name === undefined) break;
      await this.fetch(reading, name);
    }
    const after: CqcCursor = { changesUntil: cursor.planned ?? reading.startedAt };
    if (!(await store.hasDocuments())) return { download: null, cursor: after };
    const until = Temporal.Instant.from(after.changesUntil ?? reading.startedAt);
    const day = londonDay(until).toString();
    const download: Download = {
      kind: 'cqc',
      fileName: `CQC API ${day}`,
      asOf: day,
      write: (folder) => this.write(reading, folder),
    };
    return { download, cursor: after };
  }

  /** Notes the ids of what is to be fetched. Broken off, it is begun again: it is a few pages. */
  private async plan(reading: Reading, { changesUntil }: CqcCursor): Promise<void> {
    const ids: string[] = [];
    if (changesUntil) {
      const query = { startTimestamp: changesUntil, endTimestamp: reading.startedAt };
      for await (const page of this.pages(reading, '/changes/location', query, changes))
        ids.push(...page.changes);
    } else {
      for (const localAuthority of this.settings.areas)
        for await (const page of this.pages(reading, '/locations', { localAuthority }, listing))
          ids.push(...page.locations.map((found) => found.locationId));
    }
    await reading.store.want(ids.map((id) => `locations/${id}`));
  }

  private async *pages<T extends z.infer<typeof listing> | z.infer<typeof changes>>(
    reading: Reading,
    path: string,
    query: Record<string, string>,
    schema: z.ZodType<T>,
  ): AsyncGenerator<T> {
    for (let page = 1; page <= mostPages; page++) {
      const search = new URLSearchParams({ ...query, page: `${page}`, perPage: `${pageSize}` });
      const content = jsonOf(await this.get(reading, `${path}?${search}`));
      const found = expectShape(schema, content, `a page of ${path}`);
      yield found;
      // The pages are numbered here, so that one which points to itself cannot hold us.
      if (!found.nextPageUri || page >= (found.totalPages ?? mostPages)) return;
    }
    throw new ServiceFailed(`${path} has over ${mostPages} pages`);
  }

  private async fetch(reading: Reading, name: string): Promise<void> {
    const answer = await this.get(reading, `/${name}`).catch((error: unknown) => {
      // Noted as changed, and gone since: nothing to say of it.
      if (error instanceof ServiceFailed && error.message.includes('(404)')) return null;
      throw error;
    });
    if (!answer) return reading.store.keep(name, null);
    const content = jsonOf(answer);
    if (name.startsWith('providers/')) {
      expectShape(provider, content, 'a provider');
    } else {
      const found = expectShape(location, content, 'a location');
      if (!(await this.isOurs(found))) return reading.store.keep(name, null);
      await reading.store.want([`providers/${found.providerId}`]);
    }
    await reading.store.keep(name, answer.body.toString('utf8'));
  }

  private async isOurs(found: z.infer<typeof location>): Promise<boolean> {
    if (found.localAuthority && this.settings.areas.includes(found.localAuthority)) return true;
    return (await this.settings.known([found.locationId])).has(found.locationId);
  }

  private get(reading: Reading, path: string) {
    return reading.ask({
      url: `${this.settings.url}${path}`,
      headers: { 'Ocp-Apim-Subscription-Key': this.settings.key, Accept: 'application/json' },
    });
  }

  private async write({ store }: Reading, folder: string): Promise<string> {
    for (const part of ['locations', 'providers']) await mkdir(join(folder, part));
    for await (const { name, content } of store.documents())
      await writeFile(join(folder, `${name.replace(/[^\w/-]/g, '_')}.json`), content);
    return folder;
  }
}
