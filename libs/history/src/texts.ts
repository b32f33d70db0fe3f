import { type Fact, type FactType, isFactType } from '@app/domain';

/** The field in which each type of fact has somebody's own words. Others hold only words of ours. */
const fieldsOfText: Partial<Record<FactType, 'text' | 'about' | 'reason'>> = {
  'note-added': 'text',
  'provider-asked': 'about',
  paused: 'reason',
  parked: 'reason',
  closed: 'reason',
};

/** The field that holds free text in facts of this type; null: it has none. */
export const fieldOfText = (type: string): 'text' | 'about' | 'reason' | null =>
  (isFactType(type) && fieldsOfText[type]) || null;

/** What somebody wrote in their own words in one fact. */
export interface OwnWords {
  text?: string;
  /** Why a block was set aside. */
  override?: string;
}

/** A fact in the form in which the rules read it and it is kept, and what is kept sealed beside it. */
export interface Apart<F extends Fact> {
  fact: F;
  words: OwnWords;
}

/** What is shown in the place of words that have been erased. */
const erased = '(erased)';

const mark = /\[(text|override) ([1-9]\d*)\]/g;

/**
 * Puts marks without meaning, such as `[text 5]`, in the place of what somebody wrote. They are what
 * the rules read, and all that gets into reasons and sentences that are stored.
 * @param seq of the fact
 */
export function setWordsApart<F extends Fact>(fact: F, seq: number): Apart<F> {
  const field = fieldOfText(fact.type);
  const text = field === null ? undefined : fact.details[field];
  const words: OwnWords = {
    ...(text === undefined ? {} : { text }),
    ...(fact.override === null ? {} : { override: fact.override }),
  };
  const details =
    field === null || text === undefined
      ? fact.details
      : { ...fact.details, [field]: `[text ${seq}]` };
  const override = fact.override === null ? null : `[override ${seq}]`;
  return { fact: { ...fact, details, override }, words };
}

/** What was written in the facts of one case, by their sequence numbers. */
export class Texts {
  constructor(private readonly words: ReadonlyMap<number, OwnWords> = new Map()) {}

  /** A reason or sentence with the words in the place of their marks; erased ones are said to be. */
  show(sentence: string): string {
    return sentence.replace(
      mark,
      (_, which: 'text' | 'override', seq: string) =>
        this.words.get(Number(seq))?.[which] ?? erased,
    );
  }

  /** A fact with what was written in it. */
  showIn<F extends Fact>(fact: F): F {
    const field = fieldOfText(fact.type);
    const text = field === null ? undefined : fact.details[field];
    if (text === undefined && fact.override === null) return fact;
    return {
      ...fact,
      details:
        field === null || text === undefined
          ? fact.details
          : { ...fact.details, [field]: this.show(text) },
      override: fact.override === null ? null : this.show(fact.override),
    };
  }
}
