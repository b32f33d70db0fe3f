import { checkLocationId, checkPostcode } from '@app/domain';
import type { ColumnNames, RowReading } from './named-columns';

/** Columns by which a person, and the next import, recognise the site of a row. */
export const siteColumnNames = {
  location: [
    'Location ID',
    'CQC Location ID',
    'CQC Location ID (for office use only)',
    'CQC Location (for office use only)',
    'CQC ID',
    'Location CQC ID',
    'CQC location number',
  ],
  code: ['ODS code', 'Location ODS code', 'Site ODS code', 'ODS site code', 'ODS'],
  name: ['Location name', 'Name', 'Site name', 'Care home name', 'Organisation name'],
  postcode: ['Postcode', 'Location postcode', 'Postal code', 'Location postal code'],
  town: ['Town', 'Town/City', 'Location city', 'City', 'postalAddressTownCity'],
  phone: [
    'Telephone',
    'Telephone number',
    'Phone number',
    'Phone',
    'Location telephone number',
    'mainPhoneNumber',
  ],
} as const satisfies ColumnNames<string>;

export type SiteColumn = keyof typeof siteColumnNames;

/** The site a row is about, as far as the row says. */
export interface NamedSite {
  /**
   * The CQC location id; or, of a row without one, a text that stays the same when the row comes
   * again and is no location's id, so that it finds none.
   */
  identity: string;
  /** What a person is shown of the row while it fits no site. */
  said: Record<string, string>;
}

const shown: readonly [SiteColumn, string][] = [
  ['location', 'Location ID'],
  ['name', 'Location name'],
  ['postcode', 'Postcode'],
  ['town', 'Town'],
  ['phone', 'Telephone'],
  ['code', 'ODS code'],
];

/**
 * Finds out which site a row is about. One without a usable id can still be known by name and
 * postcode, which only a person may compare with ours (domain rules, edge case 26).
 * @returns null when the row names no site at all; a note says so
 */
export function siteOfRow<Column extends string>(
  row: RowReading<Column | SiteColumn>,
): NamedSite | null {
  if (!shown.every(([column]) => row.isPlain(column))) return null;
  const said: Record<string, string> = {};
  for (const [column, name] of shown) if (row.text(column) !== '') said[name] = row.text(column);
  const id = row.text('location');
  if (id !== '') {
    const check = checkLocationId(id);
    if (check.verdict === 'block') row.setAside('location', check.code, check.message);
    if (check.verdict === 'warn') row.warn('location', check.code, check.message);
    if (check.verdict !== 'block') return { identity: check.value, said };
  }
  const name = row.text('name');
  if (name === '') {
    if (id === '')
      row.setAside(null, 'no-site', 'The row has neither a CQC location ID nor a name; add one.');
    return null;
  }
  const postcode = checkPostcode(row.text('postcode')).value;
  return { identity: `no id: ${name}, ${postcode}`.toLowerCase(), said };
}
