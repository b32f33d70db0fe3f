import type {
  InboundHalt,
  InboundMessage,
  InboundSummary,
  LetterSummary,
  MessageStatus,
} from '@app/letters';
import type { CaseLine } from '@app/measures';
import type { Temporal } from 'temporal-polyfill';
import { stageWords } from '../words/case-words';
import { kindOfMessage, senderInLists, senderWords } from '../words/mail-kind-words';
import { capital, many, momentWords, shortMoment } from '../words/when';

/** The lists of messages, as the page offers them. */
export const boxes = [
  { status: 'tray', name: 'To be placed', empty: 'Nothing waits to be placed.' },
  { status: 'filed', name: 'Filed', empty: 'No message has been filed yet.' },
  { status: 'machine', name: 'From machines', empty: 'No machine has written yet.' },
  { status: 'set-aside', name: 'Set aside', empty: 'Nothing has been set aside.' },
] as const satisfies readonly { status: MessageStatus; name: string; empty: string }[];

export interface MessageRow {
  id: string;
  href: string;
  subject: string;
  from: string;
  kind: string;
  excerpt: string;
  when: string;
  homes: { href: string; name: string }[];
}

export const messageHref = (id: string): string => `/inbox/${id}`;

const subjectOf = ({ subject }: InboundSummary): string => subject || 'No subject';

export function presentRow(message: InboundSummary, today: Temporal.PlainDate): MessageRow {
  return {
    id: message.id,
    href: messageHref(message.id),
    subject: subjectOf(message),
    from: senderInLists(message.from),
    kind: kindOfMessage(message),
    excerpt: message.excerpt,
    when: capital(shortMoment(message.receivedAt, today)),
    homes: message.homes.map(({ caseId, name }) => ({ href: `/cases/${caseId}`, name })),
  };
}

/** One of the lists. */
export function presentInbox(
  page: { items: InboundSummary[]; nextCursor: string | null },
  asked: { status: MessageStatus; laterPage: boolean; halt: InboundHalt | null },
  today: Temporal.PlainDate,
) {
  const { status, laterPage, halt } = asked;
  const box = boxes.find((one) => one.status === status);
  const next = page.nextCursor && encodeURIComponent(page.nextCursor);
  return {
    section: 'inbox',
    halt: haltWords(halt),
    boxes: boxes.map((one) => ({
      name: one.name,
      href: one.status === 'tray' ? '/inbox' : `/inbox?show=${one.status}`,
      current: one.status === status,
    })),
    empty: box?.empty ?? '',
    caption: box?.name ?? '',
    messages: page.items.map((message) => presentRow(message, today)),
    laterPage,
    firstHref: status === 'tray' ? '/inbox' : `/inbox?show=${status}`,
    nextHref: next && `/inbox?show=${status}&cursor=${next}`,
  };
}

/** "Mail is not coming in since …", with why; null while it comes. */
export function haltWords(halt: InboundHalt | null): { since: string; why: string } | null {
  if (!halt) return null;
  return {
    since: halt.since ? momentWords(halt.since) : 'it was set up',
    why: `${capital(halt.reason)}.`,
  };
}

/** What Today says of messages that nobody could place. */
export const presentMailIn = (waiting: number): { text: string; href: string }[] =>
  waiting > 0
    ? [{ text: many(waiting, 'message to be placed', 'messages to be placed'), href: '/inbox' }]
    : [];

/** A home a message may be filed to. */
interface Place {
  caseId: string;
  locationId: string;
  home: string;
  about: string;
  why: readonly string[];
  /** Letters to it go to the sender already. */
  knowsSender: boolean;
  /** The message is filed there already. */
  isFiled: boolean;
}

/** Where a message without a home lies. */
const boxWords: Readonly<Record<InboundMessage['status'], string>> = {
  tray: 'To be placed',
  filed: 'Filed',
  machine: 'From a machine',
  'set-aside': 'Set aside',
};

/** One message with everything known of it, and where it may go. */
export function presentMessage(
  message: InboundMessage,
  search: { q: string; found: readonly CaseLine[] },
  settledBy: string | null,
  letter: Pick<LetterSummary, 'homes'> | null,
) {
  const line = (key: string, value: string, hint: string | null = null) => ({ key, value, hint });
  const { from, forwardedBy, missing } = message;
  const isFiled = (id: string): boolean => message.homes.some(({ caseId }) => caseId === id);
  const guesses = message.guesses
    .map(
      (guess): Place => ({
        caseId: guess.caseId,
        locationId: guess.locationId,
        home: guess.home,
        about: [guess.town, guess.isOpen ? null : 'closed'].filter(Boolean).join(', '),
        why: guess.why,
        knowsSender: guess.why.some((sentence) => sentence.startsWith('Its sender is known')),
        isFiled: isFiled(guess.caseId),
      }),
    )
    .filter((one) => !(one.isFiled && one.knowsSender));
  const found = search.found
    .filter((one) => !guesses.some(({ caseId }) => caseId === one.id))
    .map(
      (one): Place => ({
        caseId: one.id,
        locationId: one.locationId,
        home: one.home,
        about: [one.town, stageWords[one.stage]].filter(Boolean).join(', '),
        why: [],
        knowsSender: false,
        isFiled: isFiled(one.id),
      }),
    );
  return {
    section: 'inbox',
    id: message.id,
    subject: subjectOf(message),
    kind: kindOfMessage(message),
    inTray: message.status === 'tray',
    // Once it lies somewhere, the other guesses fold away, unless somebody looks for a home.
    placesOpen: message.status === 'tray' || search.q !== '',
    placesText: message.homes.length > 0 ? 'File it elsewhere too' : 'File it to a home',
    box: boxWords[message.status],
    homes: message.homes.map(({ caseId, name }) => ({ href: `/cases/${caseId}`, name })),
    facts: [
      line('From', senderWords(from)),
      ...(forwardedBy ? [line('Passed on by', senderWords(forwardedBy))] : []),
      line('Came in', momentWords(message.receivedAt)),
      line('What it is', kindOfMessage(message), message.why.join(' ')),
      ...(message.settledAt
        ? [
            line(
              message.status === 'set-aside' ? 'Set aside' : 'Settled',
              `${settledBy ? `by ${settledBy}, ` : ''}${momentWords(message.settledAt)}`,
            ),
          ]
        : []),
    ],
    letterHref: message.letterId && `/mail-tray/${message.letterId}`,
    missing,
    newest: message.newest,
    quoted: message.quoted,
    attachments: message.attachments.map(({ seq, name, size, kept }) => ({
      name,
      size: sizeWords(size),
      href: kept ? `${messageHref(message.id)}/attachments/${seq}` : null,
    })),
    wish: wishOf(message),
    // An answer to a letter about several homes may be meant for all of them.
    all:
      message.status === 'tray' && letter && letter.homes.length > 1
        ? letter.homes.map(({ caseId, name }) => ({ value: caseId, text: name, checked: true }))
        : null,
    guesses,
    found,
    q: search.q,
    sender: from?.address ?? null,
  };
}

/** What a word of theirs asks for; an officer decides whether it is meant so. */
function wishOf({ keyword, homes }: InboundMessage): { text: string; href: string } | null {
  const known = keyword === null ? undefined : wishes[keyword];
  const [home] = homes;
  if (!known || !home) return null;
  const [text, fact] = known;
  return { text, href: `/cases/${home.caseId}/record/${fact}` };
}

/** Words that letters ask for, and the fact each may stand for. */
const wishes: Readonly<Record<string, readonly [text: string, fact: string]>> = {
  START: ['They ask for letters again. If so, record it.', 'opted-in'],
  DONE: ['They say that it is done. If it is the passcode that came, record it.', 'otp-received'],
  REPLIED: ['They say that NHSmail has replied. Record what the reply was.', 'nhsmail-replied'],
  OPENED: ['They say that the mailbox has been opened. Record who opened it.', 'mailbox-opened'],
  PUBLISHED: ['They say that the DSPT is published. Look it up and record it.', 'dspt-published'],
  BACK: ['They say that somebody is back. Record whose account is on again.', 'account-re-enabled'],
  LEFT: ['They say that somebody has left. Record who is a leaver.', 'leaver-marked'],
  LATER: ['They say that this is a bad time. Agree on a day and park the case.', 'parked'],
};

const kilobyte = 1024;

function sizeWords(bytes: number): string {
  if (bytes < kilobyte) return `${bytes} bytes`;
  if (bytes < kilobyte * kilobyte) return `${Math.round(bytes / kilobyte)} kB`;
  return `${(bytes / kilobyte / kilobyte).toFixed(1)} MB`;
}
