import { can } from '@app/officers';
import type { Database } from '@app/platform';
import type { RequestHandler } from 'express';
import { pageBanner } from '../../http/page-banner';

/** Tells leads on every page of a webhook that was paused because nobody answers: `webhookPaused`. */
export const webhookBanner = (db: Database): RequestHandler =>
  pageBanner<string | null>({
    name: 'webhookPaused',
    isFor: (officer) => can(officer, 'webhooks.manage'),
    // It comes after three days without an answer.
    freshForMs: 60_000,
    unread: null,
    read: async () => {
      const [paused] = await db.query<{ id: string }>(
        `SELECT id FROM webhook WHERE paused_why = 'not-answering' ORDER BY paused_at LIMIT 1`,
      );
      return paused?.id ?? null;
    },
  });
