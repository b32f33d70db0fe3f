import { type Fact, readFact } from '@app/domain';

/** A fact as people and programs send it. */
export type GivenFact = Record<string, unknown>;

export const caseOpened = (on: string): GivenFact => ({ type: 'case-opened', on });
export const agreed = (on: string): GivenFact => ({ type: 'agreed', on });
export const contactId = (on: string): GivenFact => ({ type: 'contact-id-confirmed', on });
export const requested = (on: string, channel: 'post' | 'email' = 'post'): GivenFact => ({
  type: 'otp-requested',
  on,
  channel,
});
export const issued = (on: string): GivenFact => ({ type: 'otp-issued', on });
export const received = (on: string): GivenFact => ({ type: 'otp-received', on });
export const used = (at: string): GivenFact => ({ type: 'otp-used', at });
export const submitted = (at: string): GivenFact => ({ type: 'submitted', at });
export const replied = (at: string, outcome = 'accepted'): GivenFact => ({
  type: 'nhsmail-replied',
  at,
  outcome,
});
export const optedOut = (at: string): GivenFact => ({ type: 'opted-out', at });
export const optedIn = (at: string): GivenFact => ({ type: 'opted-in', at });
export const note = (at: string, text = 'Rang them.'): GivenFact => ({
  type: 'note-added',
  at,
  text,
});
export const handedOver = (at: string, officer: string): GivenFact => ({
  type: 'handed-over',
  at,
  officer,
});
export const closed = (at: string, reason = 'declined'): GivenFact => ({
  type: 'closed',
  at,
  reason,
});
export const reopened = (at: string): GivenFact => ({ type: 'reopened', at });
/** Names the fact by its id, or in a simulation by its place in the list, from 0. */
export const retracted = (at: string, fact: string | number): GivenFact => ({
  type: 'retracted',
  at,
  fact,
});

/** The facts as a case holds them, in this order, with the ids `fact-0`, `fact-1` and so on. */
export const factsOf = (...given: GivenFact[]): Fact[] =>
  given.map((fact, n) => readFact(fact, `fact-${n}`));
