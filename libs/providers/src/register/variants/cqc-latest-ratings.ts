import { checkPostcode } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import { CqcIds, siteOdsCode } from '../reading/cqc-ids';
import {
  type ColumnSpec,
  type FoundColumns,
  findColumns,
  hasColumns,
} from '../reading/find-columns';
import type { ReadNotes } from '../reading/read-notes';
import { RowReading } from '../reading/row-reading';
import { ToldProviders } from '../reading/told-providers';
import { usualNames } from '../reading/usual-names';
import type { TableRow, TableVariant } from '../reading/variant';
import { areaName } from '../values/area-name';
import { alone } from '../values/alone';
import { brandName } from '../values/brand-name';
import { readRating } from '../values/read-rating';
import { readCqcPage } from '../values/read-website';
import { regionName } from '../values/region-name';
import { type Headline, RatedSite, type SteadyPart } from './rated-site';

const columns = {
  location_id: ['Location ID'],
  ods_code: ['Location ODS Code'],
  name: ['Location Name'],
  care_home: ['Care Home?'],
  location_type: ['Location Type', 'Location Type/Sector'],
  category: ['Location Primary Inspection Category'],
  address: ['Location Street Address'],
  line_2: ['Location Address Line 2'],
  town: ['Location City'],
  postcode: ['Location Post Code', 'Location Postal Code'],
  local_authority: ['Location Local Authority'],
  region: ['Location Region'],
  cqc_url: ['URL'],
  provider_id: ['Provider ID'],
  provider_name: ['Provider Name'],
  brand: ['Brand Name'],
  group: ['Service / Population Group'],
  domain: ['Domain'],
  rating: ['Latest Rating'],
  rated_on: ['Publication Date'],
} as const satisfies ColumnSpec<string>;

type Column = keyof typeof columns;

const needs = [
  columns.location_id,
  columns.name,
  columns.care_home,
  columns.location_type,
  columns.provider_id,
  columns.provider_name,
  columns.group,
  columns.domain,
  columns.rating,
  columns.rated_on,
];

/** Columns that differ between the rows of a location; it fills all others alike, or leaves blanks. */
const ofRatings: readonly Column[] = ['group', 'domain', 'rating', 'rated_on'];
const steadyColumns = (Object.keys(columns) as Column[]).filter((c) => !ofRatings.includes(c));

/**
 * CQC's “Latest ratings”: a row for each rating of each service of a location. The rating of the
 * location as a whole is where service group and domain are both `Overall`. It lists active
 * locations alone, so whatever stands in it is registered. Its days are month/day/year.
 */
export const cqcLatestRatings: TableVariant = {
  name: 'cqc-latest-ratings',
  kind: 'cqc',
  title: 'CQC “Latest ratings” file',
  speaks: {
    provider: ['name', 'brand'],
    site: [
      'provider_id',
      'name',
      'ods_code',
      'care_home',
      'location_type',
      'category',
      'address',
      'town',
      'postcode',
      'local_authority',
      'region',
      'registration_status',
      'rating',
      'rated_on',
      'cqc_url',
    ],
  },
  names: {
    site: usualNames('site', columns),
    provider: { name: columns.provider_name[0], brand: columns.brand[0] },
  },
  needs: needs.map(([name]) => name),
  recognise: (header) => hasColumns(header, needs),
  async *read({ header, rows, notes }) {
    const reader = new RatingsReader(findColumns(header, columns), notes);
    for await (const batch of rows) {
      for (const row of batch) reader.take(row);
      yield reader.arrivals();
    }
    yield reader.rest();
  },
};

/**
 * Makes one arrival of the rows of a location that follow one another and agree, so memory does not
 * grow with the file but for the ids seen.
 */
class RatingsReader {
  private readonly ids = new CqcIds();
  private readonly providers = new ToldProviders();
  /** Locations whose overall rating has not come, and the first row of each. */
  private readonly unrated = new Map<string, number>();
  private current: RatedSite | null = null;
  private ready: Arrival[] = [];
  /** What was found in the last row: most rows repeat the one before them but for the rating. */
  private before: { values: readonly string[]; part: SteadyPart } | null = null;

  constructor(
    private readonly columns: FoundColumns<Column>,
    private readonly notes: ReadNotes,
  ) {}

  take(line: TableRow): void {
    if (line.values.every((value) => value.trim() === '')) return;
    this.notes.countRow();
    const row = new RowReading(this.columns, line, this.notes, ['-']);
    const part = this.steadyPart(row);
    const headline = part && headlineRating(row);
    if (!part || !row.usable) return;
    if (this.current?.part.locationId === part.locationId)
      if (this.current.takeIn(part, headline)) return;
    this.finish();
    this.current = new RatedSite(line.row, part, headline);
  }

  arrivals(): Arrival[] {
    return this.ready.splice(0);
  }

  rest(): Arrival[] {
    this.finish();
    for (const row of this.unrated.values())
      this.notes.note({
        row,
        column: this.columns.nameOf('rating'),
        code: 'no-overall-rating',
        message: 'No row gives this site’s overall rating; the one known before, if any, stays.',
      });
    return this.arrivals();
  }

  private steadyPart(row: RowReading<Column>): SteadyPart | null {
    const { values } = row.row;
    const { before } = this;
    const same = steadyColumns.every((c) => {
      const at = this.columns.at[c];
      return at === undefined || values[at] === before?.values[at];
    });
    if (before && same) return before.part;
    const part = readSteadyPart(row, this.ids);
    // What is wrong with a row is said of each row, so one with something wrong is read again.
    this.before = part && !row.remarked ? { values, part } : null;
    return part;
  }

  private finish(): void {
    const site = this.current;
    if (!site) return;
    this.current = null;
    const { locationId, providerId, isFirst, provider_name: name, brand } = site.part;
    if (site.headline.rating !== null) this.unrated.delete(locationId);
    else if (isFirst) this.unrated.set(alone(locationId), site.row);
    const provider = this.providers.tell(providerId, site.row, { name, brand });
    if (provider) this.ready.push(provider);
    this.ready.push(site.arrival());
  }
}

/** What a row says beside its rating; null when it was left out. */
function readSteadyPart(row: RowReading<Column>, ids: CqcIds): SteadyPart | null {
  const name = row.needed('name');
  const location_type = row.needed('location_type');
  const provider_name = row.needed('provider_name');
  const providerId = ids.provider(row);
  const locationId = ids.location(row, providerId);
  const care_home = row.usable ? row.yesOrNo('care_home') : null;
  if (providerId === null || locationId === null || !row.usable) return null;
  const category = row.text('category');
  const kind = {
    locationId,
    locationType: location_type,
    category: category ?? null,
    serviceTypes: null,
    careHome: care_home ?? null,
  };
  return {
    locationId,
    providerId,
    isFirst: ids.isFirst,
    name,
    provider_name,
    brand: row.value('brand', (text) => ({ value: brandName(text) })),
    care_home,
    location_type,
    category,
    ods_code: siteOdsCode(row, kind),
    address: row.text('address'),
    line_2: row.text('line_2'),
    town: row.text('town'),
    postcode: row.identifier('postcode', checkPostcode),
    local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
    region: row.value('region', (text) => ({ value: regionName(text) })),
    cqc_url: row.value('cqc_url', readCqcPage),
  };
}

/** The rating in a row when it is that of the location as a whole. */
function headlineRating(row: RowReading<Column>): Headline | null {
  const group = row.needed('group');
  const domain = row.needed('domain');
  const ratedOn = row.dayOfData('rated_on', 'month-first');
  const rating = row.value('rating', readRating);
  if (group !== 'Overall' || domain !== 'Overall') return null;
  // A rating whose day cannot be right is none that could be dated.
  return ratedOn === undefined ? { rating: undefined, ratedOn } : { rating, ratedOn };
}
