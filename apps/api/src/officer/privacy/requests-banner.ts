import type { RightsRequests } from '@app/cases';
import { londonDay } from '@app/domain';
import { can } from '@app/officers';
import type { Clock } from '@app/platform';
import type { RequestHandler } from 'express';
import { pageBanner } from '../../http/page-banner';
import { dayWords } from '../words/when';

/** A request is spoken of on every page from so many days before its last day. */
const daysBefore = 7;

/**
 * Tells whoever answers requests about personal data that one is late, or due within a week:
 * `requestsDue`, a sentence, or null.
 */
export const requestsBanner = (requests: RightsRequests, clock: Clock): RequestHandler =>
  pageBanner<string | null>({
    name: 'requestsDue',
    isFor: (officer) => can(officer, 'privacy.manage'),
    freshForMs: 5_000,
    unread: null,
    read: () => sentence(requests, clock),
  });

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
