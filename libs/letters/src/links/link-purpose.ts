import type { Temporal } from 'temporal-polyfill';
import type { LetterKind } from '../rendering/letter-part';

/** What a link asks about: what its letter was for, the people form, or stopping letters. */
export type LinkPurpose = LetterKind | 'people' | 'stop';

/** Days a link is good. One place for all of them; security figure S8 says 14. */
const goodForDays = 14;

/**
 * Longer than the rest: the people form is filled in over several visits, and whoever finds an old
 * letter of ours must still be able to stop the next.
 */
const goodForDaysOf: Partial<Record<LinkPurpose, number>> = {
  people: 60,
  gather: 60,
  'fix-details': 60,
  stop: 60,
};

/** The first instant at which a link made at `from` is too old. Days of 24 hours. */
export function linkExpiry(purpose: LinkPurpose, from: Temporal.Instant): Temporal.Instant {
  return from.add({ hours: 24 * (goodForDaysOf[purpose] ?? goodForDays) });
}
