import type { StoredFollowUp } from './follow-up-row';

/** The one clock whose rungs are not about a person, but about a ticket, by its reference. */
const ticketClock = 'ticket';

/**
 * A follow-up as it is shown: where the stored one holds the ref of a person, also within its
 * sentences, this one has the name.
 * @param nameOf null when the name is not held
 */
export function showPerson(
  followUp: StoredFollowUp,
  nameOf: (ref: string) => string | null,
): StoredFollowUp {
  const { person: ref, clock, basis } = followUp;
  const name = ref === null || clock === ticketClock ? null : nameOf(ref);
  if (ref === null || name === null) return followUp;
  const whole = new RegExp(`\\b${ref}\\b`, 'g');
  return { ...followUp, person: name, basis: basis.map((s) => s.replace(whole, () => name)) };
}
