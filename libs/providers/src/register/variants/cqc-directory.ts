import { checkPostcode } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import { CqcIds } from '../reading/cqc-ids';
import { type ColumnSpec, hasColumns } from '../reading/find-columns';
import { readRowByRow } from '../reading/read-row-by-row';
import type { RowReading } from '../reading/row-reading';
import { ToldProviders } from '../reading/told-providers';
import { usualNames } from '../reading/usual-names';
import type { TableVariant } from '../reading/variant';
import { areaName } from '../values/area-name';
import { readAlias } from '../values/read-alias';
import { readPhone } from '../values/read-phone';
import { readCqcPage, readWebsite } from '../values/read-website';
import { regionName } from '../values/region-name';
import { isCareHome, serviceName, specialismName } from '../values/service-names';
import { partsOfAddress, splitAddress } from '../values/split-address';
import { separators, splitList } from '../values/split-list';

const columns = {
  location_id: ['CQC Location ID (for office use only)', 'CQC Location (for office use only)'],
  provider_id: ['CQC Provider ID (for office use only)', 'CQC Provider (for office use only)'],
  name: ['Name'],
  also_known_as: ['Also known as'],
  address: ['Address'],
  postcode: ['Postcode'],
  phone: ['Phone number'],
  website: ["Service's website (if available)", 'Website'],
  service_types: ['Service types'],
  checked_on: ['Date of latest check'],
  specialisms: ['Specialisms/services'],
  provider_name: ['Provider name'],
  local_authority: ['Local authority'],
  region: ['Region'],
  cqc_url: ['Location URL'],
} as const satisfies ColumnSpec<string>;

type Column = keyof typeof columns;

const needs = [
  columns.location_id,
  columns.provider_id,
  columns.name,
  columns.address,
  columns.postcode,
  columns.service_types,
  columns.provider_name,
  columns.cqc_url,
];

const longestList = 4000;

/**
 * CQC's weekly directory of active locations (`19_August_2026_CQC_directory.csv`). Four lines stand
 * above its header, telephone numbers lack their zero, and an address is one field.
 */
export const cqcDirectory: TableVariant = {
  name: 'cqc-directory',
  kind: 'cqc',
  title: 'CQC directory',
  speaks: {
    provider: ['name'],
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
  names: { site: usualNames('site', columns), provider: { name: columns.provider_name[0] } },
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
  row.dayOfData('checked_on', 'day-first');
  const service_types = row.value(
    'service_types',
    (text) => ({ value: splitList(text, separators.strokeOrComma, serviceName) }),
    longestList,
  );
  const address = row.whole('address', (text) => ({ value: splitAddress(text) }));
  return [
    providers.tell(providerId, row.row.row, { name: provider_name }),
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
          (text) => ({ value: splitList(text, separators.strokeOrComma, specialismName) }),
          longestList,
        ),
        ...partsOfAddress(address),
        postcode: row.identifier('postcode', checkPostcode),
        local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
        region: row.value('region', (text) => ({ value: regionName(text) })),
        phone: row.value('phone', readPhone),
        website: row.value('website', readWebsite),
        registration_status: 'registered',
        cqc_url: row.value('cqc_url', readCqcPage),
      },
      mayCreate: true,
    },
  ];
}
