import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportKind } from '../register/import-result';
import type { LiveService, Reading } from './live-service';

/** What is remembered of a file: what the server needs to say that it is still the same. */
interface FileCursor {
  etag?: string;
  lastModified?: string;
}

export interface FileAddress {
  name: LiveService['name'];
  title: string;
  kind: ImportKind;
  url: string;
  /** What to call it when the server does not say. */
  fileName: string;
}

/** A service that is one file at one address: the DSPT list, the bank holidays. */
export class FileService implements LiveService {
  readonly name: LiveService['name'];
  readonly title: string;

  constructor(private readonly address: FileAddress) {
    this.name = address.name;
    this.title = address.title;
  }

  async read({ store, ask }: Reading) {
    const { etag, lastModified } = (await store.cursor()) as FileCursor;
    const { status, headers, body } = await ask({
      url: this.address.url,
      headers: {
        ...(etag ? { 'If-None-Match': etag } : {}),
        ...(lastModified ? { 'If-Modified-Since': lastModified } : {}),
      },
    });
    if (status === 304) return { download: null, cursor: { etag, lastModified } };
    const fileName = sentName(headers.get('Content-Disposition')) ?? this.address.fileName;
    const cursor: FileCursor = {
      etag: headers.get('ETag') ?? undefined,
      lastModified: headers.get('Last-Modified') ?? undefined,
    };
    const download = {
      kind: this.address.kind,
      fileName,
      asOf: null,
      async write(folder: string): Promise<string> {
        const path = join(folder, 'download');
        await writeFile(path, body);
        return path;
      },
    };
    return { download, cursor };
  }
}

/** The name in `attachment; filename="DSPT search results 19_11_2026 06_00_00.csv"`. */
function sentName(disposition: string | null): string | null {
  const [, quoted, bare] =
    /filename=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(disposition ?? '') ?? [];
  const name = basename((quoted ?? bare ?? '').replaceAll('\\', '/'));
  return name === '' ? null : name;
}
