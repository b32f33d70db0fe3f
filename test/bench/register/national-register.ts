import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvLine, ratingsHeader, type RatingsRow, ratingsRow } from '../../builders/latest-ratings';

const domains = ['Overall', 'Safe', 'Effective', 'Caring', 'Responsive', 'Well-led'];

/** Of the real file's sites two in five are rated for a second service too: 8.7 rows a site. */
const hasSecondService = (n: number): boolean => n % 20 < 9;

const towns = ['Lincoln', 'Boston', 'Sleaford', 'Grantham', 'Stamford', 'Louth', 'Spalding'];
const ratings = ['Good', 'Good', 'Good', 'Outstanding', 'Requires improvement'];

/** Writes a "Latest ratings" file of invented sites with at least so many rows. @returns its rows */
export async function writeNationalRegister(path: string, rows: number): Promise<number> {
  let written = 0;
  function* lines(): Generator<string> {
    yield `${csvLine(ratingsHeader)}\r\n`;
    for (let n = 1; written < rows; n++) {
      const site = siteOf(n);
      const services = hasSecondService(n) ? ['Overall', 'Care Homes'] : ['Overall'];
      for (const service of services)
        for (const domain of domains) {
          const row = { ...site, 'Service / Population Group': service, Domain: domain };
          yield `${csvLine(ratingsHeader.map((column) => row[column]))}\r\n`;
          written++;
        }
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return written;
}

function siteOf(n: number): RatingsRow {
  const provider = Math.ceil(n / 3);
  const letter = (k: number): string => String.fromCharCode(65 + (k % 26));
  const locationId = `1-${2_000_000_000 + n}`;
  return ratingsRow({
    'Location ID': locationId,
    'Location ODS Code': `V${letter(n)}${letter(Math.floor(n / 26))}${String(n % 100).padStart(2, '0')}`,
    'Location Name': n % 7 === 0 ? `Invented House, No. ${n}` : `Invented House ${n}`,
    'Location Street Address': `${n} Mill Lane`,
    'Location City': towns[n % towns.length] ?? '',
    'Location Post Code': `LN${(n % 9) + 1} ${n % 10}A${letter(n) === 'C' ? 'A' : 'B'}`,
    'Location Local Authority': `Shire ${n % 150}`,
    'Latest Rating': ratings[n % ratings.length] ?? '',
    URL: `http://www.cqc.org.uk/location/${locationId}`,
    'Provider ID': `1-${1_000_000_000 + provider}`,
    'Provider Name': `Invented Care ${provider} Ltd`,
  });
}
