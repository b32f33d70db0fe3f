import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { csvLine, type RatingsRow, ratingsHeader, ratingsRow } from '../builders/latest-ratings';

export interface RegisterFile {
  /** Rows below the header. */
  rows: number;
  /** Rows of one site: 9 in CQC's file on average, 1 where only the headline is kept. */
  rowsPerSite: number;
  /** The same seed makes the same file. */
  seed: number;
}

const trees = ['Amber', 'Birch', 'Cedar', 'Damson', 'Elder', 'Fern', 'Hazel', 'Juniper', 'Larch'];
const houses = ['Lodge', 'House', 'Court', 'Grange', 'Manor', 'Cottage', 'Hall', 'View', 'Gardens'];
const owners = ['Care Ltd', 'Homes, Limited', 'Living LLP', '“Kind” Care Ltd', 'Healthcare Ltd'];
const streets = ['Mill Lane', 'Church Street', 'Station Road', 'The Green', 'High Street'];
const towns = ['Wexham', 'Northby', 'Saltfleet St Ann', 'Kirkholme', 'Marshwick', 'Old Barrow'];
const areas = ['Westshire', 'Eastshire', 'Northmarsh', 'Southfold', 'Midvale'];
const ratings = ['Outstanding', 'Good', 'Good', 'Good', 'Requires improvement', 'Inadequate'];
const domains = ['Overall', 'Safe', 'Effective', 'Caring', 'Responsive', 'Well-led'];
const groups = ['Overall', 'Care Homes'];

/** Writes a file in the shape of CQC's “Latest ratings”, all of it invented. */
export async function writeRegisterFile(path: string, file: RegisterFile): Promise<void> {
  const out = createWriteStream(path);
  const random = seeded(file.seed);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const write = async (line: readonly string[]) => {
    if (!out.write(`${csvLine(line)}\r\n`)) await once(out, 'drain');
  };
  await write(ratingsHeader);
  for (let row = 0, site = 0; row < file.rows; site++) {
    const values = inventSite(site, random, pick);
    for (let i = 0; i < file.rowsPerSite && row < file.rows; i++, row++) {
      const line: RatingsRow = {
        ...values,
        'Service / Population Group': groups[Math.floor(i / domains.length) % groups.length] ?? '',
        Domain: domains[i % domains.length] ?? '',
        'Latest Rating': pick(ratings),
      };
      await write(ratingsHeader.map((column) => line[column]));
    }
  }
  out.end();
  await once(out, 'close');
}

function inventSite(
  n: number,
  random: () => number,
  pick: (from: readonly string[]) => string,
): RatingsRow {
  const upTo = (most: number) => Math.floor(random() * most);
  const two = (value: number) => String(value).padStart(2, '0');
  const provider = upTo(Math.ceil((n + 1) / 3));
  return ratingsRow({
    'Location ID': `1-${9_000_000_000 + n}`,
    'Location ODS Code': `V${n.toString(36).toUpperCase().padStart(4, '0')}`,
    'Location Name': `${pick(trees)} ${pick(houses)} ${n}`,
    'Care Home?': random() < 0.55 ? 'Y' : 'N',
    'Location Street Address': `${1 + upTo(200)} ${pick(streets)}`,
    'Location Address Line 2': random() < 0.4 ? pick(towns) : '',
    'Location City': pick(towns),
    'Location Post Code': `LN${1 + upTo(9)} ${1 + upTo(9)}AB`,
    'Location Local Authority': pick(areas),
    'Publication Date': `${two(1 + upTo(12))}/${two(1 + upTo(28))}/${2016 + upTo(10)}`,
    URL: `http://www.cqc.org.uk/location/1-${9_000_000_000 + n}`,
    'Provider ID': `1-${8_000_000_000 + provider}`,
    'Provider Name': `${trees[provider % trees.length]} ${owners[provider % owners.length]} ${provider}`,
    'Brand Name': provider % 10 === 0 ? `BRAND ${trees[provider % trees.length]} Group` : '-',
  });
}

/** Mulberry32: small, fast, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
