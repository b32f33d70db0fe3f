import { checkPostcode } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import { CqcIds } from '../reading/cqc-ids';
import { type ColumnSpec, hasColumns } from '../reading/find-columns';
import { readRowByRow } from '../reading/read-row-by-row';
import type { RowReading } from '../reading/row-reading';
import { usualNames } from '../reading/usual-names';
import type { TableVariant } from '../reading/variant';
import { areaName } from '../values/area-name';
import { readPhone } from '../values/read-phone';
import { readCqcPage, readWebsite } from '../values/read-website';
import { isCareHome, serviceName } from '../values/service-names';
import { partsOfAddress, splitAddress } from '../values/split-address';
import { separators, splitList } from '../values/split-list';

const columns = {
  location_id: ['cqc_id', 'CQC ID'],
  name: ['name'],
  service_types: ['type'],
  address: ['address'],
  postcode: ['postcode'],
  phone: ['telephone'],
  website: ['website'],
  provider_name: ['provider'],
  inspected_on: ['inspection_date'],
  cqc_url: ['cqc_webpage'],
  local_authority: ['area_name'],
} as const satisfies ColumnSpec<string>;

type Column = keyof typeof columns;

const needs = [
  columns.location_id,
  columns.name,
  columns.service_types,
  columns.postcode,
  columns.provider_name,
  columns.cqc_url,
];

/**
 * An extract of the homes of one area, as councils publish it from CQC's directory of active
 * locations (first seen: Trafford Data Lab). It knows the provider by name alone; `NA` is a blank.
 */
export const cqcAreaExtract: TableVariant = {
  name: 'cqc-area-extract',
  kind: 'cqc',
  title: 'extract of one area’s care homes',
  speaks: {
    site: [
      'provider_name',
      'name',
      'care_home',
      'service_types',
      'address',
      'town',
      'county',
      'postcode',
      'local_authority',
      'phone',
      'website',
      'registration_status',
      'cqc_url',
    ],
  },
  names: { site: usualNames('site', columns) },
  needs: needs.map(([name]) => name),
  recognise: (header) => hasColumns(header, needs),
  read: readRowByRow<Column>({
    columns,
    blanks: ['NA'],
    begin() {
      const ids = new CqcIds();
      return (row) => readHome(row, ids);
    },
  }),
};

function readHome(row: RowReading<Column>, ids: CqcIds): readonly Arrival[] {
  const name = row.needed('name');
  const locationId = ids.locationAlone(row);
  if (locationId === null || !row.usable) return [];
  row.dayOfData('inspected_on', 'day-first');
  const service_types = row.value('service_types', (text) => ({
    value: splitList(text, separators.strokeOrComma, serviceName),
  }));
  const address = row.value('address', (text) => ({ value: splitAddress(text) }));
  return [
    {
      subject: 'site',
      row: row.row.row,
      key: { location_id: locationId },
      values: {
        provider_name: row.text('provider_name'),
        name,
        care_home: service_types ? isCareHome(service_types) : undefined,
        service_types,
        ...partsOfAddress(address),
        postcode: row.identifier('postcode', checkPostcode),
        local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
        phone: row.value('phone', readPhone),
        website: row.value('website', readWebsite),
        registration_status: 'registered',
        cqc_url: row.value('cqc_url', readCqcPage),
      },
      mayCreate: true,
    },
  ];
}
