import { londonDay } from '@app/domain';
import type { MailHalt, MailHealth, TroubledLetter } from '@app/letters';
import { type LeftOut, leftOutDays } from '@app/measures';
import { type Temporal } from 'temporal-polyfill';
import { troubleWords } from '../words/mail-trouble-words';
import { letterInWords } from '../words/rung-words';
import { capital, many, shortMoment } from '../words/when';

/** What was read of mail at one moment. */
export interface MailView {
  now: Temporal.Instant;
  /** False: letters stay in the mail tray. */
  leaves: boolean;
  /** Letters a minute at most. */
  perMinute: number;
  health: MailHealth;
  halt: MailHalt | null;
  needing: readonly TroubledLetter[];
  putOff: readonly TroubledLetter[];
  leftOut: readonly LeftOut[];
  practice: boolean;
}

interface Line {
  key: string;
  value: string;
  hint: string | null;
}

interface LetterRow {
  id: string;
  home: string;
  caseHref: string;
  subject: string;
  href: string;
  /** What became of it, and what to do. */
  what: string;
  said: string | null;
  when: string;
  action: string;
  buttons: { decision: string; text: string }[];
  mendHref: string | null;
}

export interface MailPage {
  section: 'mail';
  practice: boolean;
  halt: { since: string; reason: string; waiting: string; retry: string } | null;
  health: Line[];
  needing: LetterRow[];
  putOff: LetterRow[];
  leftOut: { home: string; caseHref: string; letter: string; when: string; why: string }[];
  leftOutDays: number;
  calm: boolean;
}

/** Why a rung was passed over; why a letter was withdrawn is kept in words. */
const reasonWords: Readonly<Record<string, string>> = {
  'passed-over': 'a newer one goes instead',
  'clock-stopped': 'the reason for it has ended',
  paused: 'the case is paused: it goes when that ends',
};

/** Lists are cut here; whoever works through them sees the rest move up. */
export const mailRowsAtOnce = 50;

/** Turns what was read of mail into what the page says. */
export function presentMail(view: MailView): MailPage {
  const today = londonDay(view.now);
  const moment = (at: string): string => shortMoment(at, today);
  return {
    section: 'mail',
    practice: view.practice,
    halt: view.halt && {
      since: moment(view.halt.since),
      reason: view.halt.reason,
      waiting: many(view.halt.waiting, 'letter waits', 'letters wait'),
      retry: capital(moment(view.halt.retryAt)),
    },
    health: healthLines(view, moment),
    needing: view.needing.map((letter) => needingRow(letter, moment)),
    putOff: view.putOff.map((letter) => putOffRow(letter, moment)),
    leftOut: view.leftOut.map((one) => ({
      home: one.home,
      caseHref: `/cases/${one.caseId}`,
      letter: capital(letterInWords(one.letter)),
      when: `Was to go ${moment(one.dueAt)}, left out ${moment(one.leftOutAt)}`,
      why: capital(reasonWords[one.reason] ?? one.reason),
    })),
    leftOutDays,
    calm: view.halt === null && view.needing.length === 0 && view.putOff.length === 0,
  };
}

function healthLines(
  { health, halt, leaves, perMinute }: MailView,
  moment: (at: string) => string,
): Line[] {
  const line = (key: string, value: string, hint: string | null = null): Line => ({
    key,
    value,
    hint,
  });
  const goes = leaves
    ? 'Letters go out'
    : 'Letters stay in the mail tray: no mail server is named in SMTP_URL';
  return [
    line('Mail', halt ? 'Halted' : goes),
    line(
      'Waiting to go',
      many(health.waiting, 'letter'),
      health.dueSince === null
        ? 'None is due now.'
        : `${health.due} due now, the first since ${moment(health.dueSince)}.`,
    ),
    line(
      'Last sent',
      health.lastSentAt === null ? 'None yet' : capital(moment(health.lastSentAt)),
      `${many(health.sentLastHour, 'letter')} in the last hour.`,
    ),
    ...(leaves ? [line('Pace', `${perMinute} a minute at most`, 'The oldest goes first.')] : []),
  ];
}

function rowOf(letter: TroubledLetter): Omit<LetterRow, 'what' | 'said' | 'when' | 'buttons'> {
  const [first] = letter.homes;
  const others = letter.homes.length - 1;
  return {
    id: letter.id,
    home: `${first?.name ?? ''}${others > 0 ? ` and ${many(others, 'other home')}` : ''}`,
    caseHref: `/cases/${first?.caseId ?? ''}`,
    subject: letter.subject,
    href: `/mail-tray/${letter.id}`,
    action: `/mail/letters/${letter.id}`,
    mendHref:
      letter.trouble === 'unknown' || letter.trouble === null || !first
        ? null
        : `/sites/${encodeURIComponent(first.locationId)}/contact`,
  };
}

function needingRow(letter: TroubledLetter, moment: (at: string) => string): LetterRow {
  const words = troubleWords(letter.trouble ?? 'refused');
  const itDidNot = letter.wanted
    ? { decision: 'send-again', text: 'Send it again' }
    : { decision: 'not-arrived', text: 'It did not, and is not needed any more' };
  return {
    ...rowOf(letter),
    what: `${words.what} ${words.toDo}`,
    // Of these two it says what we say already.
    said: letter.trouble === 'unknown' || letter.trouble === 'no-address' ? null : letter.reply,
    when: capital(moment(letter.settledAt ?? letter.plannedAt)),
    buttons:
      letter.trouble === 'unknown'
        ? [{ decision: 'arrived', text: 'It arrived' }, itDidNot]
        : [{ decision: 'dealt-with', text: 'They have been told' }],
  };
}

function putOffRow(letter: TroubledLetter, moment: (at: string) => string): LetterRow {
  const next = letter.nextAttemptAt === null ? '' : ` Next try ${moment(letter.nextAttemptAt)}.`;
  return {
    ...rowOf(letter),
    what: `Tried ${many(letter.attempts, 'time')}.${next}`,
    said: letter.reply,
    when: '',
    buttons: [{ decision: 'try-now', text: 'Try it now' }],
  };
}
