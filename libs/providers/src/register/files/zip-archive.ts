import { inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { FileRefused } from '../import-result';
import type { InputFile } from './input';
import type { Meter } from './meter';
import { ReadAhead } from './read-ahead';

/** Recorded answers of the CQC API are a file each; those of all England are better kept in a folder. */
const mostEntries = 50_000;
/** All locations with every column, as a workbook's XML, take a third of it. */
const mostUnpacked = 1.5 * 1024 ** 3;
/** XML and CSV pack 5 to 40 times smaller; bombs up to 1,032 times. */
const mostRatio = 200;
/** Smaller ones do no harm, whatever their ratio. */
const harmless = 8 * 1024 * 1024;

/** Kinds of files in the attributes that Unix writes into archives. */
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * A zip archive whose directory has been checked: no links, no overlapping parts, no names that lead
 * out of it, nothing encrypted, no size that could exhaust the machine.
 */
export class ZipArchive {
  private constructor(
    private readonly file: InputFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly meter: Meter,
  ) {}

  /** @throws FileRefused when the archive is damaged, or made to do harm */
  static async open(file: InputFile, meter: Meter): Promise<ZipArchive> {
    const zip = await directoryOf(file);
    if (zip.entryCount > mostEntries) throw tooMany();
    const entries = new Map<string, Entry>();
    const parts: { from: number; to: number }[] = [];
    let unpacked = 0;
    for await (const entry of damageIsRefused(zip.eachEntry())) {
      checkEntry(entry);
      unpacked += entry.uncompressedSize;
      const from = entry.relativeOffsetOfLocalHeader;
      parts.push({ from, to: from + 30 + entry.compressedSize });
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, slim(entry));
    }
    if (unpacked > mostUnpacked) throw bomb();
    expectNoOverlap(parts);
    return new ZipArchive(file, entries, meter);
  }

  /** Names of its files, as the archive lists them. */
  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Bytes of all files as they are packed. */
  get packedBytes(): number {
    return this.file.bytes;
  }

  /**
   * The bytes of one of its files, unpacked piece by piece.
   * @throws FileRefused when they are damaged, or others than the directory says
   */
  async *pieces(name: string): AsyncGenerator<Buffer> {
    const zip = await directoryOf(this.file);
    const entry = this.entry(name);
    const stream = await damageIsRefusedAt(() => zip.openReadStreamPromise(entry));
    this.meter.begin(entry.uncompressedSize);
    try {
      for await (const piece of damageIsRefused(stream as AsyncIterable<Buffer>)) {
        this.meter.add(piece.length);
        yield piece;
      }
    } finally {
      stream.destroy();
    }
  }

  /**
   * A small file as a whole.
   * @throws FileRefused when it has more than `most` bytes, or is damaged
   */
  async whole(name: string, most: number): Promise<Buffer> {
    const entry = this.entry(name);
    if (entry.uncompressedSize > most)
      throw new FileRefused(
        'document-too-large',
        `“${name}” in the file has more than ${most} bytes, which no register has there; check that it is the right file.`,
      );
    const packed = await this.packed(entry);
    const isPacked = entry.compressionMethod !== 0;
    const bytes = await damageIsRefusedAt(async () =>
      // `maxOutputLength` of nothing is not allowed.
      isPacked ? inflateRawSync(packed, { maxOutputLength: entry.uncompressedSize + 1 }) : packed,
    );
    if (bytes.length !== entry.uncompressedSize) throw lyingSize();
    return bytes;
  }

  private async packed(entry: Entry): Promise<Buffer> {
    const at = entry.relativeOffsetOfLocalHeader;
    const header = await this.range(at, at + 30);
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged();
    const from = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (from + entry.compressedSize > this.file.bytes) throw damaged();
    return this.range(from, from + entry.compressedSize);
  }

  private async range(from: number, to: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.file.pieces(from, Math.min(to, this.file.bytes)))
      pieces.push(piece);
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (!entry) throw damaged();
    return entry;
  }
}

function directoryOf(file: InputFile): Promise<ZipFile> {
  return damageIsRefusedAt(() =>
    fromRandomAccessReaderPromise(new ReadAhead(file), file.bytes, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    }),
  );
}

function checkEntry(entry: Entry): void {
  if (entry.isEncrypted())
    throw new FileRefused(
      'encrypted',
      'The archive is locked by a password; unpack it and import the file inside.',
    );
  if (!entry.canDecodeFileData())
    throw new FileRefused(
      'not-supported',
      'The archive is packed in a way that is not usual; unpack it and import the file inside.',
    );
  if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink)
    throw new FileRefused(
      'link-inside',
      `“${shown(entry.fileName)}” in the archive is a link to another place; put the file itself into it.`,
    );
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > harmless && uncompressedSize > compressedSize * mostRatio) throw bomb();
}

/** Keeps of an entry only what is needed: an archive may list very many. */
function slim(entry: Entry): Entry {
  entry.extraFields = [];
  entry.extraFieldRaw = entry.fileNameRaw = entry.fileCommentRaw = nothing;
  return entry;
}
const nothing = Buffer.alloc(0);

function expectNoOverlap(parts: { from: number; to: number }[]): void {
  let end = 0;
  for (const { from, to } of parts.sort((a, b) => a.from - b.from)) {
    if (from < end)
      throw new FileRefused(
        'zip-bomb',
        'Parts of the archive lie over one another, as in files made to do harm; get it from its publisher again.',
      );
    end = to;
  }
}

const shown = (name: string): string => name.slice(0, 80).replace(/[^\x20-\x7e]/g, '?');

async function* damageIsRefused<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw refusalOf(error);
  }
}

async function damageIsRefusedAt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What is wrong with an archive, in our words; the library and zlib say it in theirs. */
function refusalOf(error: unknown): Error {
  if (error instanceof FileRefused || !(error instanceof Error)) return error as Error;
  if (/bytes in the stream|larger than|size mismatch|uncompressed size/i.test(error.message))
    return lyingSize();
  if (/invalid relative path|absolute path|invalid characters in fileName/i.test(error.message))
    return new FileRefused(
      'unsafe-names',
      'Names in the archive lead out of it, as in files made to do harm; get it from its publisher again.',
    );
  return damaged();
}

const lyingSize = (): FileRefused =>
  new FileRefused(
    'lying-size',
    'Something in the archive has another size than the archive says; download it again.',
  );

const damaged = (): FileRefused =>
  new FileRefused(
    'damaged-zip',
    'The archive or workbook is damaged or was cut short; download it again.',
  );

const tooMany = (): FileRefused =>
  new FileRefused(
    'too-many-files',
    `The archive holds more than ${mostEntries} files; check that it is the right one, or unpack it and import the folder.`,
  );

const bomb = (): FileRefused =>
  new FileRefused(
    'zip-bomb',
    'The archive would unpack to far more than any register has; check that it is the right file.',
  );
