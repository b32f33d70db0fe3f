import { dayOfFact, type GivenFact, isClosed, momentOf, stillStanding } from './given-fact';
import { contradictsPasscodes } from './passcodes';
import { contradictsPeople } from './people';
import { standingOn } from './publications';
import { contradictsQuestions } from './questions';
import { latestSubmission, unanswered } from './submissions';

/** A code no site of social care can have, a dentist's for one. */
function cannotBeSiteCode(code: string): boolean {
  const written = code.trim().toUpperCase();
  // A site code, one of the new style, that of another kind of organisation, and of a head office:
  // doubtful at worst.
  const possible = [
    /^V[A-Z0-9]{4}$/,
    /^[A-Z]\d[A-Z]\d[A-Z]$/,
    /^8[A-Z0-9]{4}$/,
    /^[AC][A-Z0-9]{3}$/,
  ];
  return !possible.some((shape) => shape.test(written));
}

/** Whether the fact contradicts what stands. An override lets a blocked one through. */
function contradicts(facts: readonly GivenFact[], f: GivenFact, goodForDays: number): boolean {
  if (isClosed(facts)) return f.type !== 'reopened';
  switch (f.type) {
    case 'case-opened':
      return facts.some((earlier) => earlier.type === 'case-opened');
    case 'reopened':
      return true;
    case 'submitted':
      // Knowing nothing of the DSPT is a gap, and forbids nothing.
      return (
        (unanswered(facts) !== undefined || standingOn(facts, dayOfFact(f)) === 'shut') &&
        !f.override
      );
    case 'nhsmail-replied': {
      const submission = latestSubmission(facts);
      return !submission || momentOf(f) < momentOf(submission);
    }
    case 'ods-code-confirmed':
      return cannotBeSiteCode(f.code ?? '') && !f.override;
    default:
      return (
        contradictsPasscodes(facts, f, goodForDays) ||
        contradictsPeople(facts, f) ||
        contradictsQuestions(facts, f)
      );
  }
}

/** Whether the fact may be recorded after these (all that were recorded, in that order). */
export function isAccepted(
  recorded: readonly GivenFact[],
  f: GivenFact,
  goodForDays: number,
): boolean {
  const facts = stillStanding(recorded);
  if (contradicts(facts, f, goodForDays)) return false;
  if (f.type !== 'retracted') return true;
  const target = facts.find((earlier) => earlier.index === f.fact);
  if (!target || target.type === 'case-opened') return false;
  const left = stillStanding([...recorded, f]).filter((kept) => kept !== f);
  return left.every((kept, n) => !contradicts(left.slice(0, n), kept, goodForDays));
}
