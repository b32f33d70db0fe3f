import { after, before, closedSince, type GivenFact, latest, momentOf } from './given-fact';

/** The submission that happened last; of two at one moment the one recorded last. */
export const latestSubmission = (facts: readonly GivenFact[]): GivenFact | undefined =>
  latest(facts.filter((f) => f.type === 'submitted'));

/** The submission NHSmail has not answered, if there is one. */
export function unanswered(facts: readonly GivenFact[]): GivenFact | undefined {
  const submission = latestSubmission(facts);
  if (!submission || closedSince(facts, submission)) return undefined;
  const answered =
    after(facts, submission).some((f) => f.type === 'nhsmail-replied') ||
    before(facts, submission).some(
      (f) => f.type === 'nhsmail-replied' && momentOf(f) > momentOf(submission),
    );
  return answered ? undefined : submission;
}
