import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler } from 'express';
import { HttpRefusal } from '../problems/problem';

/** A file that was sent as a request's body; removed when the answer has gone. */
export interface Upload {
  path: string;
  /** Hexadecimal. */
  sha256: string;
}

declare global {
  // biome-ignore lint/style/noNamespace: that is how Express lets its request be extended
  namespace Express {
    interface Request {
      upload?: Upload;
    }
  }
}

/** The largest file that comes over HTTP; the command line takes larger ones. */
export const mostUploadBytes = 50 * 1024 * 1024;

/** What a file of a register may be sent as. What it really is, its bytes say. */
export const uploadTypes = [
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'text/calendar',
  'application/octet-stream',
  'application/zip',
  'application/json',
  'application/fhir+json',
  'application/x-ndjson',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
] as const;

const uploadPaths = new Set(['/api/v1/imports', '/api/v1/import-jobs']);

/** Is this a file for the register, sent as it is? */
export function takesUpload(request: Request): boolean {
  const [type = ''] = (request.get('Content-Type') ?? '').toLowerCase().split(';');
  return (
    request.method === 'POST' &&
    uploadPaths.has(request.originalUrl.split('?')[0] ?? '') &&
    (uploadTypes as readonly string[]).includes(type.trim())
  );
}

/** Streams a file of at most 50 MB to a temporary folder, for those who have shown who they are. */
export const receiveUpload: RequestHandler = async (request, response, next) => {
  if (!request.officer || !takesUpload(request)) {
    next();
    return;
  }
  if (Number(request.get('Content-Length') ?? 0) > mostUploadBytes) throw tooLarge();
  const path = join(tmpdir(), `caseload-upload-${randomUUID()}`);
  response.once('close', () => void rm(path, { force: true }));
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > mostUploadBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  await pipeline(request, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  request.upload = { path, sha256: hash.digest('hex') };
  next();
};

const tooLarge = (): HttpRefusal =>
  new HttpRefusal(413, 'body-too-large', 'A register file may have up to 50 MB.', {
    Connection: 'close',
  });
