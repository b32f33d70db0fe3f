import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { FileRefused } from '../import-result';
import { type Folder, listFolder } from './folder';

const chunkBytes = 128 * 1024;
/** The ratings of all of England, nine rows a location, take a third of it. */
const mostBytes = 512 * 1024 * 1024;

/** What tells one file from another. */
export interface Fingerprint {
  /** SHA-256 in hex: of the bytes; of a folder, over the names and contents of its files. */
  sha256: string;
  bytes: number;
}

/** A file that is open; everything is read from the same one, whatever its path leads to later. */
export class InputFile {
  private constructor(
    private readonly file: FileHandle,
    readonly bytes: number,
    private readonly changedMs: number,
  ) {}

  /** @throws FileRefused when there is none, it cannot be read, or it is too large */
  static async open(path: string): Promise<InputFile> {
    return InputFile.of(await openForReading(path));
  }

  /** @throws FileRefused when it is too large; it is closed then */
  static async of(file: FileHandle): Promise<InputFile> {
    const { size, mtimeMs } = await file.stat();
    if (size <= mostBytes) return new InputFile(file, size, mtimeMs);
    await file.close();
    throw new FileRefused(
      'too-large',
      'The file has more than 512 MB, which no register has; check that it is the right one.',
    );
  }

  get fd(): number {
    return this.file.fd;
  }

  /** Its bytes, in pieces that stay as they are when the next is read. */
  async *pieces(from = 0, to = this.bytes): AsyncGenerator<Buffer> {
    for (let at = from; at < to; ) {
      const buffer = Buffer.allocUnsafeSlow(Math.min(chunkBytes, to - at));
      const { bytesRead } = await this.file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw fileChanged();
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** @throws FileRefused when it is not the file that was opened any more */
  async expectUnchanged(): Promise<void> {
    const { size, mtimeMs } = await this.file.stat();
    if (size !== this.bytes || mtimeMs !== this.changedMs) throw fileChanged();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/**
 * Opens what a person named.
 * @throws FileRefused when it is neither a file nor a folder, or cannot be read
 */
export async function openInput(path: string): Promise<InputFile | Folder> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(error);
  }
  return isFolder ? listFolder(path) : InputFile.open(path);
}

/**
 * Reads a file or folder once, to know whether it was imported before.
 * @throws FileRefused as `openInput`
 */
export async function fingerprint(path: string): Promise<Fingerprint> {
  const input = await openInput(path);
  if (!(input instanceof InputFile)) return input.fingerprint();
  try {
    const hash = createHash('sha256');
    for await (const piece of input.pieces()) hash.update(piece);
    await input.expectUnchanged();
    return { sha256: hash.digest('hex'), bytes: input.bytes };
  } finally {
    await input.close();
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    // Looked at before it is opened: opening a pipe would wait for someone to write into it.
    if ((await stat(path)).isFile()) return await open(path, 'r');
  } catch (error) {
    throw unreadable(error);
  }
  throw new FileRefused('not-a-file', 'This is not a file; name the file itself.');
}

function unreadable(error: unknown): FileRefused {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new FileRefused('no-such-file', 'There is no such file; check its name and folder.');
  return new FileRefused(
    'unreadable',
    `The file cannot be opened (${code}); check who may read it.`,
  );
}

const fileChanged = (): FileRefused =>
  new FileRefused('file-changed', 'The file changed while it was read; try again.');
