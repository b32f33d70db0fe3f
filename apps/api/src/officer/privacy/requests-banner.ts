import type { RightsRequests } from '@app/cases';
import { londonDay } from '@app/domain';
import { can } from '@app/officers';
import type { Clock } from '@app/platform';
import type { RequestHandler } from 'express';
import { isForPrograms } from '../../problems/answer-problem';
import { dayWords } from '../words/when';

/** As old as this it may be: many pages a second must not each ask. */
const freshForMs = 5_000;

/** A request is spoken of on every page from so many days before its last day. */
const daysBefore = 7;

/**
 * Tells whoever answers requests about personal data that one is late, or due within a week: views
 * find `requestsDue` in `res.locals`, a sentence, or nothing.
 */
export function requestsBanner(requests: RightsRequests, clock: Clock): RequestHandler {
  let known: string | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return async (request, response, next) => {
    const { officer, method } = request;
    const isPage = officer && method === 'GET' && !isForPrograms(request.path);
    if (isPage && can(officer, 'privacy.manage')) {
      if (performance.now() - readAt > freshForMs) {
        readAt = performance.now();
        try {
          known = await sentence(requests, clock);
        } catch {
          // The database is away: the page itself says so.
        }
      }
      response.locals.requestsDue = known;
    }
    next();
  };
}

async function sentence(requests: RightsRequests, clock: Clock): Promise<string | null> {
  const { late, nextDueOn } = await requests.waiting();
  if (late > 0)
    return late === 1
      ? 'One request about personal data is late.'
      : `${late} requests about personal data are late.`;
  const from = londonDay(clock.now()).add({ days: daysBefore }).toString();
  return nextDueOn !== null && nextDueOn <= from
    ? `A request about personal data has to be answered by ${dayWords(nextDueOn)}.`
    : null;
}
