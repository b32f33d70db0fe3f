import { checkPostcode } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import { CqcIds, siteOdsCode } from '../reading/cqc-ids';
import { hasColumns } from '../reading/find-columns';
import { readRowByRow } from '../reading/read-row-by-row';
import type { RowReading } from '../reading/row-reading';
import { ToldProviders } from '../reading/told-providers';
import { usualNames } from '../reading/usual-names';
import type { TableVariant } from '../reading/variant';
import { areaName } from '../values/area-name';
import { brandName } from '../values/brand-name';
import { readCompanyNumber } from '../values/company-number';
import { managerName } from '../values/manager-name';
import { readAlias } from '../values/read-alias';
import { readPhone } from '../values/read-phone';
import { readRating } from '../values/read-rating';
import { readUprn } from '../values/read-uprn';
import { readWebsite } from '../values/read-website';
import { regionName } from '../values/region-name';
import { serviceName, specialismName } from '../values/service-names';
import { joinAddress } from '../values/split-address';
import { listOf } from '../values/split-list';
import {
  type FlagColumns,
  findFlags,
  flagged,
  type HscaColumn,
  hscaColumns as columns,
} from './cqc-hsca-columns';
import { dated } from './registration';

const needs = [
  columns.location_id,
  columns.name,
  columns.care_home,
  columns.location_type,
  columns.registered_on,
  columns.provider_id,
  columns.provider_name,
  columns.category,
];

type Row = RowReading<HscaColumn>;

/** What one file's rows are read with. */
interface Reading {
  ids: CqcIds;
  providers: ToldProviders;
  services: FlagColumns;
  people: FlagColumns;
}

/**
 * CQC's workbooks of HSCA locations: the “care directory with filters” of active ones, about 122
 * columns with a `Y` for each service that a location has, and the one of deactivated locations,
 * which adds the day that each ended. Its other sheets name locations too, but too little of them
 * to be taken for one of these.
 */
export const cqcHscaLocations: TableVariant = {
  name: 'cqc-hsca-locations',
  kind: 'cqc',
  title: 'CQC workbook of HSCA locations',
  speaks: {
    provider: [
      'name',
      'brand',
      'companies_house',
      'phone',
      'website',
      'address',
      'town',
      'postcode',
      'local_authority',
      'registered_on',
    ],
    site: [
      'provider_id',
      'name',
      'also_known_as',
      'care_home',
      'ods_code',
      'phone',
      'registered_managers',
      'website',
      'beds',
      'location_type',
      'category',
      'rating',
      'rated_on',
      'region',
      'local_authority',
      'icb',
      'address',
      'town',
      'county',
      'postcode',
      'uprn',
      'registration_status',
      'registered_on',
      'deregistered_on',
      'dormant',
      'service_types',
      'specialisms',
    ],
  },
  names: {
    site: usualNames('site', columns),
    provider: { name: columns.provider_name[0], brand: columns.brand[0] },
  },
  needs: needs.map(([name]) => name),
  recognise: (header) => hasColumns(header, needs),
  read: readRowByRow<HscaColumn>({
    columns,
    blanks: ['-', '*'],
    begin({ header }) {
      const reading: Reading = {
        ids: new CqcIds(),
        providers: new ToldProviders(),
        services: findFlags(header, /^service types?\s*[-–:]\s*(.+)$/i, serviceName),
        people: findFlags(header, /^service user bands?\s*[-–:]\s*(.+)$/i, specialismName),
      };
      return (row) => readLocation(row, reading);
    },
  }),
};

function readLocation(row: Row, reading: Reading): readonly (Arrival | null)[] {
  const name = row.needed('name');
  const provider_name = row.needed('provider_name');
  const providerId = reading.ids.provider(row);
  const locationId = reading.ids.location(row, providerId);
  if (providerId === null || locationId === null || !row.usable) return [];
  return [
    reading.providers.tell(providerId, row.row.row, readProvider(row, provider_name)),
    {
      subject: 'site',
      row: row.row.row,
      key: { location_id: locationId },
      values: { provider_id: providerId, name, ...readSite(row, locationId, reading) },
      mayCreate: true,
    },
  ];
}

function readProvider(row: Row, name: string): Arrival<'provider'>['values'] {
  return {
    name,
    brand: row.value('brand', (text) => ({ value: brandName(text) })),
    companies_house: row.value('companies_house', readCompanyNumber),
    phone: row.value('provider_phone', readPhone),
    website: row.value('provider_website', readWebsite),
    address: joinAddress([row.text('provider_address'), row.text('provider_line_2')]),
    town: row.text('provider_town'),
    postcode: row.identifier('provider_postcode', checkPostcode),
    local_authority: row.value('provider_local_authority', (text) => ({ value: areaName(text) })),
    registered_on: row.day('provider_registered_on', 'day-first'),
  };
}

function readSite(row: Row, locationId: string, reading: Reading): Arrival<'site'>['values'] {
  const care_home = row.yesOrNo('care_home');
  const location_type = row.text('location_type');
  const category = row.text('category');
  const service_types = flagged(row.row, reading.services);
  const kind = {
    locationId,
    locationType: location_type ?? null,
    category: category ?? null,
    serviceTypes: service_types ?? null,
    careHome: care_home ?? null,
  };
  return {
    also_known_as: row.value('also_known_as', readAlias),
    care_home,
    ods_code: siteOdsCode(row, kind),
    phone: row.value('phone', readPhone),
    registered_managers: row.value('registered_managers', (text) => ({
      value: listOf(text.split(/[;|]/), managerName),
    })),
    website: row.value('website', readWebsite),
    beds: row.wholeNumber('beds'),
    location_type,
    category,
    rating: row.value('rating', readRating),
    rated_on: row.dayOfData('rated_on', 'day-first'),
    region: row.value('region', (text) => ({ value: regionName(text) })),
    local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
    icb: row.text('icb'),
    address: joinAddress([row.text('address'), row.text('line_2')]),
    town: row.text('town'),
    county: row.text('county'),
    postcode: row.identifier('postcode', checkPostcode),
    uprn: row.value('uprn', readUprn),
    ...dated(row, 'day-first'),
    dormant: row.yesOrNo('dormant'),
    service_types,
    specialisms: flagged(row.row, reading.people),
  };
}
