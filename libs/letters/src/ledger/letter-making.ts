import {
  type MailAddress,
  messageDomain,
  type RunningConfig,
  type Sealer,
  type Sql,
} from '@app/platform';
import { signedReplyAddress } from '../inbound/reply-address';
import type { WordingInForce } from '../wording/wording';
import { wordingInForce } from '../wording/wording-in-force';

/** What letters are made with, the same for all. */
export interface LetterMaking {
  sealer: Sealer;
  /** The part after the @ of every Message-ID. */
  mailDomain: string;
  /** Where people reach the pages, without a trailing slash. */
  publicUrl: string;
  /** Who writes, as the letters name them within a sentence. */
  association: string;
  /** Whom an answer to a letter reaches. */
  replyTo: (letterId: string, officer: { name: string; email: string }) => MailAddress;
  /** The wordings in force, read in the transaction that writes. */
  wording: (sql: Sql) => Promise<WordingInForce>;
}

/** As configured: a reply comes to us if we read a mailbox, else to the officer. */
export function letterMaking(
  config: Pick<RunningConfig, 'publicUrl' | 'mailFrom' | 'imapUrl' | 'associationName'>,
  sealer: Sealer,
): LetterMaking {
  const { publicUrl, mailFrom, imapUrl } = config;
  return {
    sealer,
    mailDomain: messageDomain(config),
    publicUrl,
    association: config.associationName,
    replyTo: (letterId, { name, email }) => ({
      name,
      address: imapUrl ? signedReplyAddress(sealer, mailFrom, letterId) : email,
    }),
    wording: wordingInForce,
  };
}
