/** A location of an invented town; name what should differ. */
export interface InventedLocation {
  locationId: string;
  providerId: string;
  provider: string;
  name: string;
  /** By the short names of CQC's website. */
  services: readonly string[];
  people: readonly string[];
  lines: readonly [string, string];
  town: string;
  county: string;
  postcode: string;
  /** Eleven digits, or '' for none. */
  phone: string;
  website: string;
  area: string;
  region: string;
  manager: string;
  beds: number;
  odsCode: string;
  dormant: boolean;
  /** Days as `YYYY-MM-DD`. */
  startedOn: string;
  endedOn: string;
  rating: string;
  ratedOn: string;
  brand: string;
  companyNumber: string;
}

export function inventedLocation(overrides: Partial<InventedLocation> = {}): InventedLocation {
  return {
    locationId: '1-900000001',
    providerId: '1-800000001',
    provider: 'Amber Care Ltd',
    name: 'Amber Lodge',
    services: ['Residential homes'],
    people: ['Caring for adults over 65 yrs', 'Dementia'],
    lines: ['1 Mill Lane', 'Newland'],
    town: 'Wexham',
    county: 'Lincolnshire',
    postcode: 'LN1 1AA',
    phone: '01522123456',
    website: 'https://www.amber.example',
    area: 'Westshire',
    region: 'East Midlands',
    manager: 'Lee, Ann Mary, Mrs',
    beds: 24,
    odsCode: 'VZZ01',
    dormant: false,
    startedOn: '2011-01-10',
    endedOn: '',
    rating: 'Good',
    ratedOn: '2024-03-02',
    brand: 'Amber Group',
    companyNumber: '01234567',
    ...overrides,
  };
}

/** A table as a file holds it, before it is written in some format. */
export interface MadeTable {
  header: string[];
  rows: string[][];
}

/** What each family calls services and people, where it is not by their short names. */
const longServices: Readonly<Record<string, string>> = {
  'Residential homes': 'Care home service without nursing',
  'Nursing homes': 'Care home service with nursing',
  'Homecare agencies': 'Domiciliary care service',
  'Supported living': 'Supported living service',
  Dentist: 'Dental service',
};
const bands: Readonly<Record<string, string>> = {
  'Caring for adults over 65 yrs': 'Older People',
  'Caring for adults under 65 yrs': 'Younger Adults',
  Dementia: 'Dementia',
  'Learning disabilities': 'Learning disabilities or autistic spectrum disorder',
};

const spelled = (names: Readonly<Record<string, string>>, name: string) => names[name] ?? name;
const british = (day: string) => day.split('-').reverse().join('/');
const american = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-');
  return day === '' ? '' : `${Number(month)}/${Number(date)}/${year} 12:00:00 AM`;
};
const page = (id: string) => `https://www.cqc.org.uk/location/${id}`;
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function table<T>(columns: Readonly<Record<string, (each: T) => string>>, all: readonly T[]) {
  return {
    header: Object.keys(columns),
    rows: all.map((each) => Object.values(columns).map((value) => value(each))),
  };
}

/** The directory as CQC wrote it in one of three years: names of columns and forms of days drifted. */
export function directoryTable(
  all: readonly InventedLocation[],
  dialect: 2016 | 2020 | 2026,
): MadeTable {
  const day = (text: string): string => {
    const [year, month, date] = text.split('-');
    const named = dialect === 2026 ? monthNames[Number(month) - 1] : month;
    return text === '' ? '' : `${date}/${named}/${year} - 00:00`;
  };
  const locationColumn =
    dialect === 2020
      ? 'CQC Location (for office use only'
      : 'CQC Location ID (for office use only)';
  return table<InventedLocation>(
    {
      Name: (l) => ` ${l.name}`,
      'Also known as': () => '',
      Address: (l) => [...l.lines, l.town, l.county].filter(Boolean).join(','),
      Postcode: (l) => l.postcode,
      'Phone number': (l) => l.phone.replace(/^0/, ''),
      "Service's website (if available)": (l) => l.website,
      'Service types': (l) => l.services.join('|'),
      'Date of latest check': (l) => day(l.ratedOn),
      'Specialisms/services': (l) => l.people.join('|'),
      'Provider name': (l) => l.provider,
      [dialect === 2016 ? 'Local Authority' : 'Local authority']: (l) => l.area,
      Region: (l) => l.region,
      'Location URL': (l) => page(l.locationId),
      [locationColumn]: (l) => l.locationId,
      'CQC Provider ID (for office use only)': (l) => l.providerId,
    },
    all,
  );
}

/** The four lines above the directory's header, padded like the rest. */
export function directoryPreamble(columns: number, producedOn: string): string[][] {
  const padded = (text: string) => [text, ...Array.from({ length: columns - 1 }, () => '')];
  return [
    padded('CQC Locations data'),
    padded(''),
    padded(`This data was produced on ${producedOn}`),
    padded(''),
  ];
}

/** The main sheet of the workbook of active locations, or of the one of deactivated ones. */
export function hscaTable(
  all: readonly InventedLocation[],
  options: { deactivated?: boolean; days?: 'british' | 'iso' } = {},
): MadeTable {
  const day = options.days === 'iso' ? (text: string) => text : british;
  const flags = (
    prefix: string,
    names: readonly string[],
    has: (l: InventedLocation) => string[],
  ) =>
    Object.fromEntries(
      names.map((name) => [
        `${prefix} - ${name}`,
        (l: InventedLocation) => (has(l).includes(name) ? 'Y' : ''),
      ]),
    );
  return table<InventedLocation>(
    {
      'Location ID': (l) => l.locationId,
      'Location HSCA start date': (l) => day(l.startedOn),
      ...(options.deactivated
        ? { 'Location HSCA End Date': (l: InventedLocation) => day(l.endedOn) }
        : { 'Dormant (Y/N)': (l: InventedLocation) => (l.dormant ? 'Y' : 'N') }),
      'Care home?': (l) => (l.services.some((s) => /homes$/.test(s)) ? 'Y' : 'N'),
      'Location Name': (l) => l.name,
      'Location ODS Code': (l) => l.odsCode,
      'Location Telephone Number': (l) => l.phone,
      'Registered manager': (l) => l.manager,
      'Location Web Address': (l) => l.website.replace('https://', ''),
      [options.deactivated ? 'Care homes beds at point location de-activated' : 'Care homes beds']:
        (l) => String(l.beds),
      'Location Type/Sector': (l) =>
        l.services.includes('Dentist') ? 'Primary Dental Care' : 'Social Care Org',
      'Location Inspection Directorate': () => 'Adult social care',
      'Location Primary Inspection Category': (l) =>
        l.services.includes('Dentist') ? 'Dentists' : 'Residential social care',
      'Location Latest Overall Rating': (l) => l.rating,
      'Publication Date': (l) => day(l.ratedOn),
      'Inherited Rating (Y/N)': () => 'N',
      'Location Region': (l) => l.region,
      'Location NHS Region': () => 'Midlands',
      'Location Local Authority': (l) => l.area,
      'Location ONSPD CCG Code': () => 'E38000999',
      'Location ONSPD CCG': () => 'NHS Westshire CCG',
      'Location Street Address': (l) => l.lines[0],
      'Location Address Line 2': (l) => l.lines[1],
      'Location City': (l) => l.town,
      'Location County': (l) => l.county,
      'Location Postal Code': (l) => l.postcode,
      'Location PAF ID': () => '12345678',
      'Location UPRN ID': () => '100012345678',
      'Brand ID': (l) => (l.brand === '' ? '-' : 'BD900'),
      'Brand Name': (l) => (l.brand === '' ? '-' : `BRAND ${l.brand}`),
      'Provider Companies House Number': (l) => l.companyNumber,
      'Provider ID': (l) => l.providerId,
      'Provider Name': (l) => l.provider,
      'Provider HSCA start date': () => day('2010-10-01'),
      'Provider Telephone Number': (l) => l.phone,
      'Provider Street Address': () => '9 High Street',
      'Provider City': () => 'Wexham',
      'Provider Postal Code': () => 'LN1 9ZZ',
      'Regulated activity - Personal care': () => 'Y',
      ...flags('Service type', Object.values(longServices), (l) =>
        l.services.map((s) => spelled(longServices, s)),
      ),
      ...flags('Service user band', Object.values(bands), (l) =>
        l.people.map((p) => spelled(bands, p)),
      ),
    },
    all,
  );
}

/** The sheet beside it that must not be taken for it. */
export const dualRegistrations: MadeTable = {
  header: [
    'Location ID',
    'Location Name',
    'Location HSCA Start Date',
    'Location Type/Sector',
    'Provider ID',
    'Provider Name',
    'Linked Organisation ID',
    'Relationship',
    'Primary ID',
  ],
  rows: [
    [
      '1-900000077',
      'Registered twice',
      '01/02/2020',
      'Social Care Org',
      '1-800000077',
      'Twice Ltd',
      '1-900000078',
      'Dual Registration',
      'Y',
    ],
  ],
};

/** The export of the website's search; a provider is a row without a location. */
export function searchExportTable(
  all: readonly InventedLocation[],
  providers: readonly InventedLocation[] = [],
): MadeTable {
  const columns = (isProvider: boolean) => ({
    Name: (l: InventedLocation) => (isProvider ? l.provider : l.name),
    'Address 1': (l: InventedLocation) => l.lines[0],
    'Address 2': (l: InventedLocation) => l.lines[1],
    'Town/City': (l: InventedLocation) => l.town,
    County: (l: InventedLocation) => l.county,
    Postcode: (l: InventedLocation) => l.postcode,
    'Phone number': (l: InventedLocation) => l.phone,
    'CQC Provider ID (for office use only)': (l: InventedLocation) => l.providerId,
    'CQC Location ID (for office use only)': (l: InventedLocation) =>
      isProvider ? '' : l.locationId,
    Website: (l: InventedLocation) => l.website,
    'Local authority': (l: InventedLocation) => l.area,
    Region: (l: InventedLocation) => l.region,
    'Report publication date': (l: InventedLocation) => `${l.ratedOn}T00:00:00Z`,
    URL: (l: InventedLocation) =>
      isProvider ? `https://www.cqc.org.uk/provider/${l.providerId}` : page(l.locationId),
    'Also known as': () => '',
    'Specialisms/services': (l: InventedLocation) => l.people.join(','),
    'Service types': (l: InventedLocation) => (isProvider ? 'Organisation' : l.services.join(',')),
    'Provider name': (l: InventedLocation) => l.provider,
  });
  const locations = table(columns(false), all);
  return {
    header: locations.header,
    rows: [...locations.rows, ...table(columns(true), providers).rows],
  };
}

/** The export of locations in 45 columns, those that are used and a few that are not. */
export function locationExportTable(all: readonly InventedLocation[]): MadeTable {
  return table<InventedLocation>(
    {
      'Location Name': (l) => l.name,
      'Location ID': (l) => l.locationId,
      'Comments within last month / comments last recorded': () => '',
      'Registered manager': (l) => l.manager,
      'Location UPRN': () => '100012345678',
      'Location telephone number': (l) => l.phone,
      'Location Web Address': (l) => l.website.replace('https://', ''),
      'Location Local Authority': (l) => l.area,
      'Location ADASS Region': (l) => `${l.region} (ADASS Region)`,
      'Primary inspection category': () => 'Residential social care',
      'Service Types': (l) => l.services.map((s) => spelled(longServices, s)).join(', '),
      'Care homes beds': (l) => String(l.beds),
      'Location HSCA start date': (l) => l.startedOn,
      'Location HSCA end date': (l) => l.endedOn,
      Dormant: (l) => (l.dormant ? 'Y' : 'N'),
      'Location Latest Overall Rating': (l) => l.rating,
      'Publication Date': (l) => american(l.ratedOn),
      'Service users supported': (l) => l.people.join(', '),
      'Provider Name': (l) => l.provider,
      'Provider ID': (l) => l.providerId,
      'Provider HSCA start date': () => american('2010-10-01'),
      'Provider Companies House Number': (l) => `${l.companyNumber.replace(/^0/, '')}    `,
      'Brand Name': (l) => (l.brand === '' ? '' : `BRAND ${l.brand}`),
      'Brand ID': (l) => (l.brand === '' ? '' : 'BD900'),
    },
    all,
  );
}

/** The extract of one area, as a data laboratory publishes it. */
export function areaExtractTable(all: readonly InventedLocation[]): MadeTable {
  return table<InventedLocation>(
    {
      name: (l) => l.name,
      cqc_id: (l) => l.locationId,
      type: (l) => l.services.join('|'),
      address: (l) => [...l.lines, l.town, l.county].filter(Boolean).join(','),
      postcode: (l) => l.postcode,
      telephone: (l) => l.phone.replace(/^0/, '') || 'NA',
      website: (l) => l.website || 'NA',
      provider: (l) => l.provider,
      inspection_date: (l) => l.ratedOn || 'NA',
      cqc_webpage: (l) => page(l.locationId),
      area_name: (l) => l.area,
      area_code: () => 'E0800009',
      lon: () => '-2.36',
      lat: () => '53.44',
    },
    all,
  );
}

/** A table made with Python from records of the API. */
export function apiTable(all: readonly InventedLocation[]): MadeTable {
  const list = (items: readonly string[]) => `[${items.join(', ')}]`;
  const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`);
  const people = (manager: string) => {
    const [family = '', given = '', title = ''] = manager.split(', ');
    return manager === ''
      ? '[]'
      : `[{'personTitle': ${quoted(title)}, 'personGivenName': ${quoted(given)}, 'personFamilyName': ${quoted(family)}, 'personRoles': ['Registered Manager']}]`;
  };
  return table<InventedLocation>(
    {
      locationId: (l) => l.locationId,
      providerId: (l) => l.providerId,
      organisationType: () => 'Location',
      type: () => 'Social Care Org',
      name: (l) => l.name,
      odsCode: (l) => l.odsCode,
      registrationStatus: (l) => (l.endedOn === '' ? 'Registered' : 'Deregistered'),
      registrationDate: (l) => british(l.startedOn),
      deregistrationDate: (l) => british(l.endedOn),
      dormancy: (l) => (l.dormant ? 'Y' : 'N'),
      numberOfBeds: (l) => String(l.beds),
      postalAddressLine1: (l) => l.lines[0],
      postalAddressLine2: (l) => l.lines[1],
      postalAddressTownCity: (l) => l.town,
      postalAddressCounty: (l) => l.county,
      region: (l) => l.region,
      postalCode: (l) => l.postcode,
      careHome: (l) => (l.services.some((s) => /homes$/.test(s)) ? 'Y' : 'N'),
      mainPhoneNumber: (l) => l.phone.replace(/^0/, ''),
      website: (l) => l.website.replace('https://', ''),
      localAuthority: (l) => l.area,
      relationships: () => '[]',
      regulatedActivities: (l) =>
        `[{'name': 'Personal care', 'code': 'RA1', 'contacts': ${people(l.manager)}}]`,
      gacServiceTypes: (l) =>
        list(
          l.services.map(
            (s) => `{'name': ${quoted(s)}, 'description': ${quoted(spelled(longServices, s))}}`,
          ),
        ),
      inspectionCategories: () =>
        "[{'code': 'S1', 'primary': 'true', 'name': 'Residential social care'}]",
      specialisms: (l) => list(l.people.map((p) => `{'name': ${quoted(p)}}`)),
      currentRatings: (l) =>
        l.rating === ''
          ? ''
          : `{'overall': {'rating': '${l.rating}', 'reportDate': '${l.ratedOn}'}, 'reportDate': '${l.ratedOn}'}`,
      brandId: (l) => (l.brand === '' ? '' : 'BD900'),
      brandName: (l) => (l.brand === '' ? '' : `BRAND ${l.brand}`),
    },
    all,
  );
}

/**
 * The same table after a few years: columns in another order and others among them, names in other
 * capitals, with more blanks, and without the bracket at their end.
 * @param at tells, for a number, which of so many; the same numbers give the same drift
 */
export function drifted(made: MadeTable, at: (choices: number) => number): MadeTable {
  const columns = [
    ...made.header.map((name, i) => ({ name, value: (row: string[]) => row[i] ?? '' })),
    { name: 'A new column', value: () => 'x' },
    { name: '', value: () => '7' },
  ];
  for (let i = columns.length - 1; i > 0; i--) {
    const j = at(i + 1);
    const [a, b] = [columns[i], columns[j]];
    if (a && b) [columns[i], columns[j]] = [b, a];
  }
  const spellings: ((name: string) => string)[] = [
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => ` ${name}  `,
    (name) => name.replace(/ /g, '  '),
    (name) => name.replace(/\)$/, ''),
    (name) => name.toLowerCase(),
  ];
  return {
    header: columns.map(({ name }) => spellings[at(spellings.length)]?.(name) ?? name),
    rows: made.rows.map((row) => columns.map(({ value }) => value(row))),
  };
}
