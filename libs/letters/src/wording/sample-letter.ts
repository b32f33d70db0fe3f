import { theAssociation } from '@app/platform';
import { letterKind } from '../kinds/letter-kinds';
import type { LetterInput } from '../rendering/letter-input';
import type { LetterKind, LetterPart } from '../rendering/letter-part';
import type { WordingInForce } from './wording';

/** An invented matter of one kind. */
export interface Sample {
  /** "as a rule", or how this one differs. */
  name: string;
  part: LetterPart;
}

/** The kind's sample first, then each of its variants. */
export function samplesOf(kind: LetterKind): Sample[] {
  const { sample, variants } = letterKind(kind);
  return [
    { name: 'as a rule', part: sample },
    ...Object.entries(variants).map(([name, changes]) => ({
      name,
      // A variant changes values of its own kind only, as the kind's definition says.
      part: { ...sample, ...changes } as LetterPart,
    })),
  ];
}

/** An invented letter with one matter; nothing in it is about anybody. */
export function sampleLetter(
  part: LetterPart,
  wording: WordingInForce,
  association: string = theAssociation,
): LetterInput {
  return {
    sections: [
      {
        part,
        home: { name: 'Oak House', town: 'Lincoln' },
        officer: { name: 'Jo Reed', email: 'jo.reed@association.example' },
        answerUrl: 'https://caseload.example/a/sample-link-of-no-use',
      },
    ],
    recipientName: 'Sam Carter',
    day: '2026-12-31',
    stopUrl: 'https://caseload.example/a/sample-stop-of-no-use',
    association,
    wording,
  };
}
