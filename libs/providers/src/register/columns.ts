import { FileRefused } from './import-result';

/** The columns of the CQC “Latest ratings” file that are used, by our name for them. */
export const columns = {
  location_id: 'Location ID',
  ods_code: 'Location ODS Code',
  name: 'Location Name',
  care_home: 'Care Home?',
  location_type: 'Location Type',
  category: 'Location Primary Inspection Category',
  street: 'Location Street Address',
  line_2: 'Location Address Line 2',
  town: 'Location City',
  postcode: 'Location Post Code',
  local_authority: 'Location Local Authority',
  region: 'Location Region',
  cqc_url: 'URL',
  provider_id: 'Provider ID',
  provider_name: 'Provider Name',
  brand: 'Brand Name',
  group: 'Service / Population Group',
  domain: 'Domain',
  rating: 'Latest Rating',
  rated_on: 'Publication Date',
} as const;

export type Column = keyof typeof columns;
const columnNames = Object.keys(columns) as Column[];

/** Where each column stands in a file. */
export interface Header {
  positions: Readonly<Record<Column, number>>;
  /** Fields a whole row has. */
  width: number;
}

/** Files people may take for this one, each by columns that it has and ours does not. */
const otherFiles: readonly { name: string; has: readonly string[] }[] = [
  {
    name: 'the CQC care directory',
    has: ['address', 'location url', 'cqc provider id (for office use only)'],
  },
  {
    name: 'the CQC website’s search export',
    has: ['address 1', 'cqc provider id (for office use only)'],
  },
  { name: 'a CQC location export', has: ['location hsca start date', 'location name'] },
  { name: 'a borough’s extract of care homes', has: ['cqc_id', 'cqc_webpage'] },
  { name: 'a table of CQC API records', has: ['locationid', 'providerid', 'registrationstatus'] },
  { name: 'the list of DSPT publications', has: ['code', 'organisation name', 'status'] },
];

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * Finds the columns in the header, in any order and among others.
 * @throws FileRefused when some are missing or stand there twice
 */
export function readHeader(record: readonly string[]): Header {
  const found = record.map(plain);
  const missing = columnNames.filter((c) => !found.includes(plain(columns[c])));
  if (missing.length > 0) throw wrongColumns(record, missing);
  const twice = columnNames.find((c) => {
    const name = plain(columns[c]);
    return found.indexOf(name) !== found.lastIndexOf(name);
  });
  if (twice)
    throw new FileRefused(
      'repeated-column',
      `The column “${columns[twice]}” is there twice; delete the one that is wrong.`,
    );
  const positions = Object.fromEntries(
    columnNames.map((c) => [c, found.indexOf(plain(columns[c]))]),
  ) as Record<Column, number>;
  return { positions, width: record.length };
}

/** The name of a file this header belongs to, when it is one that people take for ours. */
export function nameOtherFile(record: readonly string[]): string | null {
  const found = record.map(plain);
  return otherFiles.find((file) => file.has.every((c) => found.includes(c)))?.name ?? null;
}

/** Says which other file this is. */
export function refuseOtherFile(name: string): FileRefused {
  return new FileRefused(
    'not-supported',
    `This is ${name}; only the CQC “Latest ratings” file (CSV) can be imported so far.`,
  );
}

function wrongColumns(record: readonly string[], missing: readonly Column[]): FileRefused {
  const other = nameOtherFile(record);
  if (other) return refuseOtherFile(other);
  if (missing.length === columnNames.length)
    return new FileRefused(
      'not-csv',
      'The first row names none of the columns of the CQC “Latest ratings” file; is this another file?',
    );
  const names = missing.map((c) => `“${columns[c]}”`).join(', ');
  return new FileRefused(
    'wrong-columns',
    `The first row lacks ${names}; download the CQC “Latest ratings” file again, as it is.`,
  );
}
