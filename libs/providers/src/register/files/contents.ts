import { FileRefused } from '../import-result';
import { archiveOf } from './archive';
import { delimiters } from './csv-text';
import { type FileFacts, factsOf } from './file-facts';
import { Folder } from './folder';
import { type Fingerprint, type InputFile, openInput } from './input';
import { jsonUnits, type Unit, wholeText } from './json-documents';
import { longestDocument } from './json-limits';
import type { Meter } from './meter';
import { odsSheets } from './ods-workbook';
import type { Sheet } from './sheet';
import { decoded, utf16Of } from './text-encoding';
import { textSheet } from './text-sheet';
import { unpacked } from './unpacked-file';
import { xlsxSheets } from './xlsx-workbook';
import { ZipArchive } from './zip-archive';

/** What a file or folder turned out to hold, found by its bytes, whatever its name ends in. */
export interface Contents extends Fingerprint {
  /** What stands in an archive is named behind it: `register.zip/inner.csv`. */
  fileName: string;
  found: Tables | Documents;
}

/** Tables one of which is wanted: sheets of a workbook, or ways to cut a text. */
interface Tables {
  sheets: Iterable<Sheet> | AsyncIterable<Sheet>;
  /** Whether those below the first that fits are looked at too. */
  enough: 'first' | 'all';
}

interface Documents {
  units: AsyncGenerator<Unit>;
}

/**
 * Opens a file or folder, and does something with what it holds while it is open.
 * @throws FileRefused when there is none, or it is nothing that can be read
 */
export async function withContents<T>(
  path: string,
  fileName: string,
  meter: Meter,
  use: (contents: Contents) => Promise<T>,
): Promise<T> {
  const input = await openInput(path);
  if (input instanceof Folder)
    return use({
      ...(await input.fingerprint()),
      fileName,
      found: { units: folderUnits(input, meter) },
    });
  try {
    meter.begin(input.bytes);
    const facts = await factsOf(input, meter);
    const done = await withFile(input, { ...facts, fileName }, meter, use);
    await input.expectUnchanged();
    return done;
  } finally {
    await input.close();
  }
}

type NamedFacts = FileFacts & { fileName: string };

function withFile<T>(
  input: InputFile,
  facts: NamedFacts,
  meter: Meter,
  use: (contents: Contents) => Promise<T>,
): Promise<T> {
  const { sha256, bytes, fileName } = facts;
  const as = (found: Contents['found']) => use({ sha256, bytes, fileName, found });
  const text = () => decoded(metered(input, meter), facts.encoding);
  switch (facts.format) {
    case 'table':
      return as({ sheets: textSheets(text, facts), enough: 'first' });
    case 'json':
      return as({ units: jsonUnits(fileName, text) });
    case 'calendar':
      return as({ units: wholeText(fileName, text()) });
    case 'zip':
      return withArchive(input, facts, meter, use);
  }
}

async function withArchive<T>(
  input: InputFile,
  facts: NamedFacts,
  meter: Meter,
  use: (contents: Contents) => Promise<T>,
): Promise<T> {
  const { sha256, bytes, fileName } = facts;
  const as = (found: Contents['found']) => use({ sha256, bytes, fileName, found });
  const zip = await ZipArchive.open(input, meter);
  const archive = await archiveOf(zip);
  switch (archive.holds) {
    case 'xlsx':
      return as({ sheets: await xlsxSheets(zip, meter), enough: 'all' });
    case 'ods':
      return as({ sheets: odsSheets(zip), enough: 'first' });
    case 'json':
      return as({ units: archiveUnits(zip, archive.names, meter) });
    case 'file': {
      const inside = await unpacked(zip, archive.name);
      try {
        const own = await factsOf(inside, meter);
        if (own.format === 'zip' && !(await isWorkbook(inside, meter))) throw archiveInside();
        const outside = { sha256, bytes, fileName: `${fileName}/${archive.name}` };
        return await withFile(inside, { ...own, ...outside }, meter, use);
      } finally {
        await inside.close();
      }
    }
  }
}

async function isWorkbook(file: InputFile, meter: Meter): Promise<boolean> {
  const { holds } = await archiveOf(await ZipArchive.open(file, meter));
  return holds === 'xlsx' || holds === 'ods';
}

/** A text may be separated by whatever makes its header one that is known. */
function textSheets(text: () => AsyncIterable<string>, facts: FileFacts): Sheet[] {
  return delimiters.map((delimiter) => textSheet(text, delimiter, facts.endsWithNewline));
}

async function* folderUnits(folder: Folder, meter: Meter): AsyncGenerator<Unit> {
  for await (const { name, bytes } of folder.contents()) yield* bytesUnits(name, bytes);
  meter.achieved();
}

async function* archiveUnits(
  zip: ZipArchive,
  names: readonly string[],
  meter: Meter,
): AsyncGenerator<Unit> {
  meter.begin(zip.packedBytes);
  for (const name of names) {
    yield* bytesUnits(name, await zip.whole(name, longestDocument));
    meter.add(zip.packedBytes / names.length);
  }
}

function bytesUnits(name: string, bytes: Buffer): AsyncGenerator<Unit> {
  return jsonUnits(name, () => decoded(once(bytes), utf16Of(bytes) ?? 'utf-8'));
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

async function* metered(input: InputFile, meter: Meter): AsyncGenerator<Buffer> {
  meter.begin(input.bytes);
  for await (const piece of input.pieces()) {
    meter.add(piece.length);
    yield piece;
  }
}

const archiveInside = (): FileRefused =>
  new FileRefused(
    'archive-inside',
    'The archive holds another archive; unpack it and import the file inside.',
  );
