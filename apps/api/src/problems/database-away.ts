import { types } from 'node:util';

/** Errors of the network between us and PostgreSQL. */
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * PostgreSQL's own: shutting down, crashed, starting up, too many connections, out of memory or
 * disk, read-only, or not letting us in.
 */
const refusing = /^(57P0[1-3]|08...|53...|25006|3D000|28...)$/;

/** What pg says, without a code, when a connection is lost or none is to be had. */
const words =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired)/;

/** Is the database out of reach, or unable to work, for the time being? */
export function isDatabaseAway(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && (network.has(code) || refusing.test(code))) return true;
  return words.test(error.message) || isDatabaseAway(error.cause);
}

/** Values that are fine as text but that PostgreSQL cannot hold, such as a zero character. */
const unstorable = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008']);

export function isUnstorable(error: unknown): boolean {
  return types.isNativeError(error) && unstorable.has((error as NodeJS.ErrnoException).code ?? '');
}
