import { lastAuditCheck } from '@app/history';
import { can } from '@app/officers';
import type { Database } from '@app/platform';
import type { RequestHandler } from 'express';
import { isForPrograms } from '../../problems/answer-problem';

/** It is found once a night: pages need not each ask. */
const freshForMs = 60_000;

/**
 * Tells leads on every page that the audit is not as it was written: views find `auditBroken` in
 * `res.locals`.
 */
export function auditBanner(db: Database): RequestHandler {
  let isBroken = false;
  let readAt = Number.NEGATIVE_INFINITY;
  return async (request, response, next) => {
    const { officer, method, path } = request;
    if (officer && method === 'GET' && !isForPrograms(path) && can(officer, 'audit.read')) {
      if (performance.now() - readAt > freshForMs) {
        readAt = performance.now();
        try {
          isBroken = ((await lastAuditCheck(db))?.bad ?? null) !== null;
        } catch {
          // The database is away: the page itself says so.
        }
      }
      response.locals.auditBroken = isBroken;
    }
    next();
  };
}
