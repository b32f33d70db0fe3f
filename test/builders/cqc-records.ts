import { writeFile } from 'node:fs/promises';

/** A record of an invented home as CQC’s public API gives it; name what should differ. */
export interface ApiHome {
  locationId: string;
  providerId: string;
  name: string;
  postcode: string;
  street: string;
  phone: string;
  odsCode: string | null;
  registeredOn: string;
  deregisteredOn: string | null;
  dormant: boolean;
  managers: string[];
  predecessors: { id: string; reason: string }[];
  successors: { id: string; reason: string }[];
}

const usual: ApiHome = {
  locationId: '1-900000001',
  providerId: '1-800000001',
  name: 'Amber Lodge',
  postcode: 'LN1 1AA',
  street: '1 Mill Lane',
  phone: '01522123456',
  odsCode: 'VZZ01',
  registeredOn: '2011-01-10',
  deregisteredOn: null,
  dormant: false,
  managers: ['Ann Lee'],
  predecessors: [],
  successors: [],
};

const relations = (type: string, related: ApiHome['predecessors']) =>
  related.map(({ id, reason }) => ({
    relatedLocationId: id,
    relatedLocationName: '',
    type,
    reason,
  }));

/** The record as JSON; what the API does not say, such as an ODS code, is an absent key. */
export function apiRecord(overrides: Partial<ApiHome> = {}): Record<string, unknown> {
  const home = { ...usual, ...overrides };
  const hasGone = home.deregisteredOn !== null;
  return {
    locationId: home.locationId,
    providerId: home.providerId,
    organisationType: 'Location',
    type: 'Social Care Org',
    name: home.name,
    ...(home.odsCode === null ? {} : { odsCode: home.odsCode }),
    registrationStatus: hasGone ? 'Deregistered' : 'Registered',
    registrationDate: home.registeredOn,
    ...(hasGone ? { deregistrationDate: home.deregisteredOn } : {}),
    dormancy: home.dormant ? 'Y' : 'N',
    postalAddressLine1: home.street,
    postalAddressTownCity: 'Wexham',
    postalCode: home.postcode,
    region: 'East Midlands',
    localAuthority: 'Westshire',
    mainPhoneNumber: home.phone,
    careHome: 'Y',
    gacServiceTypes: [
      { name: 'Residential homes', description: 'Care home service without nursing' },
    ],
    regulatedActivities: [
      {
        name: 'Accommodation for persons who require nursing or personal care',
        contacts: home.managers.map((manager) => {
          const [personGivenName, personFamilyName] = manager.split(' ');
          return { personGivenName, personFamilyName, personRoles: ['Registered Manager'] };
        }),
      },
    ],
    relationships: [
      ...relations('HSCA Predecessor', home.predecessors),
      ...relations('HSCA Successor', home.successors),
    ],
  };
}

/** A provider as the API gives it. */
export const apiProvider = (providerId: string, name: string): Record<string, unknown> => ({
  providerId,
  organisationType: 'Provider',
  ownershipType: 'Organisation',
  type: 'Social Care Org',
  name,
  registrationStatus: 'Registered',
});

/** Writes records as one file, a record a line. */
export async function writeRecords(
  path: string,
  records: readonly Record<string, unknown>[],
): Promise<void> {
  await writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}
