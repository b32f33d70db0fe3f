import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { explained } from './file-fault';
import { give, type Home } from './home';
import { postgresMajor } from './postgres-version';

const largestLog = 5 * 1024 * 1024;
const tailLength = 64 * 1024;

/** The server's own log, read from the point where this start began. */
export interface ServerLog {
  path: string;
  /** Give it to the server as its output. */
  descriptor: number;
  close(): void;
  /** What was written since, at most the last 64 KiB of it. */
  read(): string;
}

/** Opens `postgres-18.log` in home; one that grew past 5 MiB is kept as `.1`. */
export function openServerLog(home: Home): ServerLog {
  const path = join(home.path, `postgres-${postgresMajor}.log`);
  return explained(path, () => {
    const before = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const start = before > largestLog ? 0 : before;
    if (before > largestLog) renameSync(path, `${path}.1`);
    const descriptor = openSync(path, 'a', 0o600);
    give(path, home.owner);
    return {
      path,
      descriptor,
      close: () => closeSync(descriptor),
      read: () => readFrom(path, start),
    };
  });
}

function readFrom(path: string, start: number): string {
  const descriptor = openSync(path, 'r');
  try {
    const end = statSync(path).size;
    const from = Math.max(start, end - tailLength);
    const bytes = Buffer.alloc(Math.max(0, end - from));
    const length = readSync(descriptor, bytes, 0, bytes.length, from);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}
