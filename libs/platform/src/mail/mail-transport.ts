import type { Temporal } from 'temporal-polyfill';

export interface MailAddress {
  /** The person's or organisation's name, or null when it is not known. */
  name: string | null;
  address: string;
}

/** One letter, ready to go to one person. */
export interface MailMessage {
  /** With angle brackets. Stays the same however often the letter is tried. */
  messageId: string;
  to: { name: string | null; address: string | null };
  /** Who answers reach; null when they may come back to the sender. */
  replyTo: MailAddress | null;
  subject: string;
  /** Page where the reader can stop these letters, for List-Unsubscribe; absent or null when there is none. */
  stopUrl?: string | null;
  text: string;
  html: string;
  /** The moment of this attempt, for the Date header. */
  at: Temporal.Instant;
}

/**
 * What a refusal is about. `none`: no usable address is recorded; `mailbox`: the server says there is
 * no such mailbox; `address`: it takes no letter for this address; `server`: it takes not this one.
 */
export type RefusalScope = 'none' | 'mailbox' | 'address' | 'server';

/** What became of one attempt to send. Reasons are sentences for the officer. */
export type SendOutcome =
  /** The server took responsibility for the letter. */
  | { kind: 'sent'; reply: string }
  /**
   * Certainly not sent; worth another try later.
   * `heard`: the server let us in and answered about this letter, so nothing is wrong between us.
   */
  | { kind: 'deferred'; reason: string; heard?: boolean }
  /** Certainly not sent, and trying again would be refused again. */
  | { kind: 'refused'; reason: string; scope: RefusalScope }
  /** It may or may not have been sent: only a person can say. */
  | { kind: 'unknown'; reason: string }
  /** Certainly not sent, and no other letter would be: something is wrong between us and the server. */
  | { kind: 'halt'; reason: string };

/** The way letters leave. Never throws: whatever happens is an outcome. */
export abstract class MailTransport {
  /** `tray`: letters stay here, for the officer to read. */
  abstract readonly kind: 'smtp' | 'tray';

  abstract send(message: MailMessage): Promise<SendOutcome>;

  /** Lets letters under way finish, then closes all connections. */
  abstract close(): Promise<void>;
}
