/** The columns of the CQC “Latest ratings” file, in its order. */
export const ratingsHeader = [
  'Location ID',
  'Location ODS Code',
  'Location Name',
  'Care Home?',
  'Location Type',
  'Location Primary Inspection Category',
  'Location Street Address',
  'Location Address Line 2',
  'Location City',
  'Location Post Code',
  'Location Local Authority',
  'Location Region',
  'Location NHS Region',
  'Location ONSPD CCG Code',
  'Location ONSPD CCG',
  'Location Commissioning CCG Code',
  'Location Commissioning CCG Name',
  'Service / Population Group',
  'Domain',
  'Latest Rating',
  'Publication Date',
  'Report Type',
  'Inherited Rating (Y/N)',
  'URL',
  'Provider ID',
  'Provider Name',
  'Brand ID',
  'Brand Name',
] as const;

export type RatingsRow = Record<(typeof ratingsHeader)[number], string>;

/** The headline row of an invented care home; name what should differ. */
export function ratingsRow(overrides: Partial<RatingsRow> = {}): RatingsRow {
  return {
    'Location ID': '1-900000001',
    'Location ODS Code': 'VZZ01',
    'Location Name': 'Amber Lodge',
    'Care Home?': 'Y',
    'Location Type': 'Social Care Org',
    'Location Primary Inspection Category': 'Residential social care',
    'Location Street Address': '1 Mill Lane',
    'Location Address Line 2': '',
    'Location City': 'Wexham',
    'Location Post Code': 'LN1 1AA',
    'Location Local Authority': 'Westshire',
    'Location Region': 'East Midlands',
    'Location NHS Region': 'Midlands',
    'Location ONSPD CCG Code': 'E38000999',
    'Location ONSPD CCG': 'NHS Westshire CCG',
    'Location Commissioning CCG Code': '',
    'Location Commissioning CCG Name': '',
    'Service / Population Group': 'Overall',
    Domain: 'Overall',
    'Latest Rating': 'Good',
    'Publication Date': '05/29/2026',
    'Report Type': 'Location',
    'Inherited Rating (Y/N)': 'N',
    URL: 'http://www.cqc.org.uk/location/1-900000001',
    'Provider ID': '1-800000001',
    'Provider Name': 'Amber Care Ltd',
    'Brand ID': '-',
    'Brand Name': '-',
    ...overrides,
  };
}

/** The rows of one site: its headline and a rating for one domain, or more. */
export function siteRows(
  overrides: Partial<RatingsRow> = {},
  domains: readonly string[] = ['Safe', 'Overall'],
): RatingsRow[] {
  return domains.map((domain) => ratingsRow({ Domain: domain, ...overrides }));
}

const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** One line, quoted where it must be. */
export function csvLine(values: readonly string[], delimiter = ','): string {
  const mustQuote = (value: string) => /["\r\n]/.test(value) || value.includes(delimiter);
  return values.map((value) => (mustQuote(value) ? quote(value) : value)).join(delimiter);
}

/** A whole file as CQC writes it: CRLF, no mark at its start, quotes only where needed. */
export function ratingsFile(rows: readonly RatingsRow[], delimiter = ','): string {
  const lines = [ratingsHeader, ...rows.map((row) => ratingsHeader.map((column) => row[column]))];
  return lines.map((line) => `${csvLine(line, delimiter)}\r\n`).join('');
}
