import { type LetterBook } from '@app/letters';
import type { RequestHandler } from 'express';
import { pageBanner } from '../../http/page-banner';
import { momentWords } from '../words/when';

/**
 * Tells every page of an officer that no mail goes out, whichever process met the trouble:
 * `mailHalted`, "Thursday 31 December 2026 at 9:00am", or null.
 */
export const mailBanner = (book: LetterBook): RequestHandler =>
  pageBanner<string | null>({
    name: 'mailHalted',
    isFor: () => true,
    freshForMs: 5_000,
    unread: null,
    read: async () => {
      const halt = await book.halted();
      return halt && momentWords(halt.since);
    },
  });
