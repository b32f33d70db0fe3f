/** Whom a letter about a case was for: the provider, or a person of the case by ref. */
export type LetterRecipient = 'provider' | `person:${string}`;

/** A case that a message has to do with. */
export interface CaseOfMessage {
  caseId: string;
  open: boolean;
  /** Of the parts of the letter that the message is about; empty when it is about no letter. */
  recipients: readonly LetterRecipient[];
  /** Its sender was the contact of this home and is so no more: they cannot speak for it. */
  left: boolean;
}

/** A message that came in, as far as it decides what follows from it. */
export interface IncomingMessage {
  kind:
    | 'human'
    | 'thanks'
    | 'out-of-office'
    | 'delivery-failure'
    | 'delivery-delay'
    | 'delivery-success'
    | 'read-receipt'
    | 'list'
    | 'other-machine';
  /** They ask, with the word STOP, for no more letters. */
  stop: boolean;
  /** They say more than that one word. */
  saysMore: boolean;
  /** There are no words of theirs in it and no file. */
  blank: boolean;
  /** Written by one of our own officers: a copy of what they sent. */
  ours: boolean;
  /** Their address has sent more about the case in a day than a person writes. */
  floods: boolean;
  /** The letter was delivered nowhere and the address itself is at fault. */
  permanent: boolean;
  /** The report names the address the letter went to, or none. */
  aboutLetterAddress: boolean;
  /** The report shows the Message-ID of the letter, which only those know who have had it. */
  namesLetter: boolean;
  /** A day on which they are back is stated. */
  returns: boolean;
  /** What it has to do with; null: nobody can say. */
  place: PlaceOfMessage | null;
}

export interface PlaceOfMessage {
  /** The letter of ours that it answers or reports on. */
  letterId: string | null;
  /** Of the letter, or the one its sender is known for. */
  cases: readonly CaseOfMessage[];
  /** Nothing in it speaks for another home. */
  sure: boolean;
  /** The letter had gone to whoever sent this. */
  fromAddressee: boolean;
}

/** A fact that follows from a message. */
export type FactOfMessage =
  | { caseId: string; type: 'provider-replied' | 'opted-out' }
  | { caseId: string; type: 'person-opted-out'; person: string };

/** What follows from a message. */
export interface Consequences {
  /** `tray`: somebody must look. `machine`: kept where it belongs, and nobody need look. */
  status: 'filed' | 'tray' | 'machine';
  fileTo: readonly string[];
  facts: readonly FactOfMessage[];
  /** A person is asked to see to it, on this open case. */
  task: { kind: 'mail/answer' | 'mail/bounced'; caseId: string } | null;
  /** The letter it is about did not arrive. */
  bounced: boolean;
  /** Nothing more is written to the address of the letter. */
  silence: boolean;
  /** The address is written to again when its reader is back. */
  away: boolean;
}

const nothing: Consequences = {
  status: 'machine',
  fileTo: [],
  facts: [],
  task: null,
  bounced: false,
  silence: false,
  away: false,
};

/**
 * What follows from a message that came in. Only what a person wrote is an answer, and only where it
 * is known what it answers; "thanks" changes no plan. A machine's mail never counts as progress: it
 * says that a reader is away, or that a letter did not arrive. What nobody can place, and an answer
 * to a letter about several homes, goes to the tray (field notes, M10; domain rules, 54 to 56).
 */
export function whatFollows(message: IncomingMessage): Consequences {
  const cases = message.place?.cases ?? [];
  const fileTo = cases.map(({ caseId }) => caseId);
  switch (message.kind) {
    case 'human':
      return ofPerson(message);
    case 'thanks':
      return message.place?.sure || message.place?.fromAddressee
        ? filed(fileTo)
        : { ...nothing, status: 'tray' };
    case 'out-of-office':
      return { ...nothing, fileTo, away: message.place !== null && message.returns };
    case 'delivery-failure':
      return ofFailure(message);
    default:
      return { ...nothing, fileTo };
  }
}

const filed = (fileTo: readonly string[]): Consequences => ({
  ...nothing,
  status: 'filed',
  fileTo,
});

function ofPerson(message: IncomingMessage): Consequences {
  const { place, ours, blank } = message;
  const cases = place?.cases ?? [];
  const [only] = cases;
  const stop = stopOf(message);
  if (ours && only) return filed(cases.map(({ caseId }) => caseId));
  if (!place?.sure || !only || cases.length > 1)
    return stop ?? { ...nothing, status: 'tray', fileTo: [] };
  if (blank) return filed([only.caseId]);
  if (stop && !message.saysMore) return stop;
  // On a closed case nothing is asked for: somebody sees it where unplaced mail lies.
  if (!only.open) return { ...nothing, status: 'tray' };
  // A program that takes itself for a person: kept where it belongs, and nobody is called.
  if (message.floods) return stop ?? filed([only.caseId]);
  // What is sent to a person of the case, they answer for themselves, not for the provider.
  const forProvider = only.recipients.length === 0 || only.recipients.includes('provider');
  const { caseId } = only;
  const reply: FactOfMessage[] = forProvider ? [{ caseId, type: 'provider-replied' }] : [];
  return {
    ...filed([caseId]),
    facts: [...reply, ...(stop?.facts ?? [])],
    task: { kind: 'mail/answer', caseId },
  };
}

/** Whoever asks for no more letters is heard, for all homes of the letter they answer. */
function stopOf({ stop, ours, saysMore, place }: IncomingMessage): Consequences | null {
  if (!stop || ours || !place || place.letterId === null) return null;
  const theirs = place.cases.filter(({ left }) => !left);
  if (theirs.length === 0 || (!place.sure && !place.fromAddressee)) return null;
  return {
    ...filed(theirs.map(({ caseId }) => caseId)),
    facts: theirs.filter(({ open }) => open).flatMap(optOuts),
    // Which of the homes the rest is about, somebody must say.
    status: saysMore && place.cases.length > 1 ? 'tray' : 'filed',
  };
}

function optOuts({ caseId, recipients }: CaseOfMessage): FactOfMessage[] {
  return [...new Set(recipients)].map((recipient) =>
    recipient === 'provider'
      ? { caseId, type: 'opted-out' }
      : { caseId, type: 'person-opted-out', person: recipient.slice('person:'.length) },
  );
}

/**
 * A letter that came back is for the telephone, however late; without an open case, for the tray.
 * Anybody can write that an address does not exist: one is silenced only by a report that shows what
 * we sent there.
 */
function ofFailure(message: IncomingMessage): Consequences {
  const { place, permanent, aboutLetterAddress, namesLetter } = message;
  const cases = place?.cases ?? [];
  if (!place?.letterId) return { ...nothing, status: cases.length > 0 ? 'tray' : 'machine' };
  const open = cases.find((one) => one.open);
  return {
    ...nothing,
    status: open ? 'machine' : 'tray',
    fileTo: cases.map(({ caseId }) => caseId),
    task: open ? { kind: 'mail/bounced', caseId: open.caseId } : null,
    bounced: true,
    silence: permanent && aboutLetterAddress && namesLetter,
  };
}
