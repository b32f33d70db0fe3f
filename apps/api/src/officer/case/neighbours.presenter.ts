import type { NeighbourCases } from '@app/cases';
import { stageWords } from '../words/case-words';
import { dayInLondon, dayWords } from '../words/when';

/** The section of a case’s page about the home’s other registrations. */
export interface NeighboursSection {
  earlier: { href: string; words: string } | null;
  later: { href: string; words: string } | null;
}

/** Null when the home has had one case only. */
export function presentNeighbours({ earlier, later }: NeighbourCases): NeighboursSection | null {
  if (!earlier && !later) return null;
  return {
    earlier: earlier && {
      href: `/cases/${earlier.id}`,
      words: [
        `Under the registration ${earlier.locationId} a case was opened on ${dayWords(earlier.openedOn)}.`,
        earlier.closed
          ? `It had reached “${stageWords[earlier.reached]}” when it was closed on ${dayInLondon(earlier.closed.at)}: ${earlier.closed.reason}.`
          : `It is open, at “${stageWords[earlier.reached]}”.`,
        'Its approval, passcode and DSPT do not count for this one.',
      ].join(' '),
    },
    later: later && {
      href: `/cases/${later.id}`,
      words: `The home goes on under the registration ${later.locationId}, with a case of its own.`,
    },
  };
}
