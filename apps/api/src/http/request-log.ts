import { randomUUID } from 'node:crypto';
import { type RequestScope, requestScope } from '@app/platform';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { HttpMetrics } from '../metrics/http-metrics';
import { isForPrograms, isForReaders } from '../problems/answer-problem';
import { maskedNetwork } from '../security/network';

declare global {
  // biome-ignore lint/style/noNamespace: that is how Express lets its request be extended
  namespace Express {
    interface Request {
      /** Stands in the answer's `X-Request-Id` and in every log line about it. */
      requestId: string;
    }
  }
}

const acceptable = /^[\w-]{8,64}$/;
/** Asked every few seconds by machines; nobody wants to read of it. */
const quiet = /^\/(health|metrics|assets)(\/|$)/;

/**
 * Gives each request an id (the proxy's, if it sent one), and logs and measures how it ended. The
 * route is written as a pattern: addresses may hold tokens.
 */
export function requestLog(logger: Logger, metrics: HttpMetrics): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const sent = request.get('X-Request-Id');
    const requestId = sent !== undefined && acceptable.test(sent) ? sent : randomUUID();
    request.requestId = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const ms = performance.now() - began;
      const { path } = (request.route ?? {}) as { path?: unknown };
      const route = typeof path === 'string' ? path : 'none';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.observe(request.method, route, status, ms / 1000);
      const level = quiet.test(request.path) ? 'debug' : 'info';
      const ended = { method: request.method, route, status, ms: Math.round(ms) };
      logger[level]({ ...ended, requestId, officer: request.officer?.id }, 'answered');
    });
    requestScope.run(scopeOf(request, requestId), next);
  };
}

/** What the audit tells of a request; who is asking is added by whatever finds it out. */
function scopeOf(request: Request, requestId: string): RequestScope {
  const isForOthers = isForReaders(request.path) ? 'letter' : 'page';
  return {
    requestId,
    via: isForPrograms(request.path) ? 'api' : isForOthers,
    network: maskedNetwork(request.ip ?? ''),
    // Which route it is shows only once it was found.
    get why() {
      const { path } = (request.route ?? {}) as { path?: unknown };
      return `${request.method} ${typeof path === 'string' ? path : '(no page)'}`;
    },
  };
}
