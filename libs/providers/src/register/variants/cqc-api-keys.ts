import type { ColumnSpec } from '../reading/find-columns';

/** Keys of CQC's API for a location. */
export const apiLocationKeys = {
  location_id: ['locationId'],
  provider_id: ['providerId'],
  name: ['name'],
  also_known_as: ['alsoKnownAs'],
  ods_code: ['odsCode'],
  care_home: ['careHome'],
  location_type: ['type'],
  categories: ['inspectionCategories'],
  service_types: ['gacServiceTypes'],
  specialisms: ['specialisms'],
  beds: ['numberOfBeds'],
  address: ['postalAddressLine1'],
  line_2: ['postalAddressLine2'],
  town: ['postalAddressTownCity'],
  county: ['postalAddressCounty'],
  postcode: ['postalCode'],
  local_authority: ['localAuthority'],
  region: ['region'],
  icb: ['onspdIcbName'],
  uprn: ['uprn'],
  phone: ['mainPhoneNumber'],
  website: ['website'],
  activities: ['regulatedActivities'],
  manager_absent_on: ['registeredManagerAbsentDate'],
  registration_status: ['registrationStatus'],
  registered_on: ['registrationDate'],
  deregistered_on: ['deregistrationDate'],
  dormant: ['dormancy'],
  relationships: ['relationships'],
  current_ratings: ['currentRatings'],
  assessment: ['assessment'],
} as const satisfies ColumnSpec<string>;

export type ApiLocationKey = keyof typeof apiLocationKeys;
