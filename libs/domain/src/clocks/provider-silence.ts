import type { Interval } from '../cases/case-state';
import { momentInWords } from '../time/london';
import type { Uncounted } from '../time/working-days';
import { clock } from './ladder';
import { fromInstant } from './starts';

const named =
  (name: string) =>
  ({ from, to }: Interval): Uncounted => ({ from, to, name });

export const paused = named('paused');

/**
 * The provider was asked something and has not answered (domain rules, C10). Counts working days from
 * the newest question; those on which the case is paused or the site dormant at 09:00 do not count.
 * Stops at a reply, an opt-out, a newer question, or when the case is closed.
 */
export const providerSilence = clock('provider-silence', ({ question, pauses, dormancies }) => {
  if (!question || question.endedAt !== null) return [];
  const counting = fromInstant(question.at);
  return [
    {
      ...counting,
      fact: question.fact,
      because: () =>
        `The provider was asked about ${question.about} on ${momentInWords(counting.start)}.`,
      uncounted: [...pauses.map(paused), ...dormancies.map(named('the site was dormant'))],
    },
  ];
});
