import { checkPostcode } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import { CqcIds } from '../reading/cqc-ids';
import type { ColumnSpec } from '../reading/find-columns';
import type { ReadNotes } from '../reading/read-notes';
import type { RowReading } from '../reading/row-reading';
import type { Document, DocumentVariant } from '../reading/variant';
import { alone } from '../values/alone';
import { apiLocationKeys } from './cqc-api-keys';
import { readApiLocation, spokenOfApiLocation } from './cqc-api-location';
import { apiProviderKeys, readApiProvider, spokenOfApiProvider } from './cqc-api-provider';
import { isJsonObject, type JsonObject, jsonRecord } from './cqc-api-record';

/** Keys of an entry in the API's lists of locations and providers. */
const listedKeys = {
  location_id: ['locationId'],
  provider_id: ['providerId'],
  location_name: ['locationName'],
  provider_name: ['providerName'],
  postcode: ['postalCode'],
} as const satisfies ColumnSpec<string>;

type ListedKey = keyof typeof listedKeys;

const has = (content: JsonObject, ...keys: string[]) =>
  keys.every((key) => typeof content[key] === 'string');

const isLocation = (content: JsonObject) =>
  has(content, 'locationId', 'name', 'registrationStatus');
const isProvider = (content: JsonObject) =>
  has(content, 'providerId', 'name', 'registrationStatus') && !('locationId' in content);
const isListed = (content: JsonObject) =>
  has(content, 'locationId', 'locationName') || has(content, 'providerId', 'providerName');

/**
 * Recorded answers of CQC's public API, one file or a folder or archive of them: records of
 * locations and of providers. A listing beside them adds only what none of them tells of. A key that
 * is absent from a record says that there is no value.
 */
export const cqcApi: DocumentVariant = {
  name: 'cqc-api',
  kind: 'cqc',
  title: 'records of CQC’s public API',
  speaks: { provider: spokenOfApiProvider, site: spokenOfApiLocation },
  partial: true,
  recognise: (content) => isJsonObject(content) && (isLocation(content) || isProvider(content)),
  read: ({ all, notes }) => readApi(all, notes),
};

/**
 * The API's listings alone, which give no more than id, name and postcode, and no date. Unless its
 * file's name has one, or a person gives it, a listing counts as the oldest of all files: it adds
 * locations that nothing else tells of and replaces nothing.
 */
export const cqcApiListing: DocumentVariant = {
  name: 'cqc-api-listing',
  kind: 'cqc',
  title: 'listing of CQC’s public API',
  speaks: { provider: ['name'], site: ['name', 'postcode'] },
  partial: true,
  recognise: (content) => isJsonObject(content) && isListed(content),
  read: ({ all, notes }) => {
    notes.sawDay(firstRegistrations);
    return readApi(all, notes);
  },
};

/** The day on which CQC's registrations under the Health and Social Care Act 2008 began. */
const firstRegistrations = '2010-04-01';

async function* readApi(
  all: AsyncIterable<Document>,
  notes: ReadNotes,
): AsyncGenerator<readonly Arrival[]> {
  const reader = new ApiReader(notes);
  for await (const document of all) {
    const arrivals = reader.take(document);
    if (arrivals.length > 0) yield arrivals;
  }
  yield* reader.listed();
}

/** An entry of a listing, until it is known whether a record tells more of it. */
interface Listed {
  place: number;
  id: string;
  content: JsonObject;
}

class ApiReader {
  private readonly ids = new CqcIds();
  private readonly seen = new Set<string>();
  private readonly waiting = new Map<string, Listed>();

  constructor(private readonly notes: ReadNotes) {}

  take({ content, place }: Document): readonly Arrival[] {
    if (!isJsonObject(content)) return [];
    if (isLocation(content)) return this.location(content, place);
    if (isProvider(content)) return this.provider(content, place);
    const id = String(content['locationId'] ?? content['providerId']);
    if (!this.seen.has(id)) this.waiting.set(alone(id), { place, id, content });
    return [];
  }

  *listed(): Generator<readonly Arrival[]> {
    for (const { place, id, content } of this.waiting.values()) {
      if (this.seen.has(id)) continue;
      this.notes.countRow();
      const { row } = jsonRecord(content, listedKeys, place, this.notes);
      const arrival = 'locationId' in content ? this.listedSite(row) : this.listedProvider(row);
      if (arrival) yield [arrival];
    }
  }

  private location(content: JsonObject, place: number): readonly Arrival[] {
    this.count(content['locationId']);
    const record = jsonRecord(content, apiLocationKeys, place, this.notes);
    const site = readApiLocation(record, this.ids);
    return site ? [site] : [];
  }

  private provider(content: JsonObject, place: number): readonly Arrival[] {
    this.count(content['providerId']);
    const { row } = jsonRecord(content, apiProviderKeys, place, this.notes);
    const provider = readApiProvider(row, this.ids);
    return provider ? [provider] : [];
  }

  /** A copy of a record that lies about in a folder is no other record. */
  private count(id: unknown): void {
    const text = String(id);
    if (!this.seen.has(text)) this.notes.countRow();
    this.seen.add(alone(text));
  }

  private listedSite(row: RowReading<ListedKey>): Arrival | null {
    const name = row.needed('location_name');
    const id = this.ids.locationAlone(row);
    if (id === null || !row.usable) return null;
    const values = { name, postcode: row.identifier('postcode', checkPostcode) };
    return { subject: 'site', row: row.row.row, key: { location_id: id }, values, mayCreate: true };
  }

  private listedProvider(row: RowReading<ListedKey>): Arrival | null {
    const name = row.needed('provider_name');
    const id = this.ids.provider(row);
    if (id === null || !row.usable) return null;
    return {
      subject: 'provider',
      row: row.row.row,
      key: { provider_id: id },
      values: { name },
      mayCreate: true,
    };
  }
}
