import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TableVariant } from '@app/providers';
import { parse } from 'csv-parse/sync';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { readTable, type VariantReading } from './read-variant';

/** A file of those that come with the project, by its name in `data/`. */
export const openDataFile = (name: string): string => join(__dirname, '../../data', name);

/** What lies in a file of `data/`: itself, or each file in it when it is an archive. */
export async function openData(name: string): Promise<{ name: string; bytes: Buffer }[]> {
  const bytes = readFileSync(openDataFile(name));
  return name.endsWith('.zip') ? unzip(bytes) : [{ name, bytes }];
}

/** Lets a reader of tables read a file of `data/`, whose first line is its header. */
export async function readOpenTable(variant: TableVariant, name: string): Promise<VariantReading> {
  const [file] = await openData(name);
  const [header = [], ...rows] = parse(file?.bytes ?? '') as string[][];
  return readTable(variant, header, rows, { fileName: name });
}

async function unzip(bytes: Buffer): Promise<{ name: string; bytes: Buffer }[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  const files: { name: string; bytes: Buffer }[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(files));
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        buffer(stream).then((content) => {
          files.push({ name: entry.fileName, bytes: content });
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
}
