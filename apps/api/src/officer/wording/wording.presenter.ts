import {
  commonConditions,
  commonFields,
  defaultWording,
  highestReadingAge,
  letterKind,
  type LetterKind,
  readingAge,
  samplesOf,
  type Wording,
  type WordingState,
  type WordingVersion,
} from '@app/letters';
import { theAssociation } from '@app/platform';
import { actorName, type Names } from '../policy/policy.presenter';
import { capital, momentWords } from '../words/when';
import { asText, wordingFields } from './wording-form';

/** What officers call the places of a wording. */
export const placeWords = {
  subject: 'Subject',
  heading: 'Heading',
  news: 'What is new',
  action: 'What to do',
  button: 'Text of the button',
  more: 'What else may help',
} as const;

/** One line of the list of letters. */
export function presentRow(state: WordingState, names: Names) {
  const { kind, draft, published, inForce } = state;
  const { name, reader, when } = letterKind(kind);
  const changed = published?.wording != null ? published : null;
  return {
    href: `/wordings/${kind}`,
    name,
    reader,
    when: capital(when),
    how: changed ? `Changed by ${actorName(changed.publishedBy ?? '', names)}` : 'As shipped',
    draft: draft ? `Draft by ${actorName(draft.author, names)}` : null,
    readingAge: readingAge(kind, inForce),
  };
}

/** What may be used in the wording of one kind, with an example of each. */
export function presentAllowed(kind: LetterKind) {
  const { fields, each, conditions, sample } = letterKind(kind);
  const setting = {
    home: 'Oak House',
    officer: { name: 'Jo Reed', email: 'jo.reed@association.example' },
    association: theAssociation,
    reader: 'Sam Carter',
    hasLink: true,
  };
  const single = Object.entries({ ...fields, ...commonFields }).map(([name, field]) => ({
    name: `((${name}))`,
    meaning: field.meaning,
    example: field.value(sample, setting) || 'nothing',
    isRequired: field.required === true,
  }));
  const [first = {}] = each?.values(sample, setting) ?? [];
  const perItem = Object.entries(each?.fields ?? {}).map(([name, { meaning, required }]) => ({
    name: `((${name}))`,
    meaning: `${meaning}; the paragraph is written once for each`,
    example: first[name] ?? '',
    isRequired: required === true,
  }));
  return {
    fields: [...perItem, ...single],
    conditions: Object.entries({ ...conditions, ...commonConditions }).map(
      ([name, { meaning }]) => ({ name: `((${name}??…))`, meaning }),
    ),
  };
}

/** Places where two wordings differ, in the order they are read. */
export function differences(from: Wording, to: Wording) {
  const [was, becomes] = [asText(from), asText(to)];
  return wordingFields
    .filter((field) => was[field] !== becomes[field])
    .map((field) => ({
      where: placeWords[field],
      was: was[field].split('\n\n'),
      becomes: becomes[field].split('\n\n'),
    }));
}

/** One version of the history, and what it changed. */
export function presentVersion(
  version: WordingVersion,
  before: WordingVersion | undefined,
  names: Names,
) {
  const { kind, number, status, wording, author, publishedAt, publishedBy } = version;
  const words = wording ?? defaultWording(kind);
  return {
    name: `Version ${number}`,
    what: wording ? null : 'Back to the wording shipped with the program',
    note:
      status === 'draft'
        ? `Draft by ${actorName(author, names)}, not in force`
        : `${status === 'published' ? 'In force since' : 'From'} ${momentWords(publishedAt ?? '')}, published by ${actorName(publishedBy ?? '', names)}`,
    differences: differences(before?.wording ?? defaultWording(kind), words),
  };
}

/** How easily a wording is read. */
export function presentReadingAge(kind: LetterKind, wording: Wording) {
  const age = readingAge(kind, wording);
  return { age, isTooHigh: age > highestReadingAge, highest: highestReadingAge };
}

export const sampleNames = (kind: LetterKind): string[] => samplesOf(kind).map(({ name }) => name);
