import { fingerprint } from './input';
import { readFile } from './read-file';
import type { FileReader } from '../imports.service';
import { documentVariants, tableVariants } from '../variants';

/** Reads files as an import does, but without a thread, which takes a second to start in tests. */
export const readHere: FileReader = {
  fingerprint,
  read: (request, sink) =>
    readFile(
      request,
      { tables: tableVariants, documents: documentVariants },
      {
        begin: (file) => sink.begin(file),
        copy: (subject, text) =>
          sink.copy(subject, Buffer.from(text.buffer, text.byteOffset, text.byteLength)),
        progress: (done, all) => sink.progress?.(done, all),
      },
    ),
};
