import { createHash } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileRefused } from '../import-result';
import { longestDocument } from './json-limits';

const mostFiles = 200_000;
const mostFolders = 1000;
const deepest = 4;

/** One file of a folder. */
export interface FolderFile {
  /** Its path within the folder, parts joined by `/`. */
  name: string;
  path: string;
}

/** A folder of JSON files, in the order of their names. */
export class Folder {
  constructor(readonly files: readonly FolderFile[]) {}

  /** SHA-256 over the names and contents of its files, and their bytes together. */
  async fingerprint(): Promise<{ sha256: string; bytes: number }> {
    const whole = createHash('sha256');
    let bytes = 0;
    for (const { name, path } of this.files) {
      const content = await readWhole(name, path);
      bytes += content.length;
      const each = createHash('sha256').update(content).digest('hex');
      whole.update(`${each} ${name}\n`);
    }
    return { sha256: whole.digest('hex'), bytes };
  }

  /** Each file with its whole content. */
  async *contents(): AsyncGenerator<{ name: string; bytes: Buffer }> {
    for (const { name, path } of this.files) yield { name, bytes: await readWhole(name, path) };
  }
}

/**
 * Finds the JSON files of a folder and the folders in it. Other files, and hidden ones, are left
 * alone.
 * @throws FileRefused when there are none, far too many, or links among them
 */
export async function listFolder(path: string): Promise<Folder> {
  const files: FolderFile[] = [];
  const waiting = [{ name: '', path, depth: 1 }];
  for (let looked = 0; ; looked++) {
    const folder = waiting.shift();
    if (!folder) break;
    if (looked > mostFolders || folder.depth > deepest) throw tooMuch();
    for (const entry of await entriesOf(folder.path)) {
      const name = folder.name + entry.name;
      const path = join(folder.path, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isSymbolicLink()) throw linkInside(name);
      if (entry.isDirectory()) waiting.push({ name: `${name}/`, path, depth: folder.depth + 1 });
      else if (entry.isFile() && /\.json$/i.test(name)) files.push({ name, path });
      if (files.length > mostFiles) throw tooMuch();
    }
  }
  if (files.length === 0)
    throw new FileRefused(
      'no-json',
      'The folder holds no JSON file; name the file to import, or the folder of JSON records.',
    );
  return new Folder(files.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new FileRefused(
      'unreadable',
      `The folder cannot be read (${code}); check who may read it.`,
    );
  }
}

async function readWhole(name: string, path: string): Promise<Buffer> {
  try {
    // A link that took the file's place since the folder was listed is not followed.
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = await file.stat();
      if (size > longestDocument)
        throw new FileRefused(
          'document-too-large',
          `“${name}” has more than 8 MB, which no record has; take it out of the folder.`,
        );
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new FileRefused(
      'unreadable',
      `“${name}” cannot be opened (${code}); check who may read it.`,
    );
  }
}

const linkInside = (name: string): FileRefused =>
  new FileRefused(
    'link-inside',
    `“${name}” is a link to another place; put the file itself into the folder.`,
  );

const tooMuch = (): FileRefused =>
  new FileRefused(
    'too-many-files',
    'The folder holds too many files or folders to be a register; name the folder of the records.',
  );
