/** What is known of a home that mail may be about. */
export interface KnownCase {
  caseId: string;
  isOpen: boolean;
  homeName: string;
  town: string | null;
  postcode: string | null;
  cqcLocationId: string | null;
  odsCode: string | null;
  /** Domains of the addresses recorded for it, lower-cased. */
  domains: readonly string[];
  /** Milliseconds since 1970 of the last letter to it, or null. */
  lastWrittenAt: number | null;
}

/** A letter of ours that a message points at. */
export interface KnownLetter {
  letterId: string;
  /** The cases its parts are about, each once. */
  cases: readonly KnownCase[];
  /** Whether it went to this address (compared by fingerprint). */
  wentTo(address: string): boolean;
  /** Lower-cased domain of the address it went to, or null. */
  domain: string | null;
}

/** What `threadOf` may ask; each answer comes from what was looked up before. */
export interface Known {
  /** Right-hand sides of our Message-IDs, lower-cased. */
  messageDomains: readonly string[];
  /** The letter id in a reply address of ours, when its signature is right; else null. */
  letterOfReplyAddress(address: string): string | null;
  letter(letterId: string): KnownLetter | null;
  /** Cases for which this address is recorded, or has had letters. */
  casesOfAddress(address: string): readonly KnownCase[];
  /** The sender had letters as the contact of this home, and is its contact no more. */
  hasLeft(caseId: string): boolean;
  /** Cases that could be meant, for guesses: by domain, name, postcode or code. */
  candidates: readonly KnownCase[];
}

export interface Guess {
  caseId: string;
  /** Higher is likelier. */
  score: number;
  /** Each a sentence. */
  why: readonly string[];
}

export type Thread = { why: string } /**
 * About this letter. `caseIds` holds one case for a person's answer; for a machine's report, all
 * cases of the letter.
 */ & (
  | { to: 'letter'; letterId: string; caseIds: readonly string[] }
  | { to: 'case'; caseId: string }
  /** For a person to decide. `letterId` where the message surely answers one of ours. */
  | { to: 'tray'; guesses: readonly Guess[]; letterId: string | null }
);
