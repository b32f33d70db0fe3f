import { type LetterBook } from '@app/letters';
import type { RequestHandler } from 'express';
import { isForPrograms } from '../../problems/answer-problem';
import { momentWords } from '../words/when';

/** As old as this it may be: many pages a second must not each ask. */
const freshForMs = 5_000;

/**
 * Tells every page of an officer that no mail goes out, whichever process met the trouble: views find
 * `mailHalted` in `res.locals`, "Thursday 31 December 2026 at 9:00am", or nothing.
 */
export function mailBanner(book: LetterBook): RequestHandler {
  let known: string | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return async (request, response, next) => {
    const isPage = request.officer && request.method === 'GET' && !isForPrograms(request.path);
    if (isPage) {
      if (performance.now() - readAt > freshForMs) {
        readAt = performance.now();
        try {
          const halt = await book.halted();
          known = halt && momentWords(halt.since);
        } catch {
          // The database is away: the page itself says so.
        }
      }
      response.locals.mailHalted = known;
    }
    next();
  };
}
