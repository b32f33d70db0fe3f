import { isAllPractice } from '@app/measures';
import type { Database } from '@app/platform';
import type { RequestHandler } from 'express';
import { pageBanner } from '../http/page-banner';

/**
 * Tells every page that all homes of this database are invented: `allPractice`. Beside real homes a
 * page says by itself, with `practice`, whether it shows an invented one.
 */
export const practiceBanner = (db: Database): RequestHandler =>
  pageBanner({
    name: 'allPractice',
    isFor: () => true,
    // A practice caseload is made before the pages open; the first real register ends it.
    freshForMs: 60_000,
    unread: false,
    read: () => isAllPractice(db),
  });
