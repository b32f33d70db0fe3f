import { type Classification, ourLetterId } from './classification';
import { plainWords } from './home-names';
import type { ReadMessage } from './mail-message';

/** What of a message points at a letter or a home: what has to be looked up before `threadOf`. */
export interface Traces {
  /** Addresses it was sent to or delivered to; one may be a signed reply address. */
  sentTo: readonly string[];
  /** Letters whose Message-IDs it names in its headers, or its report does. Anybody can write these. */
  letterIds: readonly string[];
  /** Lower-cased, or null. */
  sender: string | null;
  /** Lower-cased domain of the sender, or null. */
  senderDomain: string | null;
  postcodes: readonly string[];
  cqcLocationIds: readonly string[];
  odsCodes: readonly string[];
  /** The subject and the newest words, as `plainWords` gives them, for names of homes. */
  words: string;
}

const postcode =
  /(?<![\p{L}\p{N}])([A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)\s{0,2}(\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\p{N}])/giu;
const cqcLocation = /(?<![\d-])1-\d{8,12}(?!\d)/g;
const odsCode = /(?<![\p{L}\p{N}])V[A-Z0-9]{4}(?![\p{L}\p{N}])/gu;

export function tracesOf(
  message: ReadMessage,
  classification: Classification,
  messageDomains: readonly string[],
): Traces {
  const { from, to, cc, deliveredTo, newest, subject } = message;
  const original = 'originalMessageId' in classification ? classification.originalMessageId : null;
  const named = [original, ...message.references, ...(message.forwarded?.references ?? [])];
  const letterIds = named.flatMap((id) => (id ? (ourLetterId(id, messageDomains) ?? []) : []));
  const words = `${subject}\n${newest}\n${message.forwarded?.newest ?? ''}`.slice(0, 20_000);
  const sender = from?.address ?? null;
  return {
    sentTo: unique([...deliveredTo, ...[...to, ...cc].map(({ address }) => address)]),
    letterIds: unique(letterIds),
    sender,
    senderDomain: sender?.split('@').at(-1) ?? null,
    postcodes: postcodesIn(words),
    cqcLocationIds: unique(words.match(cqcLocation) ?? []),
    odsCodes: unique(words.match(odsCode) ?? []),
    words: plainWords(words),
  };
}

/** As the register writes them: capitals, one space. */
const postcodesIn = (text: string): string[] =>
  unique([...text.matchAll(postcode)].map(([, out, into]) => `${out} ${into}`.toUpperCase()));

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)].slice(0, 300);
