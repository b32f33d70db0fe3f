import { checkPostcode } from '@app/domain';
import type { Arrival, Speaks } from '../reading/arrival';
import type { CqcIds } from '../reading/cqc-ids';
import type { ColumnSpec } from '../reading/find-columns';
import type { RowReading } from '../reading/row-reading';
import { areaName } from '../values/area-name';
import { brandName } from '../values/brand-name';
import { readCompanyNumber } from '../values/company-number';
import { readPhone } from '../values/read-phone';
import { readStatus } from '../values/read-status';
import { readWebsite } from '../values/read-website';
import { joinAddress } from '../values/split-address';

/** Keys of CQC's API for a provider. */
export const apiProviderKeys = {
  location_id: ['locationId'],
  provider_id: ['providerId'],
  name: ['name'],
  brand: ['brandName'],
  ods_code: ['odsCode'],
  companies_house: ['companiesHouseNumber'],
  phone: ['mainPhoneNumber'],
  website: ['website'],
  address: ['postalAddressLine1'],
  line_2: ['postalAddressLine2'],
  town: ['postalAddressTownCity'],
  postcode: ['postalCode'],
  local_authority: ['localAuthority'],
  registration_status: ['registrationStatus'],
  registered_on: ['registrationDate'],
  deregistered_on: ['deregistrationDate'],
} as const satisfies ColumnSpec<string>;

export type ApiProviderKey = keyof typeof apiProviderKeys;

/** What such records tell of a provider. */
export const spokenOfApiProvider = [
  'name',
  'brand',
  'ods_code',
  'companies_house',
  'phone',
  'website',
  'address',
  'town',
  'postcode',
  'local_authority',
  'registration_status',
  'registered_on',
  'deregistered_on',
] as const satisfies NonNullable<Speaks['provider']>;

/** A provider as its own record tells of it; null when the record was left out. */
export function readApiProvider(
  row: RowReading<ApiProviderKey>,
  ids: CqcIds,
): Arrival<'provider'> | null {
  const name = row.needed('name');
  const id = ids.provider(row);
  if (id === null || !row.usable) return null;
  return {
    subject: 'provider',
    row: row.row.row,
    key: { provider_id: id },
    values: {
      name,
      brand: row.value('brand', (text) => ({ value: brandName(text) })),
      ods_code: row.value('ods_code', (text) => ({ value: text.toUpperCase() })),
      companies_house: row.value('companies_house', readCompanyNumber),
      phone: row.value('phone', readPhone),
      website: row.value('website', readWebsite),
      address: joinAddress([row.text('address'), row.text('line_2')]),
      town: row.text('town'),
      postcode: row.identifier('postcode', checkPostcode),
      local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
      registration_status: row.value('registration_status', readStatus),
      registered_on: row.dayOfData('registered_on', 'day-first'),
      deregistered_on: row.dayOfData('deregistered_on', 'day-first'),
    },
    mayCreate: true,
  };
}
