import { dayAt } from '../time/walked-time';
import type { Calendar, Claim, Grounds } from './claim';
import { checkAnchor } from './check-anchor';
import { checkRoll } from './check-roll';
import { checkSteps } from './check-steps';

/**
 * Reads the sentences of a basis and checks each against the calendar: names, weekdays, numbers,
 * every day passed over, the roll, and that they lead from what it counts from to both moments.
 * @returns what is wrong, in plain words; empty when every sentence holds
 */
export function checkBasis(claim: Claim, grounds: Grounds, calendar: Calendar): string[] {
  const sentences = [...claim.basis];
  const problems: string[] = [];
  problems.push(...checkAnchor(sentences.shift(), grounds));
  problems.push(...checkSteps(sentences, claim, grounds, calendar));
  problems.push(...checkRoll(sentences, claim, grounds, calendar));
  if (sentences.length > 0) problems.push(`says more than it should: "${sentences[0]}"`);
  if (grounds.rung.act === 'record' && claim.due !== claim.send)
    problems.push('is only recorded, yet moves');
  if (dayAt(claim.due) < grounds.anchor && grounds.lastDay === null)
    problems.push('comes before what it counts from');
  return problems;
}
