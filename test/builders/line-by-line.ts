/** Columns of the programme's workbook, as a month may have them. */
export const lineHeader = [
  'Location DSPT status',
  'Publication date',
  'CQC ID',
  'Name',
  'ODS code',
  'Telephone',
  'Registered manager',
  'Postcode',
  'Town',
  'Brand',
  'Parent name',
  'Parent CQC ID',
  'Parent ODS code',
  'Parent DSPT status',
  'Dormant',
] as const;

export type LineRow = Record<(typeof lineHeader)[number], string>;

/** A row of an invented home; name what should differ. */
export function lineRow(overrides: Partial<LineRow> = {}): LineRow {
  return {
    'Location DSPT status': '25/26 Standards Met',
    'Publication date': '20/05/2026',
    'CQC ID': '1-900000001',
    Name: 'Amber Lodge',
    'ODS code': 'VZZ01',
    Telephone: '01522 000001',
    'Registered manager': 'Mackay, Emma, Ms',
    Postcode: 'LN1 1AA',
    Town: 'Wexham',
    Brand: '-',
    'Parent name': 'Amber Care Ltd',
    'Parent CQC ID': '1-800000001',
    'Parent ODS code': 'A1B2',
    'Parent DSPT status': 'Not Published',
    Dormant: 'N',
    ...overrides,
  };
}

/** The workbook saved as CSV. */
export function lineFile(rows: readonly LineRow[]): string {
  const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  const lines = [lineHeader, ...rows.map((row) => lineHeader.map((name) => row[name]))];
  return lines.map((values) => `${values.map(quote).join(',')}\n`).join('');
}
