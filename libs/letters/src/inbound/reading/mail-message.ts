import type { Temporal } from 'temporal-polyfill';

/** One address of a header. The address is lower-cased; the name is as it was written, or empty. */
export interface Mailbox {
  name: string;
  address: string;
}

export interface MailHeader {
  /** Lower-cased. */
  name: string;
  /** Unfolded, encoded words decoded. */
  value: string;
}

/** A file that came with a message. It is data: nothing here ever opens or runs it. */
export interface MailAttachment {
  /** Fit to be shown and to be saved under: no path, no control signs, never empty. */
  name: string;
  /** As the sender says, lower-cased: `application/pdf`. Not to be believed. */
  type: string;
  /** Bytes. */
  size: number;
  content: Uint8Array;
  /** Shown inside the text by the sender's program: a logo, mostly. */
  inline: boolean;
}

/** A part meant for machines: a delivery report, a read receipt, an abuse report. */
export interface ReportPart {
  /** `message/delivery-status`, `message/disposition-notification`… */
  type: string;
  text: string;
}

/**
 * A message as far as it could be read. Everything in it was written by the sender and may be a
 * lie, headers included. Text is free of NUL and of broken characters.
 */
export interface ReadMessage {
  /** In the order they stand, those of the outermost part only. */
  headers: readonly MailHeader[];
  /** Without the angle brackets, or null. */
  messageId: string | null;
  from: Mailbox | null;
  to: readonly Mailbox[];
  cc: readonly Mailbox[];
  replyTo: readonly Mailbox[];
  /** Addresses it was delivered to on its way (Delivered-To, X-Original-To, Envelope-To…). */
  deliveredTo: readonly string[];
  /** Who is told when it cannot be delivered: an address; '' for nobody (`<>`); null: not recorded. */
  returnPath: string | null;
  /** The sender's own claim; null when missing or no date. */
  date: Temporal.Instant | null;
  subject: string;
  /** The type of the outermost part, lower-cased: `multipart/report`. */
  contentType: string;
  /** The parameter `report-type` of the outermost part, lower-cased, or ''. */
  reportType: string;
  /** Message-IDs it says it answers, without brackets: In-Reply-To, then References newest first. */
  references: readonly string[];
  /** All of its text, read from the HTML part where there is no plain one. */
  text: string;
  /** What the sender wrote now: no quoted letter, no signature block, no disclaimer. */
  newest: string;
  /** The rest: quoted letters and their headings. */
  quoted: string;
  /** The message that was forwarded in this one, as far as it can be told. */
  forwarded: ReadMessage | null;
  reports: readonly ReportPart[];
  /** Messages that came as parts: returned letters, forwarded mails. Headers only, for some. */
  enclosed: readonly ReadMessage[];
  /** METHOD of a calendar part (`REQUEST`, `REPLY`), or null when there is none. */
  calendarMethod: string | null;
  attachments: readonly MailAttachment[];
  /** What was not read, in words, or null when all was. */
  cut: string | null;
}

/** How much of a message is read: hostile mail is cut, never refused. */
export interface ReadingLimits {
  /** Bytes of the whole message. */
  bytes: number;
  /** Bytes of headers, those of the parts included. */
  headerBytes: number;
  /** Parts, at most: lines that could begin one are counted. */
  parts: number;
  /** Levels of parts in parts. */
  depth: number;
  /** Levels of messages in messages. */
  enclosedDepth: number;
  /** Characters of text that are looked at. */
  textCharacters: number;
  attachments: number;
}

export const usualLimits: ReadingLimits = {
  bytes: 30 * 1024 * 1024,
  headerBytes: 256 * 1024,
  parts: 1_000,
  depth: 30,
  enclosedDepth: 3,
  textCharacters: 200_000,
  attachments: 100,
};

/** The first header of a name (lower-cased), or null. */
export function headerOf(message: ReadMessage, name: string): string | null {
  return message.headers.find((header) => header.name === name)?.value ?? null;
}

/** All headers of a name (lower-cased), in order. */
export function headersOf(message: ReadMessage, name: string): string[] {
  return message.headers.filter((header) => header.name === name).map((header) => header.value);
}
