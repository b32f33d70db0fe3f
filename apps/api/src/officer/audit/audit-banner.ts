import { lastAuditCheck } from '@app/history';
import { can } from '@app/officers';
import type { Database } from '@app/platform';
import type { RequestHandler } from 'express';
import { pageBanner } from '../../http/page-banner';

/** Tells leads on every page that the audit is not as it was written: `auditBroken`. */
export const auditBanner = (db: Database): RequestHandler =>
  pageBanner({
    name: 'auditBroken',
    isFor: (officer) => can(officer, 'audit.read'),
    // It is found once a night.
    freshForMs: 60_000,
    unread: false,
    read: async () => ((await lastAuditCheck(db))?.bad ?? null) !== null,
  });
