import type { Decider, MailTroubles } from '@app/cases';

/** What a person may decide about a letter that stopped or is being put off. */
export const letterDecisions = [
  'arrived',
  'send-again',
  'not-arrived',
  'dealt-with',
  'try-now',
] as const;

export type LetterDecision = (typeof letterDecisions)[number];

/** @throws NotFound, Conflict, Refused when the letter does not stand that way (any more) */
export function carryOutDecision(
  troubles: MailTroubles,
  letterId: string,
  decision: LetterDecision,
  by: Decider,
): Promise<void> {
  if (decision === 'dealt-with') return troubles.dealtWith(letterId, by);
  if (decision === 'try-now') return troubles.tryNow(letterId);
  return troubles.resolve(letterId, decision, by);
}
