import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DocumentVariant,
  type FileRead,
  readFile,
  type TableVariant,
  type Variants,
} from '@app/providers';

/** What reading a file came to. */
export interface FileOutcome {
  read: FileRead;
  /** Lines of COPY text, of all subjects. */
  lines: string[];
}

/** A made-up kind of table: whatever has the columns `Code` and `Name`, among others. */
export const listOfNames: TableVariant = {
  name: 'test-names',
  kind: 'ods',
  title: 'a list of names',
  needs: ['Code', 'Name'],
  speaks: { odsOrganisation: ['name', 'town'] },
  recognise: (header) => header.includes('Code') && header.includes('Name'),
  async *read({ header, rows, notes }) {
    const [code, name, town] = ['Code', 'Name', 'Town'].map((c) => header.indexOf(c));
    const at = (values: readonly string[], place = -1) => values[place] ?? '';
    for await (const batch of rows) {
      yield batch.map(({ row, values }) => {
        notes.countRow();
        return {
          subject: 'odsOrganisation' as const,
          row,
          key: { code: at(values, code) },
          values: { name: at(values, name), town: at(values, town) || null },
          mayCreate: true,
        };
      });
    }
  },
};

/** A made-up kind of JSON record: whatever has a `code`. */
export const recordsOfNames: DocumentVariant = {
  name: 'test-records',
  kind: 'ods',
  title: 'records of names',
  speaks: { odsOrganisation: ['name'] },
  recognise: (content) => typeof content === 'object' && content !== null && 'code' in content,
  async *read({ all, notes }) {
    for await (const { place, content } of all) {
      notes.countRow();
      const { code, name = null } = content as { code: string; name?: string };
      yield [
        {
          subject: 'odsOrganisation' as const,
          row: place,
          key: { code },
          values: { name },
          mayCreate: true,
        },
      ];
    }
  },
};

export const madeUp: Variants = { tables: [listOfNames], documents: [recordsOfNames] };

/** A folder for files of a test, gone with `end`. */
export async function scratchFolder(): Promise<{ path: string; end(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'caseload-files-'));
  return { path, end: () => rm(path, { recursive: true }) };
}

/** Reads a file from disk, without a thread. */
export async function readPath(
  path: string,
  variants = madeUp,
  kind: FileRead['kind'] | 'any' = 'any',
): Promise<FileOutcome> {
  let text = '';
  const read = await readFile({ kind, path, fileName: 'given.name' }, variants, {
    begin: async () => undefined,
    copy: async (_, chunk) => {
      text += chunk.toString();
    },
    progress: () => undefined,
  });
  return { read, lines: text === '' ? [] : text.trimEnd().split('\n') };
}

/** Reads bytes as if they were a file, without a thread. */
export async function readBytes(
  bytes: string | Buffer,
  variants = madeUp,
  kind: FileRead['kind'] | 'any' = 'any',
): Promise<FileOutcome> {
  const folder = await scratchFolder();
  try {
    const path = join(folder.path, 'file.bin');
    await writeFile(path, bytes);
    return await readPath(path, variants, kind);
  } finally {
    await folder.end();
  }
}
