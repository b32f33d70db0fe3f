import type { Section } from './section';

/** A letter ready to be laid out: everything in words, cleaned to single lines, nothing escaped yet. */
export interface Letter {
  subject: string;
  /** "Dear Sam Carter," */
  greeting: string;
  /** "Thursday 24 December 2026". */
  date: string;
  /** "Oak House, Lincoln". */
  home: string;
  officer: { name: string; email: string };
  sections: readonly Section[];
  /** Never by email; why this came; how to stop it. */
  smallPrint: readonly string[];
}
