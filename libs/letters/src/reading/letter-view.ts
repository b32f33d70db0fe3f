import type { LetterStatus } from '../ledger/letter-status';
import type { LetterTrouble } from '../ledger/letter-trouble';
import type { LetterKind } from '../rendering/letter-part';
import { homesOf, type LetterHome } from './homes-of-letter';

/** One line of a list of letters: nothing personal in it. Instants are ISO 8601 UTC. */
export interface LetterSummary {
  id: string;
  /** Those it is about, in the order they joined it; at least one. */
  homes: LetterHome[];
  kinds: LetterKind[];
  routine: boolean;
  subject: string;
  status: LetterStatus;
  plannedAt: string;
  /** Europe/London day it goes or was last tried, `YYYY-MM-DD`. */
  day: string;
  /** When it is tried next; null once its fate is settled. */
  nextAttemptAt: string | null;
  attempts: number;
  settledAt: string | null;
  /** What the mail server said, or what became of it, in a sentence. */
  reply: string | null;
}

/** A letter of one case, for pages that name people. */
export interface LetterOfCase extends LetterSummary {
  /** The ref of the person it is for; null for the contact of the home. */
  person: string | null;
}

/** A letter as it was written. */
export interface OpenedLetter extends LetterSummary {
  messageId: string;
  to: { name: string; address: string | null };
  /** It is for account holders, whose addresses are private. */
  isForPerson: boolean;
  /** Whom an answer reaches. */
  replyTo: { name: string | null; address: string } | null;
  text: string;
  html: string;
  /** Who said what became of it, and when; null while nobody had to. */
  decided: { by: string; at: string } | null;
  /** Why it needs a person who has not decided yet; null when it does not. */
  trouble: LetterTrouble | null;
  /** False when its reason has ended, so that it is not to be sent again. */
  wanted: boolean;
}

export interface LetterPage {
  items: LetterSummary[];
  /** Opaque; pass it back for the letters planned before these. */
  nextCursor: string | null;
}

/** All mail waits. */
export interface MailHalt {
  /** A sentence for the officer. */
  reason: string;
  /** Since when, ISO 8601 UTC. */
  since: string;
  /** When one letter is tried, ISO 8601 UTC. */
  retryAt: string;
  /** Letters that wait to be sent, for this or any other reason. */
  waiting: number;
}

export interface LetterRow {
  id: string;
  homes: LetterHome[];
  kinds: LetterKind[];
  routine: boolean;
  subject: string;
  status: LetterStatus;
  planned_at: string;
  day: string;
  next_attempt_at: string | null;
  attempts: number;
  settled_at: string | null;
  server_reply: string | null;
}

/** The columns of a `LetterRow`, from `letter l`. */
export const letterColumns = `l.id, ${homesOf('l.id')} AS homes, l.kinds, l.routine, l.subject,
  l.status, l.planned_at, l.day, l.next_attempt_at, l.attempts, l.settled_at,
  l.server_reply`;

export function toSummary(row: LetterRow): LetterSummary {
  const waits = row.status === 'planned' || row.status === 'deferred';
  return {
    id: row.id,
    homes: row.homes,
    kinds: row.kinds,
    routine: row.routine,
    subject: row.subject,
    status: row.status,
    plannedAt: row.planned_at,
    day: row.day,
    nextAttemptAt: waits ? row.next_attempt_at : null,
    attempts: row.attempts,
    settledAt: row.settled_at,
    reply: row.server_reply,
  };
}
