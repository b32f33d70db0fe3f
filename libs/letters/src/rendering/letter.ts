import type { LetterLink, Section } from './section';

/** The sections about one home. */
export interface HomeSections {
  /** "Oak House, Lincoln". */
  home: string;
  /** Who looks after this home, when it is not the officer who signs the letter. */
  officer: { name: string; email: string } | null;
  sections: readonly Section[];
}

/** A letter ready to be laid out: everything in words, cleaned to single lines, nothing escaped yet. */
export interface Letter {
  subject: string;
  /** The main heading: that of the only section, or how many there are. */
  heading: string;
  /** "Dear Sam Carter," */
  greeting: string;
  /** "Thursday 24 December 2026". */
  date: string;
  officer: { name: string; email: string };
  /** At least one, in order. */
  homes: readonly HomeSections[];
  /** Never by email; why this came; how to stop it. */
  smallPrint: readonly string[];
  /** The page where these letters can be stopped; null: only by reply. */
  stop: LetterLink | null;
}

/** Sections in order, numbered through the whole letter where there are several. */
export const isOneMatter = (letter: Letter): boolean =>
  letter.homes.length === 1 && letter.homes[0]?.sections.length === 1;
