import { instant } from '../time/walked-time';
import { inWords } from './in-words';
import type { CaseRows, StoredFact, StoredLetter, StoredPart } from './stored-case';

/** Letters of their own, which no ladder and no day's ceiling holds back. */
const notices = ['your-details', 'link'];

/** What is wrong with what no rung asked for: notices, answers to readers, letters sent by hand. */
export function checkUnasked({ letters, parts, facts, emptied }: CaseRows): string[] {
  return [
    ...emptied.map(
      ({ planned_at, kinds }) =>
        `the letter of ${inWords(planned_at)} (${kinds.join(', ')}) has lost all it was written for`,
    ),
    ...parts
      .filter((part) => part.follow_up_id === null)
      .flatMap((part) => {
        const letter = letters.find(({ id }) => id === part.letter_id);
        return letter ? checkPart(part, letter, facts) : [];
      }),
  ];
}

function checkPart(
  { kind, recipient, seq }: StoredPart,
  letter: StoredLetter,
  facts: readonly StoredFact[],
): string[] {
  const name = `part ${seq} (${kind}) of the letter of ${inWords(letter.planned_at)}`;
  const isNotice = notices.includes(kind);
  return [
    ...(recipient === 'provider' || isNamed(recipient, facts)
      ? []
      : [`${name} is to ${recipient}, whom nobody has named`]),
    ...(isNotice && letter.routine
      ? [`${name} is a notice, but its letter is held to be routine`]
      : []),
    ...(isNotice && letter.ever.length > 1 ? [`${name} is a notice, but not alone`] : []),
    // Written in the transaction that recorded whom it is about.
    ...(kind === 'your-details' && !facts.some(isRecordedAt(letter.planned_at))
      ? [`${name} was written when nothing was recorded`]
      : []),
  ];
}

const isNamed = (recipient: string, facts: readonly StoredFact[]): boolean =>
  facts.some(
    ({ type, details }) => type === 'person-added' && `person:${details.person}` === recipient,
  );

const isRecordedAt =
  (moment: string) =>
  ({ recorded_at }: StoredFact): boolean =>
    instant(recorded_at) === instant(moment);
