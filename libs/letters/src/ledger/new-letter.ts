import type { MailAddress } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { Matter } from './letter-matter';

/** A letter to put into the ledger, in the transaction that decided it. */
export interface NewLetter {
  id: string;
  /** Of the address it is for: at most one routine letter a day for each. */
  addressKey: Buffer;
  /** In the order they are read. */
  matters: readonly Matter[];
  /** Routine letters are limited to one an address a day; answers to an event are not. */
  routine: boolean;
  subject: string;
  /** The address is null while none is recorded for the home. */
  to: { name: string | null; address: string | null };
  /** Whom an answer reaches. */
  replyTo: MailAddress | null;
  text: string;
  html: string;
  /** Page where the reader can stop these letters, for List-Unsubscribe. */
  stopUrl?: string | null;
  plannedAt: Temporal.Instant;
  /** Not before this moment. */
  sendFrom: Temporal.Instant;
  /** The Europe/London day it goes, `YYYY-MM-DD`. */
  day: string;
}

/** What of a letter is personal: encrypted in the ledger at the place `letter:<id>`. */
export interface SealedLetter
  extends Pick<NewLetter, 'to' | 'replyTo' | 'text' | 'html' | 'stopUrl'> {}

export const letterPlace = (id: string): string => `letter:${id}`;

export const sealedPart = ({
  to,
  replyTo,
  text,
  html,
  stopUrl = null,
}: NewLetter): SealedLetter => ({ to, replyTo, text, html, stopUrl });

export const kindsOf = ({ matters }: Pick<NewLetter, 'matters'>): string[] =>
  matters.map(({ kind }) => kind);
