import { londonDay, type WaitingOn } from '@app/domain';
import type { ToReview, Today, TodayTask } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import { callScript } from '../words/call-scripts';
import { stageWords, waitingWords } from '../words/case-words';
import { rungTitle } from '../words/rung-words';
import { capital, many, shortDay, shortMoment, todayInWords, wallTime } from '../words/when';

/** A home and the case behind it, as a row begins. */
interface Row {
  href: string;
  home: string;
  town: string | null;
  /** What stands beside it, in words. */
  note: string;
}

interface CallGroup {
  id: string;
  title: string;
  guidance: string;
  rows: (Row & {
    doneHref: string;
    overdue: boolean;
    look: { text: string; href: string } | null;
  })[];
}

interface LetterRow extends Row {
  letterHref: string;
  subject: string;
  unknown: boolean;
  /** Where to say what became of it. */
  action: string;
  /** Where to give another address. */
  mendHref: string;
}

export interface TodayPage {
  section: 'today';
  practice: boolean;
  date: string;
  onlyMine: boolean;
  /** What needs the officer, one line each; empty when nothing does. */
  summary: { text: string; href: string }[];
  /** Something is wrong with the service itself. */
  alarm: string | null;
  calls: CallGroup[];
  callsLeftOut: number;
  letters: LetterRow[];
  lateReplies: Row[];
  lateReplyCount: number;
  dyingPasscodes: Row[];
  /** Set aside, or with no date running, until today. */
  toReview: Row[];
  toReviewCount: number;
  waiting: { text: string; cases: string; href: string }[];
  openCases: number;
  allHref: string;
  comingUp: (Row & { what: string })[];
  forecastHref: string;
  failing: Row[];
  anySites: boolean;
}

/** Turns what was read into what the page says. */
export function presentToday(today: Today, onlyMine: boolean): TodayPage {
  const now = Temporal.Instant.from(today.asOf);
  const day = londonDay(now);
  const openCases = today.waitingOn.reduce((sum, w) => sum + w.cases, 0);
  const shown = [
    ...today.tasks,
    ...today.lateReplies,
    ...today.dyingPasscodes,
    ...today.toReview,
    ...today.troubledLetters,
    ...today.comingUp,
  ];
  return {
    section: 'today',
    practice: shown.some((row) => row.practice),
    date: todayInWords(now),
    onlyMine,
    summary: summary(today),
    alarm: alarm(today),
    calls: callGroups(today.tasks, day),
    callsLeftOut: today.taskCount - today.tasks.length,
    letters: today.troubledLetters.map((letter) => ({
      ...row(letter),
      note:
        letter.status === 'unknown'
          ? `Handed over ${shortMoment(letter.plannedAt, day)}; the connection broke, so nobody knows if it arrived.`
          : `Refused by the mail server${letter.serverReply ? `: ${letter.serverReply}` : ''}.`,
      letterHref: `/mail-tray/${letter.id}`,
      subject: letter.subject,
      unknown: letter.status === 'unknown',
      action: `/mail-tray/${letter.id}/resolve`,
      mendHref: `/sites/${encodeURIComponent(letter.locationId)}/contact`,
    })),
    lateReplies: today.lateReplies.map((late) => ({
      ...row(late),
      note: `48 hours ran out ${shortMoment(late.breachedAt, day)}`,
    })),
    lateReplyCount: today.lateReplyCount,
    dyingPasscodes: today.dyingPasscodes.map((code) => ({
      ...row(code),
      note: lastDayWords(code.useBy, day),
    })),
    toReview: today.toReview.map((resting) => ({
      ...row(resting),
      note: `${stageWords[resting.stage]}. ${restWords(resting, day)}`,
    })),
    toReviewCount: today.toReviewCount,
    waiting: today.waitingOn
      .filter((w) => w.cases > 0)
      .map(({ on, cases }) => ({
        text: waitingWords[on],
        cases: many(cases, 'case'),
        href: waitingHref(on, onlyMine),
      })),
    openCases,
    allHref: onlyMine ? '/cases?whose=mine' : '/cases',
    comingUp: today.comingUp.map((next) => ({
      ...row(next),
      what: rungTitle(next),
      note: capital(shortMoment(next.at, day)),
    })),
    forecastHref: onlyMine ? '/forecast?whose=mine' : '/forecast',
    failing: today.failing.map(row),
    anySites: today.anySites,
  };
}

const row = (line: { caseId: string; home: string; town: string | null }): Row => ({
  href: `/cases/${line.caseId}`,
  home: line.home,
  town: line.town,
  note: '',
});

const waitingHref = (on: WaitingOn, onlyMine: boolean): string =>
  `/cases?waitingOn=${on}${onlyMine ? '&whose=mine' : ''}`;

function lastDayWords(useBy: string, today: Temporal.PlainDate): string {
  const last = Temporal.PlainDate.from(useBy);
  return Temporal.PlainDate.compare(last, today) < 0
    ? `ran out at the end of ${shortDay(last, today)}`
    : `good to the end of ${shortDay(last, today)}`;
}

function restWords({ parkedUntil, parkedWhy }: ToReview, today: Temporal.PlainDate): string {
  const until = `Rested until ${shortDay(Temporal.PlainDate.from(parkedUntil), today)}`;
  return parkedWhy ? `${until}: ${parkedWhy}` : until;
}

/** Calls of one kind stand together, so that what to say is read once; the most urgent kind first. */
function callGroups(tasks: readonly TodayTask[], today: Temporal.PlainDate): CallGroup[] {
  const groups = new Map<string, CallGroup>();
  for (const task of tasks) {
    const group = groups.get(task.kind) ?? newGroup(task.kind);
    groups.set(task.kind, group);
    const due = wallTime(task.dueAt);
    const overdue = Temporal.PlainDate.compare(due.day, today) < 0;
    group.rows.push({
      ...row(task),
      note: overdue ? `since ${shortDay(due.day, today)}` : `due ${shortMoment(task.dueAt, today)}`,
      doneHref: `/tasks/${task.id}`,
      overdue,
      look: lookAt(task),
    });
  }
  return [...groups.values()];
}

/** The letter or message a call is about, to be read first. */
function lookAt({ kind, about }: TodayTask): { text: string; href: string } | null {
  const { look } = callScript(kind);
  return look && about !== null ? { text: look.text, href: look.href(about) } : null;
}

function newGroup(kind: string): CallGroup {
  const { title, guidance } = callScript(kind);
  return { id: kind.replace('/', '-'), title, guidance, rows: [] };
}

function summary(today: Today): TodayPage['summary'] {
  const lines: [number, string, string][] = [
    [
      today.taskCount,
      many(today.taskCount, 'call or check to make', 'calls and checks to make'),
      '#calls',
    ],
    [
      today.troubledLetterCount,
      many(today.troubledLetterCount, 'letter to look at', 'letters to look at'),
      '#letters',
    ],
    [
      today.lateReplyCount,
      many(today.lateReplyCount, 'late reply from NHSmail', 'late replies from NHSmail'),
      '#late',
    ],
    [
      today.dyingPasscodeCount,
      many(today.dyingPasscodeCount, 'passcode running out', 'passcodes running out'),
      '#passcodes',
    ],
    [
      today.toReviewCount,
      many(today.toReviewCount, 'case to look at again', 'cases to look at again'),
      '#review',
    ],
  ];
  return lines.filter(([count]) => count > 0).map(([, text, href]) => ({ text, href }));
}

function alarm({ behind }: Today): string | null {
  return behind > 0
    ? `${many(behind, 'reminder is', 'reminders are')} more than five minutes late. Nothing is lost, but nothing goes out either: tell whoever looks after the server that the worker may have stopped.`
    : null;
}
