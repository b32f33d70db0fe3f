import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { londonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { jsonOf, ServiceFailed } from './asking/ask';
import { expectShape } from './expect-shape';
import type { Download, LiveService, Reading } from './live-service';

export interface OdsSettings {
  /** `https://api.service.nhs.uk/organisation-data-terminology-api/fhir`, no slash at its end. */
  url: string;
  key: string;
}

/** Primary roles of social care in the directory: a site, and a headquarters. */
const roles = ['RO101', 'RO104'];
const pageSize = 100;
/** 60,000 organisations. */
const mostPages = 600;

const bundle = z.object({
  resourceType: z.literal('Bundle'),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).optional(),
  entry: z.array(z.unknown()).optional(),
});

interface OdsCursor {
  /** All that the directory changed before this London day is in the register. */
  changedBefore?: string;
  /** The reading under way: the pages still to come, and the day it will have reached. */
  next?: { urls: string[]; until: string; pages: number };
}

/**
 * The ODS directory's FHIR API (R4). The first reading takes all organisations with a social care
 * role, each later one those changed since. Pages are kept as they come.
 */
export class OdsFhir implements LiveService {
  readonly name = 'ods';
  readonly title = 'the ODS directory';

  constructor(private readonly settings: OdsSettings) {}

  async read(reading: Reading): Promise<{ download: Download | null; cursor: OdsCursor }> {
    const { store } = reading;
    const cursor = (await store.cursor()) as OdsCursor;
    let next = cursor.next ?? this.firstPages(cursor, dayOf(reading.startedAt));
    while (next.urls.length > 0) {
      next = await this.takePage(reading, next);
      await store.remember({ ...cursor, next });
    }
    const after: OdsCursor = { changedBefore: next.until };
    if (!(await store.hasDocuments())) return { download: null, cursor: after };
    const download: Download = {
      kind: 'ods',
      fileName: `ODS directory ${next.until}`,
      asOf: next.until,
      async write(folder) {
        for await (const { name, content } of store.documents())
          await writeFile(join(folder, `${name}.json`), content);
        return folder;
      },
    };
    return { download, cursor: after };
  }

  private firstPages({ changedBefore }: OdsCursor, until: string): NonNullable<OdsCursor['next']> {
    const urls = roles.map((role) => {
      const search = new URLSearchParams({ roleCode: role, _count: `${pageSize}` });
      // A day is read twice rather than missed: the directory dates changes by the day.
      if (changedBefore) search.set('lastChangeDate', `ge${changedBefore}`);
      return `${this.settings.url}/Organization?${search}`;
    });
    return { urls, until, pages: 0 };
  }

  private async takePage(
    { ask, store }: Reading,
    { urls, until, pages }: NonNullable<OdsCursor['next']>,
  ): Promise<NonNullable<OdsCursor['next']>> {
    const [url = '', ...later] = urls;
    if (pages >= mostPages) throw new ServiceFailed(`it has over ${mostPages} pages`);
    const answer = await ask({
      url,
      headers: { apikey: this.settings.key, Accept: 'application/fhir+json' },
    });
    const page = expectShape(bundle, jsonOf(answer), 'a page of organisations');
    const number = pages + 1;
    if (page.entry?.length)
      await store.keep(`page-${String(number).padStart(4, '0')}`, answer.body.toString('utf8'));
    const link = page.link?.find((found) => found.relation === 'next')?.url;
    const following = link === undefined ? [] : [this.withinService(link, url)];
    return { urls: [...following, ...later], until, pages: number };
  }

  /** Our key goes to no other host, and a page that names itself as the next ends the reading. */
  private withinService(link: string, current: string): string {
    const url = new URL(link, current);
    if (url.host !== new URL(this.settings.url).host)
      throw new ServiceFailed(`its next page lies at another address (${url.host})`);
    if (url.href === new URL(current).href) throw new ServiceFailed('its pages repeat');
    return url.href;
  }
}

function dayOf(instant: string): string {
  return londonDay(Temporal.Instant.from(instant)).toString();
}
