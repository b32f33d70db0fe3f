import type { LetterPart } from '../rendering/letter-part';
import type { Cause } from '../rendering/section';
import type { Wording } from '../wording/wording';

/** What every section of a letter knows besides its own matter. */
export interface Setting {
  home: string;
  officer: { name: string; email: string };
  /** Who writes, within a sentence. */
  association: string;
  /** Name of the one who is written to; null when nobody is named. */
  reader: string | null;
  /** Whether there is a page where the reader can answer. */
  hasLink: boolean;
}

/** A placeholder a wording may hold. */
export interface Field<P> {
  /** What it stands for, for whoever edits the wording. */
  meaning: string;
  /** The wording cannot be published without it. */
  required?: true;
  /** Names somebody, or a home: never in the subject, which is kept in the clear. */
  personal?: true;
  /** Its value may be several paragraphs. */
  manyLines?: true;
  value: (part: P, setting: Setting) => string;
}

export interface Condition<P> {
  /** When it holds, for whoever edits the wording. */
  meaning: string;
  holds: (part: P, setting: Setting) => boolean;
}

/** Placeholders of which a letter may have several sets: one for each person, or each thing wrong. */
export interface EachOf<P> {
  fields: Readonly<Record<string, { meaning: string; required?: true; personal?: true }>>;
  values: (part: P, setting: Setting) => readonly Readonly<Record<string, string>>[];
}

/**
 * All there is to know of one kind of letter: who gets it and when, what its wording may say, how
 * the values come from the matter, and the wording it is shipped with.
 */
export interface LetterKindOf<P> {
  /** What officers call it, in lists. */
  name: string;
  /** Whom it goes to, in a few words. */
  reader: string;
  /** When it goes, in a few words. */
  when: string;
  /** Something to see to before its wording is used, for whoever edits it. */
  note?: string;
  /** Whether the page behind the button is the way to do what is asked, or one beside a reply. */
  button: 'the-way' | 'another-way';
  cause: (part: P) => Cause;
  fields: Readonly<Record<string, Field<P>>>;
  conditions: Readonly<Record<string, Condition<P>>>;
  /** Of these conditions exactly one holds, always. */
  exactlyOne?: readonly string[];
  each?: EachOf<P>;
  /** An invented matter, and how it may differ: for previews, examples and tests. */
  sample: P;
  variants: Readonly<Record<string, Partial<P>>>;
  wording: Wording;
}

/** A kind as those treat it who do not care which. */
export type AnyLetterKind = LetterKindOf<LetterPart>;
