import { checkPostcode } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import { CqcIds } from '../reading/cqc-ids';
import { type ColumnSpec, hasColumns } from '../reading/find-columns';
import { areaName } from '../values/area-name';
import { readAlias } from '../values/read-alias';
import { readRowByRow } from '../reading/read-row-by-row';
import type { RowReading } from '../reading/row-reading';
import { ToldProviders } from '../reading/told-providers';
import { usualNames } from '../reading/usual-names';
import type { TableVariant } from '../reading/variant';
import { readPhone } from '../values/read-phone';
import { readCqcPage, readWebsite } from '../values/read-website';
import { regionName } from '../values/region-name';
import { isCareHome, serviceName, specialismName } from '../values/service-names';
import { joinAddress } from '../values/split-address';
import { separators, splitList } from '../values/split-list';

const columns = {
  location_id: ['CQC Location ID (for office use only)', 'CQC Location (for office use only)'],
  provider_id: ['CQC Provider ID (for office use only)', 'CQC Provider (for office use only)'],
  name: ['Name'],
  also_known_as: ['Also known as'],
  address: ['Address 1'],
  line_2: ['Address 2'],
  town: ['Town/City'],
  county: ['County'],
  postcode: ['Postcode'],
  phone: ['Phone number'],
  website: ['Website'],
  local_authority: ['Local authority'],
  region: ['Region'],
  reported_on: ['Report publication date'],
  cqc_url: ['URL'],
  specialisms: ['Specialisms/services'],
  service_types: ['Service types'],
  provider_name: ['Provider name'],
} as const satisfies ColumnSpec<string>;

type Column = keyof typeof columns;
type Row = RowReading<Column>;

const needs = [
  columns.location_id,
  columns.provider_id,
  columns.name,
  columns.address,
  columns.town,
  columns.postcode,
  columns.service_types,
  columns.cqc_url,
];

/** The longest list of services that a field may hold. */
const longestList = 4000;

/**
 * The export of CQC's website search. A row without location id whose page is that of a provider is
 * about the provider itself. The same columns hold active and “archived” (deregistered) locations,
 * so only the file's name can tell which they are: without it no registration status is taken.
 */
export const cqcSearchExport: TableVariant = {
  name: 'cqc-search-export',
  kind: 'cqc',
  title: 'export of the search on CQC’s website',
  speaks: {
    provider: [
      'name',
      'phone',
      'website',
      'address',
      'town',
      'postcode',
      'local_authority',
      'registration_status',
    ],
    site: [
      'provider_id',
      'name',
      'also_known_as',
      'care_home',
      'service_types',
      'specialisms',
      'address',
      'town',
      'county',
      'postcode',
      'local_authority',
      'region',
      'phone',
      'website',
      'registration_status',
      'cqc_url',
    ],
  },
  names: {
    site: usualNames('site', columns),
    provider: { ...usualNames('provider', columns), name: columns.provider_name[0] },
  },
  needs: needs.map(([name]) => name),
  recognise: (header) => hasColumns(header, needs),
  read: readRowByRow<Column>({
    columns,
    begin({ fileName, notes }) {
      const ids = new CqcIds();
      const providers = new ToldProviders();
      const status = statusOfFile(fileName);
      if (status === undefined)
        notes.note({
          row: 1,
          column: null,
          code: 'active-or-archived',
          message:
            'The file does not say whether it lists active or archived locations, so no registration was changed; put “active” or “archived” into its name if it should be.',
        });
      return (row) =>
        isProviderRow(row)
          ? readProvider(row, ids, providers, status)
          : readSite(row, ids, providers, status);
    },
  }),
};

type Status = 'registered' | 'deregistered' | undefined;

/** What a file's name says of the locations in it. */
function statusOfFile(fileName: string): Status {
  if (/archived?|deregistered|inactive|deactivated|closed/i.test(fileName)) return 'deregistered';
  return /active|registered/i.test(fileName) ? 'registered' : undefined;
}

function isProviderRow(row: Row): boolean {
  const types = row.said('service_types');
  return (
    row.said('location_id') === '' &&
    (/\/provider\//.test(row.said('cqc_url')) ||
      /^(?:Organisation|Partnership|Individual|NHS Body)$/.test(types))
  );
}

function readProvider(
  row: Row,
  ids: CqcIds,
  providers: ToldProviders,
  registration_status: Status,
): readonly (Arrival | null)[] {
  const name = row.needed('name');
  const id = ids.provider(row);
  if (id === null || !row.usable) return [];
  row.dayOfData('reported_on', 'day-first');
  const values = {
    name,
    phone: row.value('phone', readPhone),
    website: row.value('website', readWebsite),
    address: joinAddress([row.text('address'), row.text('line_2')]),
    town: row.text('town'),
    postcode: row.identifier('postcode', checkPostcode),
    local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
    registration_status,
  };
  return [providers.tell(id, row.row.row, values)];
}

function readSite(
  row: Row,
  ids: CqcIds,
  providers: ToldProviders,
  registration_status: Status,
): readonly (Arrival | null)[] {
  const name = row.needed('name');
  const providerId = ids.provider(row);
  const locationId = ids.location(row, providerId);
  if (providerId === null || locationId === null || !row.usable) return [];
  row.dayOfData('reported_on', 'day-first');
  const service_types = row.value(
    'service_types',
    (text) => ({ value: splitList(text, separators.comma, serviceName) }),
    longestList,
  );
  const provider_name = row.text('provider_name');
  return [
    provider_name ? providers.tell(providerId, row.row.row, { name: provider_name }) : null,
    {
      subject: 'site',
      row: row.row.row,
      key: { location_id: locationId },
      values: {
        provider_id: providerId,
        name,
        also_known_as: row.value('also_known_as', readAlias),
        care_home: service_types ? isCareHome(service_types) : undefined,
        service_types,
        specialisms: row.value(
          'specialisms',
          (text) => ({ value: splitList(text, separators.comma, specialismName) }),
          longestList,
        ),
        address: joinAddress([row.text('address'), row.text('line_2')]),
        town: row.text('town'),
        county: row.text('county'),
        postcode: row.identifier('postcode', checkPostcode),
        local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
        region: row.value('region', (text) => ({ value: regionName(text) })),
        phone: row.value('phone', readPhone),
        website: row.value('website', readWebsite),
        registration_status,
        cqc_url: row.value('cqc_url', readCqcPage),
      },
      mayCreate: true,
    },
  ];
}
