import { Temporal } from 'temporal-polyfill';
import { londonDay, momentInWords } from '../time/london';
import { type Anchor, hoursAfter, onTheAnchor, rungAt } from './ladder';
import type { CaseClock } from './rung';

/**
 * NHSmail replies within 48 hours (founding texts): elapsed hours, weekends and nights included.
 * Starts at the submission; stops at any reply or when the case is closed.
 */
export const nhsmailReply: CaseClock = ({ submission }, settings) => {
  if (!submission || submission.reply || submission.abandoned) return [];
  const start = Temporal.Instant.from(submission.at);
  const anchor: Anchor = {
    clock: 'nhsmail-reply',
    fact: submission.fact,
    day: londonDay(start),
    because: () => `The application was submitted on ${momentInWords(start)}.`,
  };
  return settings.policy.ladders['nhsmail-reply'].map((rung) =>
    rungAt(
      anchor,
      rung,
      () => (rung.hours === undefined ? onTheAnchor(start) : hoursAfter(start, rung.hours)),
      settings,
    ),
  );
};
