import type { ColumnSpec } from '../reading/find-columns';
import type { Header, TableRow } from '../reading/variant';
import { listOf } from '../values/split-list';
import { tidyText } from '../values/tidy-text';

/** The columns of CQC's HSCA workbooks that are used, of about 122. */
export const hscaColumns = {
  location_id: ['Location ID'],
  provider_id: ['Provider ID'],
  name: ['Location Name'],
  also_known_as: ['Location Also Known As'],
  care_home: ['Care home?'],
  ods_code: ['Location ODS Code'],
  phone: ['Location Telephone Number'],
  registered_managers: ['Registered manager'],
  website: ['Location Web Address'],
  beds: ['Care homes beds', 'Care homes beds at point location de-activated'],
  location_type: ['Location Type/Sector', 'Location Type'],
  category: ['Location Primary Inspection Category'],
  rating: ['Location Latest Overall Rating'],
  rated_on: ['Publication Date'],
  region: ['Location Region'],
  local_authority: ['Location Local Authority'],
  icb: ['Location ONSPD ICB', 'Location ONSPD ICB Name'],
  address: ['Location Street Address'],
  line_2: ['Location Address Line 2'],
  town: ['Location City'],
  county: ['Location County'],
  postcode: ['Location Postal Code', 'Location Post Code'],
  uprn: ['Location UPRN ID', 'Location UPRN'],
  registered_on: ['Location HSCA start date'],
  deregistered_on: ['Location HSCA End Date'],
  dormant: ['Dormant (Y/N)', 'Dormant'],
  brand: ['Brand Name'],
  provider_name: ['Provider Name'],
  provider_registered_on: ['Provider HSCA start date'],
  companies_house: ['Provider Companies House Number'],
  provider_phone: ['Provider Telephone Number'],
  provider_website: ['Provider Web Address'],
  provider_address: ['Provider Street Address'],
  provider_line_2: ['Provider Address Line 2'],
  provider_town: ['Provider City'],
  provider_postcode: ['Provider Postal Code'],
  provider_local_authority: ['Provider Local Authority'],
} as const satisfies ColumnSpec<string>;

export type HscaColumn = keyof typeof hscaColumns;

/** Columns whose names are those of services, each with `Y` where a location has it. */
export interface FlagColumns {
  columns: readonly { at: number; name: string }[];
}

/** Finds the flag columns of one family: `Service type - Domiciliary care service`. */
export function findFlags(
  header: Header,
  family: RegExp,
  nameOf: (name: string) => string,
): FlagColumns {
  return {
    columns: header.flatMap((title, at) => {
      const name = family.exec(tidyText(title))?.[1];
      return name === undefined ? [] : [{ at, name: nameOf(name) }];
    }),
  };
}

/** What a row is flagged with; null when with nothing, undefined when the file has no such columns. */
export function flagged(row: TableRow, { columns }: FlagColumns): string[] | null | undefined {
  if (columns.length === 0) return undefined;
  return listOf(
    columns.filter(({ at }) => /^\s*Y(?:es)?\s*$/i.test(row.values[at] ?? '')).map((c) => c.name),
  );
}
