import { FileRefused } from '../import-result';
import type { ZipArchive } from './zip-archive';

/** What a zip archive turns out to be. */
export type Archive =
  | { holds: 'xlsx' | 'ods' }
  /** JSON files, in the order of their names. */
  | { holds: 'json'; names: string[] }
  /** One file of another kind, to be unpacked and read as if it had come alone. */
  | { holds: 'file'; name: string };

/** What systems add to archives of their own accord. */
const byTheWay = /(?:^|\/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:\/|$)/i;
const readable = /\.(?:csv|tsv|tab|txt|xlsx|xlsm|ods|json|ndjson|jsonl|ics)$/i;

/**
 * Finds out what an archive holds, by what is in it.
 * @throws FileRefused when it is nothing that can be read, or several things
 */
export async function archiveOf(zip: ZipArchive): Promise<Archive> {
  if (zip.has('[Content_Types].xml')) return { holds: 'xlsx' };
  if (zip.has('mimetype')) {
    const type = (await zip.whole('mimetype', 200)).toString('latin1').trim();
    if (/^application\/vnd\.oasis\.opendocument\.spreadsheet/.test(type)) return { holds: 'ods' };
    if (type.startsWith('application/vnd.oasis')) throw otherDocument();
  }
  const names = zip.names.filter((name) => !byTheWay.test(name)).sort();
  const json = names.filter((name) => /\.json$/i.test(name));
  const others = names.filter((name) => readable.test(name) && !/\.json$/i.test(name));
  if (json.length > 1 && others.length === 0) return { holds: 'json', names: json };
  const [one, ...more] = [...json, ...others];
  if (one !== undefined && more.length === 0) return { holds: 'file', name: one };
  throw one === undefined ? nothingInside(names) : severalInside([...json, ...others]);
}

const otherDocument = (): FileRefused =>
  new FileRefused(
    'not-csv',
    'The file is an OpenDocument file that is not a spreadsheet; import the CSV file or spreadsheet instead.',
  );

function nothingInside(names: readonly string[]): FileRefused {
  if (names.some((name) => /\.(?:zip|gz|7z|rar)$/i.test(name)))
    return new FileRefused(
      'archive-inside',
      'The archive holds another archive; unpack it and import the file inside.',
    );
  return new FileRefused(
    'nothing-inside',
    'The archive holds no CSV file, spreadsheet or JSON file; unpack it and look whether it is the right one.',
  );
}

function severalInside(names: readonly string[]): FileRefused {
  const first = names.slice(0, 3).map((name) => `“${name.slice(0, 80)}”`);
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return new FileRefused(
    'several-inside',
    `The archive holds several files (${first.join(', ')}${rest}); unpack it and import them one by one.`,
  );
}
