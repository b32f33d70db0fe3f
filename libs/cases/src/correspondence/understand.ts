import type { CaseOfMessage, IncomingMessage, PlaceOfMessage } from '@app/domain';
import {
  addressKey,
  type AnsweredLetter,
  type Classification,
  casesWrittenTo,
  classify,
  countOfDay,
  lastLetterTo,
  lettersById,
  type Mailbox,
  type ReadMessage,
  type Reader,
  readMessage,
  type Thread,
  threadOf,
  tracesOf,
  usualLimits,
} from '@app/letters';
import { type LookedUp, type LookUp, lookUp } from './known-of';

/** What is needed to understand many messages. */
export interface Understanding extends LookUp {
  reader: Omit<Reader, 'receivedAt'>;
  /** Lower-cased addresses of our officers. */
  officers: ReadonlySet<string>;
}

/** A message as far as it can be understood. */
export interface Understood {
  /** As its sender wrote it: what an officer passed on, not the passing on. */
  message: ReadMessage;
  attachments: ReadMessage['attachments'];
  forwardedBy: Mailbox | null;
  classification: Classification;
  thread: Thread;
  /** The letter it answers or reports on. */
  letter: AnsweredLetter | null;
  /** What decides what follows. */
  incoming: IncomingMessage;
}

/** Reads a message, says what it is, and finds where it belongs. */
export async function understand(
  raw: Buffer,
  receivedAt: Reader['receivedAt'],
  given: Understanding,
): Promise<Understood> {
  const outer = await readMessage(raw, usualLimits);
  const isOfficer = given.officers.has(outer.from?.address ?? '');
  const passedOn = isOfficer ? outer.forwarded : null;
  const message = passedOn ?? outer;
  const reader = { ...given.reader, receivedAt };
  const classification = classify(message, reader);
  const traces = tracesOf(message, classification, given.messageDomains);
  const found = await lookUp(traces, given);
  const thread = threadOf(message, classification, found.known);
  const letter = await letterOf(thread, classification, given);
  const place = await placeOf(thread, classification, letter, message, found, given);
  const sameFiles = message.attachments === outer.attachments;
  return {
    message,
    attachments: sameFiles
      ? outer.attachments
      : [...message.attachments, ...outer.attachments.filter(isFile)],
    forwardedBy: passedOn ? outer.from : null,
    classification,
    thread,
    letter: place?.letterId ? letter : null,
    incoming: {
      kind: classification.kind,
      stop: classification.kind === 'human' && classification.keyword === 'STOP',
      saysMore: wordsIn(message.newest) > fewWords,
      blank: classification.kind === 'human' && classification.blank,
      floods: await floods(classification, message, place, receivedAt, given),
      ours: isOfficer && !passedOn,
      permanent: classification.kind === 'delivery-failure' && classification.permanent,
      aboutLetterAddress: letter !== null && isAbout(classification, letter, given),
      namesLetter: thread.to === 'letter',
      returns: classification.kind === 'out-of-office' && classification.returnOn !== null,
      place,
    },
  };
}

const isFile = ({ inline }: ReadMessage['attachments'][number]): boolean => !inline;

/** Of messages of one address about one case; the rest of a day is filed and calls nobody. */
const mostADay = 20;

async function floods(
  { kind }: Classification,
  { from }: ReadMessage,
  place: PlaceOfMessage | null,
  at: Reader['receivedAt'],
  { sql, sealer }: LookUp,
): Promise<boolean> {
  const caseId = place?.cases[0]?.caseId;
  if (kind !== 'human' || !from || !caseId) return false;
  return (await countOfDay(sql, addressKey(sealer, from.address), caseId, at)) >= mostADay;
}

/** "Please stop these letters, thank you" is no more than STOP. */
const fewWords = 7;
const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** A report often names only the address: it is about the last letter that went there. */
async function letterOf(
  thread: Thread,
  classification: Classification,
  { sql, sealer }: LookUp,
): Promise<AnsweredLetter | null> {
  const id = thread.to === 'case' ? null : thread.letterId;
  if (id) return (await lettersById(sql, sealer, [id]))[0] ?? null;
  if (classification.kind !== 'delivery-failure' && classification.kind !== 'delivery-delay')
    return null;
  const addresses = classification.deliveries.flatMap(({ address }) => address ?? []);
  return lastLetterTo(
    sql,
    sealer,
    addresses.map((address) => addressKey(sealer, address)),
  );
}

/** Whether a report names the address our letter went to, or none. */
function isAbout(
  classification: Classification,
  letter: AnsweredLetter,
  { sealer }: LookUp,
): boolean {
  if (!('deliveries' in classification)) return false;
  const named = classification.deliveries.flatMap(({ address }) => address ?? []);
  return (
    named.length === 0 ||
    named.some((address) => addressKey(sealer, address).equals(letter.addressKey))
  );
}

async function placeOf(
  thread: Thread,
  { kind }: Classification,
  letter: AnsweredLetter | null,
  { from }: ReadMessage,
  { cases, known }: LookedUp,
  { sql, sealer, openCases }: LookUp,
): Promise<PlaceOfMessage | null> {
  const isPerson = kind === 'human' || kind === 'thanks';
  const senderKey = from ? addressKey(sealer, from.address) : null;
  const isOpen = (caseId: string): boolean =>
    cases.get(caseId)?.isOpen ?? openCases.some((one) => one.caseId === caseId);
  if (thread.to === 'case') {
    const { caseId } = thread;
    const isContact = cases.get(caseId)?.contact === from?.address;
    const asPerson = senderKey ? await casesWrittenTo(sql, senderKey) : [];
    const recipients = asPerson
      .filter((one) => one.caseId === caseId)
      .map(({ recipient }) => recipient);
    const all = isContact ? (['provider', ...recipients] as const) : recipients;
    return {
      letterId: null,
      cases: [{ caseId, open: isOpen(caseId), recipients: [...new Set(all)], left: false }],
      sure: true,
      fromAddressee: false,
    };
  }
  const sure = thread.to === 'letter';
  // A report that names two letters says nothing that can be relied on.
  if (!letter || (!isPerson && !sure && thread.letterId !== null)) return null;
  const ids = [...new Set(letter.parts.map(({ caseId }) => caseId))].sort();
  return {
    letterId: letter.letterId,
    cases: ids.map(
      (caseId): CaseOfMessage => ({
        caseId,
        open: isOpen(caseId),
        recipients: letter.parts.filter((p) => p.caseId === caseId).map((p) => p.recipient),
        left: known.hasLeft(caseId),
      }),
    ),
    sure: sure || !isPerson,
    fromAddressee: senderKey?.equals(letter.addressKey) ?? false,
  };
}
