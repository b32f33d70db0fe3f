import { checkPostcode, type KindOfLocation } from '@app/domain';
import type { Arrival, ArrivingValue, Speaks } from '../reading/arrival';
import { type CqcIds, siteOdsCode } from '../reading/cqc-ids';
import type { Taken } from '../reading/row-reading';
import { areaName } from '../values/area-name';
import { readAlias } from '../values/read-alias';
import { readPhone } from '../values/read-phone';
import { readStatus } from '../values/read-status';
import { readUprn } from '../values/read-uprn';
import { readWebsite } from '../values/read-website';
import { regionName } from '../values/region-name';
import { serviceName, specialismName } from '../values/service-names';
import { joinAddress } from '../values/split-address';
import { listOf } from '../values/split-list';
import type { ApiLocationKey } from './cqc-api-keys';
import { type ApiRecord, listIn, textOf } from './cqc-api-record';
import { managersIn, ratingIn, relativesIn } from './cqc-api-nested';

/** What such records tell of a location. */
export const spokenOfApiLocation = [
  'provider_id',
  'name',
  'also_known_as',
  'ods_code',
  'care_home',
  'location_type',
  'category',
  'service_types',
  'specialisms',
  'beds',
  'address',
  'town',
  'county',
  'postcode',
  'local_authority',
  'region',
  'icb',
  'uprn',
  'phone',
  'website',
  'registered_managers',
  'manager_absent_on',
  'registration_status',
  'registered_on',
  'deregistered_on',
  'dormant',
  'predecessors',
  'successors',
  'rating',
  'rated_on',
] as const satisfies NonNullable<Speaks['site']>;

/** A location as a record of the API tells of it; null when the record was left out. */
export function readApiLocation(
  record: ApiRecord<ApiLocationKey>,
  ids: CqcIds,
): Arrival<'site'> | null {
  const { row } = record;
  const name = row.needed('name');
  const providerId = ids.provider(row);
  const locationId = ids.location(row, providerId);
  if (providerId === null || locationId === null || !row.usable) return null;
  return {
    subject: 'site',
    row: row.row.row,
    key: { location_id: locationId },
    values: {
      provider_id: providerId,
      name,
      also_known_as: row.value('also_known_as', readAlias),
      ...kindOf(record, locationId),
      specialisms: names(listIn(record, 'specialisms'), specialismName),
      beds: row.wholeNumber('beds'),
      address: joinAddress([row.text('address'), row.text('line_2')]),
      town: row.text('town'),
      county: row.text('county'),
      postcode: row.identifier('postcode', checkPostcode),
      local_authority: row.value('local_authority', (text) => ({ value: areaName(text) })),
      region: row.value('region', (text) => ({ value: regionName(text) })),
      icb: row.text('icb'),
      uprn: row.value('uprn', readUprn),
      phone: row.value('phone', readPhone),
      website: row.value('website', readWebsite),
      registered_managers: managersIn(listIn(record, 'activities')),
      manager_absent_on: row.day('manager_absent_on', 'day-first'),
      registration_status: row.value('registration_status', readStatus),
      registered_on: row.dayOfData('registered_on', 'day-first'),
      deregistered_on: row.dayOfData('deregistered_on', 'day-first'),
      dormant: row.yesOrNo('dormant'),
      ...relativesIn(listIn(record, 'relationships')),
      ...ratingIn(record),
    },
    mayCreate: true,
  };
}

type OfKind = 'care_home' | 'location_type' | 'category' | 'service_types' | 'ods_code';

function kindOf(
  record: ApiRecord<ApiLocationKey>,
  locationId: string,
): Record<OfKind, Taken<ArrivingValue>> {
  const { row } = record;
  const care_home = row.yesOrNo('care_home');
  const location_type = row.text('location_type');
  const category = primaryCategory(record);
  const service_types = names(listIn(record, 'service_types'), serviceName);
  const kind: KindOfLocation = {
    locationId,
    locationType: location_type ?? null,
    category: category ?? null,
    serviceTypes: service_types ?? null,
    careHome: care_home ?? null,
  };
  return { care_home, location_type, category, service_types, ods_code: siteOdsCode(row, kind) };
}

function primaryCategory(record: ApiRecord<ApiLocationKey>): Taken<string> {
  const categories = listIn(record, 'categories');
  if (!categories) return categories;
  const primary = categories.find((category) => String(category['primary']) === 'true');
  return primary ? textOf(primary, 'name') || null : null;
}

function names(
  list: Taken<readonly Readonly<Record<string, unknown>>[]>,
  nameOf: (name: string) => string,
): Taken<string[]> {
  return (
    list &&
    listOf(
      list.map((each) => textOf(each, 'name')),
      nameOf,
    )
  );
}
