import type { Officer } from '../officer';

/** A short letter to an officer about their account. None of it may be personal. */
export interface AccountLetter {
  subject: string;
  /** Paragraphs before the link. */
  before: string[];
  /** Of our own address, in letters that need no escaping; absent where there is nothing to open. */
  link?: { url: string; text: string };
  /** Paragraphs after it. */
  after: string[];
  /** What is shown instead where there is no mail server: one line. */
  line: string;
}

/** How letters about their account reach officers. */
export abstract class OfficerMail {
  /** @throws when it could not be handed over */
  abstract send(officer: Pick<Officer, 'name' | 'email'>, letter: AccountLetter): Promise<void>;
}
