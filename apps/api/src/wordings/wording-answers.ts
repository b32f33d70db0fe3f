import {
  commonConditions,
  commonFields,
  defaultWording,
  highestReadingAge,
  type LetterKind,
  letterKind,
  readingAge,
  samplesOf,
  type Wording,
  type WordingState,
} from '@app/letters';
import type { WordingAnswer, WordingSummaryAnswer } from './wording.schemas';

/** What to see to before a wording is published; it may be published all the same. */
export function warningsOf(kind: LetterKind, wording: Wording): string[] {
  const age = readingAge(kind, wording);
  const { note } = letterKind(kind);
  return [
    ...(age > highestReadingAge
      ? [
          `The reading age is ${age}. Aim for ${highestReadingAge} or lower: use shorter sentences and shorter words.`,
        ]
      : []),
    ...(note ? [note] : []),
  ];
}

/** One kind of letter, for the list. */
export function summaryOf(state: WordingState): WordingSummaryAnswer {
  const { name, reader, when } = letterKind(state.kind);
  return {
    kind: state.kind,
    name,
    reader,
    when,
    version: state.version,
    isShipped: state.published?.wording == null,
    hasDraft: state.draft !== null,
    readingAge: readingAge(state.kind, state.inForce),
  };
}

/** One kind of letter with all that writing its wording needs. */
export function stateAnswer(state: WordingState): WordingAnswer {
  const { kind, inForce, published, draft } = state;
  const { fields, each, conditions } = letterKind(kind);
  const allFields = { ...commonFields, ...fields, ...each?.fields };
  const meanings = (of: Record<string, { meaning: string }>): Record<string, string> =>
    Object.fromEntries(Object.entries(of).map(([name, { meaning }]) => [name, meaning]));
  return {
    ...summaryOf(state),
    inForce: plainWording(inForce),
    shipped: plainWording(defaultWording(kind)),
    published: published && {
      ...published,
      wording: published.wording && plainWording(published.wording),
    },
    draft: draft && { ...draft, wording: plainWording(draft.wording) },
    warnings: draft ? warningsOf(kind, draft.wording) : [],
    fields: meanings(allFields),
    required: Object.entries(allFields)
      .filter(([, { required }]) => required)
      .map(([name]) => name),
    conditions: meanings({ ...commonConditions, ...conditions }),
    samples: samplesOf(kind).map(({ name }) => name),
  };
}

/** A copy whose lists may be written to, as the shapes of the API have them. */
export const plainWording = (wording: Wording) => ({
  ...wording,
  news: [...wording.news],
  more: [...wording.more],
});
