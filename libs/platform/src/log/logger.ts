import { types } from 'node:util';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config';
import { requestScope } from './request-scope';
import { scrub } from './scrub';

/** Where lines go that are not for a person to read as they come: standard output, or elsewhere. */
export interface LogOptions {
  /** Instead of standard output. */
  destination?: DestinationStream;
}

/** Fields that would give access to something, wherever they turn up. */
const secretFields = ['authorization', 'cookie', 'set-cookie', 'token', 'password', 'email'];

/**
 * Writes one JSON object a line. Lines written while a request is answered carry its `requestId`.
 * Nothing personal belongs into a log: callers write ids, and what slips through is scrubbed.
 */
export function createLogger(config: Pick<Config, 'logLevel'>, options: LogOptions = {}): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // A copy: pino writes the line's own fields into what it is given.
      mixin: () => ({ requestId: requestScope.getStore()?.requestId }),
      serializers: { err: describeError },
      redact: {
        paths: secretFields.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[left out]',
      },
      hooks: { streamWrite: scrub },
    },
    options.destination ?? pino.destination(1),
  );
}

/** What is needed to find a fault. PostgreSQL's `detail` is left out: it quotes the values of rows. */
function describeError(error: Error & { code?: unknown; constraint?: unknown }): object {
  const { name, message, stack, code, constraint, cause } = error;
  return {
    type: name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(types.isNativeError(cause) ? { cause: `${cause.name}: ${cause.message}` } : {}),
    stack,
  };
}
