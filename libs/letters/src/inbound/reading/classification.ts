import type { Temporal } from 'temporal-polyfill';

/** Words our letters ask for. They count only as the newest words of a person. */
export const keywords = [
  'STOP',
  'START',
  'DONE',
  'REPLIED',
  'OPENED',
  'PUBLISHED',
  'BACK',
  'LEFT',
  'LATER',
] as const;
export type Keyword = (typeof keywords)[number];

/** What a delivery report says about one address. */
export interface FailedDelivery {
  /** Lower-cased, or null where the report names none. */
  address: string | null;
  /** Enhanced status code (RFC 3463), such as `5.1.1`, where one is given. */
  status: string | null;
  /** What the server said, on one line, or ''. */
  said: string;
  cause: DeliveryCause;
}

/**
 * Why a letter did not arrive. Only `no-such-address` says that the address is dead; a full mailbox
 * or a filter may let the next one in.
 */
export type DeliveryCause =
  | 'no-such-address'
  | 'mailbox-full'
  | 'refused'
  | 'too-large'
  | 'gave-up'
  | 'unclear';

/** What a message is, with the reason in words. */
export type Classification = { why: string } & (
  | {
      kind: 'human';
      /** Their newest words begin with, or are, one of the words we ask for. */
      keyword: Keyword | null;
      /** There is nothing new in it: no words of their own and no file. */
      blank: boolean;
    }
  /** A person, but no answer: the plan goes on. */
  | { kind: 'thanks' }
  | {
      kind: 'out-of-office';
      /** First day back as stated, Europe/London; null when not stated. May lie in the past. */
      returnOn: Temporal.PlainDate | null;
    }
  | {
      kind: 'delivery-failure' | 'delivery-delay' | 'delivery-success';
      deliveries: readonly FailedDelivery[];
      /** Message-ID of the letter it is about, without brackets, or null. */
      originalMessageId: string | null;
      /** The letter will not be delivered, and the address itself is at fault. */
      permanent: boolean;
    }
  | { kind: 'read-receipt'; originalMessageId: string | null }
  | { kind: 'list' }
  | { kind: 'other-machine' }
);

export type MailKind = Classification['kind'];

/** What classifying needs to know about ourselves and the moment. */
export interface Reader {
  /** When the message came in. */
  receivedAt: Temporal.Instant;
  /** Addresses we send from, lower-cased. A message from them is our own, come back. */
  ownAddresses: readonly string[];
  /** Right-hand sides of our Message-IDs, lower-cased. */
  messageDomains: readonly string[];
}

/** Whether a Message-ID (no brackets) has the form of ours: `<uuid@our domain>`. */
export function isOurMessageId(id: string, reader: Pick<Reader, 'messageDomains'>): boolean {
  return ourLetterId(id, reader.messageDomains) !== null;
}

const ours = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(.+)$/i;

/** The id of the letter that a Message-ID of ours names, lower-cased; null for any other. */
export function ourLetterId(messageId: string, domains: readonly string[]): string | null {
  const [, id, domain] = ours.exec(messageId) ?? [];
  return id && domain && domains.includes(domain.toLowerCase()) ? id.toLowerCase() : null;
}
