import type { ReadAnswer } from '@app/cases';
import type { InboundSummary } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { letterFate } from '../words/letter-status-words';
import { kindOfMessage, senderInLists } from '../words/mail-kind-words';
import { dayWords, momentWords, wallTime } from '../words/when';
import { answerTitle, readerInWords } from './answers.presenter';
import type { CaseView } from './case-view';
import { toWhom } from './correspondence.presenter';
import {
  placeFacts,
  presentEntry,
  type TimelineEntry,
  type TimelineKind,
} from './timeline.presenter';

/** Everything that came in from outside and is no fact by itself. */
export interface CameIn {
  messages: readonly InboundSummary[];
  answers: readonly ReadAnswer[];
}

export const nothingCameIn: CameIn = { messages: [], answers: [] };

/** What happened in one month, the newest first. */
export interface StoryMonth {
  /** "November 2026" */
  month: string;
  entries: TimelineEntry[];
}

export interface Story {
  /** What is shown, and what else there is to be shown, with how many of each. */
  filters: { text: string; href: string | null }[];
  months: StoryMonth[];
  /** "Everything", "Notes": what is shown now. */
  showing: string;
  newerHref: string | null;
  olderHref: string | null;
  /** "31 to 60 of 84"; empty when all of them stand here. */
  extent: string;
}

/** How the story is narrowed and paged, from the address. */
export interface StoryAsked {
  kind: TimelineKind | null;
  /** So many of the newest are left out. */
  from: number;
}

const names: Readonly<Record<TimelineKind, string>> = {
  facts: 'What was recorded',
  letters: 'Letters',
  mail: 'Answers and mail',
  notes: 'Notes',
};

/** The whole page of a case stays small enough for a telephone on a weak line. */
const pageLength = 30;

/** @param query of the address; what it does not know shows everything */
export function storyAsked(query: Record<string, unknown>): StoryAsked {
  const { kind, from } = query;
  return {
    kind: typeof kind === 'string' && Object.hasOwn(names, kind) ? (kind as TimelineKind) : null,
    from: typeof from === 'string' && /^\d{1,6}$/.test(from) ? Number(from) : 0,
  };
}

/**
 * All that happened, the newest first, month by month: facts, letters written by hand beside those a
 * clock wrote, mail and answers in their place.
 */
export function presentStory(view: CaseView, came: CameIn, asked: StoryAsked): Story {
  const all = everything(view, came);
  const narrowed = asked.kind ? all.filter(({ kind }) => kind === asked.kind) : all;
  const from = asked.from < narrowed.length ? asked.from : 0;
  const shown = narrowed.slice(from, from + pageLength).map(({ make }) => make());
  const href = addressOf(view);
  const to = from + shown.length;
  return {
    filters: filtersOf(all, asked.kind, href),
    months: byMonth(shown),
    showing: asked.kind ? names[asked.kind] : 'Everything',
    newerHref: from > 0 ? href(asked.kind, Math.max(0, from - pageLength)) : null,
    olderHref: to < narrowed.length ? href(asked.kind, to) : null,
    extent: narrowed.length > pageLength ? `${from + 1} to ${to} of ${narrowed.length}` : '',
  };
}

type Address = (kind: TimelineKind | null, from?: number) => string;

function addressOf({ case: row, asOf }: CaseView): Address {
  return (kind, from = 0) => {
    const query = new URLSearchParams({
      ...(asOf === null ? {} : { on: asOf }),
      ...(kind ? { kind } : {}),
      ...(from > 0 ? { from: String(from) } : {}),
    }).toString();
    return `/cases/${row.id}${query && `?${query}`}#timeline`;
  };
}

/** Only kinds there are any of; one kind alone needs no choosing. */
function filtersOf(
  all: readonly Placed[],
  chosen: TimelineKind | null,
  href: Address,
): Story['filters'] {
  const kinds = (Object.keys(names) as TimelineKind[])
    .map((kind) => ({ kind, count: all.filter((entry) => entry.kind === kind).length }))
    .filter(({ count }) => count > 0);
  if (kinds.length < 2) return [];
  return [
    { text: `Everything (${all.length})`, href: chosen ? href(null) : null },
    ...kinds.map(({ kind, count }) => ({
      text: `${names[kind]} (${count})`,
      href: kind === chosen ? null : href(kind),
    })),
  ];
}

/** Something that happened, before it is put into words: only what is shown is. */
interface Placed {
  kind: TimelineKind;
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
  /** When it was recorded, written or came in, ISO 8601. */
  at: string;
  make: () => TimelineEntry;
}

/** Of a day what was recorded, written or came in last stands first. */
function everything(view: CaseView, came: CameIn): Placed[] {
  const facts = placeFacts(view).map((placed) => ({
    kind: placed.kind,
    day: placed.day,
    at: placed.fact.recordedAt,
    make: () => presentEntry(placed, view),
  }));
  const others = [
    ...lettersByHand(view),
    ...came.messages.map(placedMessage),
    ...came.answers.map((answer) => placedAnswer(answer, view)),
  ];
  if (others.length === 0) return facts;
  const placed = [...facts, ...others].map((one) => ({
    one,
    moment: Temporal.Instant.from(one.at).epochMilliseconds,
  }));
  // Sorting keeps the order of equals, and facts of one moment come newest first already.
  return placed
    .sort((a, b) => b.one.day.localeCompare(a.one.day) || b.moment - a.moment)
    .map(({ one }) => one);
}

const dayIn = (at: string): string => wallTime(at).day.toString();

const plain = {
  detail: '',
  text: null,
  reason: null,
  takenBack: null,
  takeBackHref: null,
  letterHref: null,
  recorded: null,
  readText: null,
};

/** Letters no clock wrote: those of a clock stand where it fired. */
function lettersByHand({ letters, followUps, names }: CaseView): Placed[] {
  const ofClocks = new Set(followUps.map(({ letterId }) => letterId));
  return letters
    .filter(({ id, subject }) => !ofClocks.has(id) && subject !== undefined)
    .map(({ id, subject, status, reply, plannedAt = '', settledAt, person }) => {
      const at = settledAt ?? plannedAt;
      const place = { kind: 'letters' as const, day: dayIn(at) };
      const make = (): TimelineEntry => ({
        ...plain,
        ...place,
        id: `letter-${id}`,
        title: `Letter: ${subject}`,
        detail: [letterFate(status, reply), ...toWhom(person, names)].join(', '),
        when: momentWords(at),
        letterHref: `/mail-tray/${id}`,
      });
      return { ...place, at, make };
    });
}

function placedMessage(message: InboundSummary): Placed {
  const at = message.receivedAt;
  const place = { kind: 'mail' as const, day: dayIn(at) };
  const make = (): TimelineEntry => ({
    ...plain,
    ...place,
    id: `mail-${message.id}`,
    title: `Mail in: ${message.subject || 'No subject'}`,
    detail: `${kindOfMessage(message)}, ${senderInLists(message.from)}`,
    text: message.kind === 'human' && message.excerpt ? `“${message.excerpt}”` : null,
    when: momentWords(at),
    letterHref: `/inbox/${message.id}`,
    readText: 'Read the message',
  });
  return { ...place, at, make };
}

function placedAnswer(answer: ReadAnswer, view: CaseView): Placed {
  const place = { kind: 'mail' as const, day: dayIn(answer.at) };
  const make = (): TimelineEntry => ({
    ...plain,
    ...place,
    id: `given-${answer.id}`,
    title: `Answer by link: ${answerTitle(answer)}`,
    detail: readerInWords(answer.recipient, view),
    when: momentWords(answer.at),
    letterHref: `#answer-${answer.id}`,
    readText: 'What they gave',
  });
  return { ...place, at: answer.at, make };
}

function byMonth(entries: readonly TimelineEntry[]): StoryMonth[] {
  const months = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const key = entry.day.slice(0, 7);
    const month = months.get(key);
    if (month) month.push(entry);
    else months.set(key, [entry]);
  }
  return [...months].map(([key, of]) => ({ month: monthInWords(key), entries: of }));
}

/** "November 2026", of a day as it is written out, without the weekday and the day. */
const monthInWords = (key: string): string => dayWords(`${key}-01`).split(' ').slice(2).join(' ');
