import type { Arrival } from '../reading/arrival';
import { CqcIds } from '../reading/cqc-ids';
import { type ColumnSpec, hasColumns } from '../reading/find-columns';
import { readRowByRow } from '../reading/read-row-by-row';
import type { RowReading } from '../reading/row-reading';
import { ToldProviders } from '../reading/told-providers';
import { usualNames } from '../reading/usual-names';
import type { TableVariant } from '../reading/variant';
import { areaName } from '../values/area-name';
import { brandName } from '../values/brand-name';
import { readCompanyNumber } from '../values/company-number';
import { managerName } from '../values/manager-name';
import { readPhone } from '../values/read-phone';
import { readRating } from '../values/read-rating';
import { readUprn } from '../values/read-uprn';
import { readWebsite } from '../values/read-website';
import { regionName } from '../values/region-name';
import { isCareHome, serviceName, specialismName } from '../values/service-names';
import { listOf, separators, splitList } from '../values/split-list';
import { dated } from './registration';

const columns = {
  location_id: ['Location ID'],
  provider_id: ['Provider ID'],
  name: ['Location Name'],
  registered_managers: ['Registered manager'],
  uprn: ['Location UPRN'],
  phone: ['Location telephone number'],
  website: ['Location Web Address'],
  local_authority: ['Location Local Authority'],
  region: ['Location ADASS Region', 'Location Region'],
  category: ['Primary inspection category', 'Location Primary Inspection Category'],
  service_types: ['Service Types'],
  specialisms: ['Service users supported'],
  beds: ['Care homes beds'],
  registered_on: ['Location HSCA start date'],
  deregistered_on: ['Location HSCA end date'],
  dormant: ['Dormant', 'Dormant (Y/N)'],
  rating: ['Location Latest Overall Rating'],
  rated_on: ['Publication Date'],
  provider_name: ['Provider Name'],
  brand: ['Brand Name'],
  companies_house: ['Provider Companies House Number'],
  provider_registered_on: ['Provider HSCA start date'],
} as const satisfies ColumnSpec<string>;

type Column = keyof typeof columns;

const needs = [
  columns.location_id,
  columns.name,
  columns.service_types,
  columns.registered_on,
  columns.dormant,
  columns.provider_id,
  columns.provider_name,
];

const longestList = 4000;

/**
 * The national export of locations in 45 columns: managers, beds, dormancy, but neither address nor
 * postcode. It writes days in two ways within a row, and as “Publication Date” repeats the start
 * of the registration, which is no day of a rating.
 */
export const cqcLocationExport: TableVariant = {
  name: 'cqc-location-export',
  kind: 'cqc',
  title: 'CQC export of locations',
  speaks: {
    provider: ['name', 'brand', 'companies_house', 'registered_on'],
    site: [
      'provider_id',
      'name',
      'registered_managers',
      'uprn',
      'phone',
      'website',
      'local_authority',
      'region',
      'category',
      'care_home',
      'service_types',
      'specialisms',
      'beds',
      'registration_status',
      'registered_on',
      'deregistered_on',
      'dormant',
      'rating',
      'rated_on',
    ],
  },
  names: {
    site: usualNames('site', columns),
    provider: {
      name: columns.provider_name[0],
      brand: columns.brand[0],
      companies_house: columns.companies_house[0],
      registered_on: columns.provider_registered_on[0],
    },
  },
  needs: needs.map(([name]) => name),
  recognise: (header) => hasColumns(header, needs),
  read: readRowByRow<Column>({
    columns,
    begin() {
      const ids = new CqcIds();
      const providers = new ToldProviders();
      return (row) => readLocation(row, ids, providers);
    },
  }),
};

function readLocation(
  row: RowReading<Column>,
  ids: CqcIds,
  providers: ToldProviders,
): readonly (Arrival | null)[] {
  const name = row.needed('name');
  const provider_name = row.needed('provider_name');
  const providerId = ids.provider(row);
  const locationId = ids.location(row, providerId);
  if (providerId === null || locationId === null || !row.usable) return [];
  const service_types = row.value(
    'service_types',
    (text) => ({ value: splitList(text, separators.commaAndBlank, serviceName) }),
    longestList,
  );
  const registration = dated(row, 'month-first');
  const ratedOn = row.day('rated_on', 'month-first');
  return [
    providers.tell(providerId, row.row.row, {
      name: provider_name,
      brand: row.value('brand', (text) => ({ value: brandName(text) })),
      companies_house: row.value('companies_house', readCompanyNumber),
      registered_on: row.day('provider_registered_on', 'month-first'),
    }),
    {
      subject: 'site',
      row: row.row.row,
      key: { location_id: locationId },
      values: {
        provider_id: providerId,
        name,
        registered_managers: row.value('registered_managers', (text) => ({
          value: listOf([managerName(text)]),
        })),
        uprn: row.value('uprn', readUprn),
        phone: row.value('phone', readPhone),
        website: row.value('website', readWebsite),
        local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
        region: row.value('region', (text) => ({ value: regionName(text) })),
        category: row.text('category'),
        care_home: service_types ? isCareHome(service_types) : undefined,
        service_types,
        specialisms: row.value(
          'specialisms',
          (text) => ({ value: splitList(text, separators.commaAndBlank, specialismName) }),
          longestList,
        ),
        beds: row.wholeNumber('beds'),
        ...registration,
        dormant: row.yesOrNo('dormant'),
        rating: row.value('rating', readRating),
        rated_on: ratedOn === registration.registered_on ? undefined : ratedOn,
      },
      mayCreate: true,
    },
  ];
}
