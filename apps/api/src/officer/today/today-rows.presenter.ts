import { type CallMatter, londonDay, ringsHelpdesk } from '@app/domain';
import type { Ending, TodayRow } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import type { CallScript } from '../words/call-script';
import {
  callScript,
  helpdeskNumber,
  matterScripts,
  ourTurn,
  passcodeIsOver,
  scriptsBefore,
} from '../words/call-scripts';
import { stageWords } from '../words/case-words';
import { type Telephone, telephone } from '../words/telephone';
import { shortDay, shortMoment, wallTime } from '../words/when';

/** One matter of one home: whom to ring, why, and what became of it. */
export interface CallRow {
  /** Its place on the page, from 0: `#r0`. */
  place: number;
  href: string;
  home: string;
  town: string | null;
  /** Why it stands here, in words. */
  note: string;
  overdue: boolean;
  /** Null when the register has no number: then `findHref` says where to look. */
  phone: Telephone | null;
  findHref: string;
  /** What to read or mend first. */
  look: { text: string; href: string }[];
  /** Where an outcome is posted. */
  action: string;
  /** The helpdesk has one number, which is never wrong. */
  mayBeWrongNumber: boolean;
  /** Where to say what became of a letter of which nobody knows; null for other rows. */
  resolve: string | null;
}

/** Rows with the same thing to say, said once. */
export interface RowGroup {
  title: string;
  guidance: string;
  rows: CallRow[];
}

/** Rows of one kind stand together, so that what to say is read once; the most urgent kind first. */
export function presentRows(rows: readonly TodayRow[], today: Temporal.PlainDate): RowGroup[] {
  const groups = new Map<string, RowGroup>();
  for (const row of rows) {
    const script = scriptOf(row, today);
    const group = groups.get(script.title) ?? { ...script, rows: [] };
    groups.set(script.title, group);
    group.rows.push(presentRow(row, today));
  }
  return [...groups.values()].map(({ title, guidance, rows: shown }) => ({
    title,
    guidance,
    rows: shown,
  }));
}

/** What to say: by the task that asks for it, by what ends, else by the matter. */
export function scriptOf(row: TodayRow, today: Temporal.PlainDate): CallScript {
  const { matter, tasks, ends, useBy, waitingOn } = row;
  if (matter === 'passcode-ending' && useBy && useBy < today.toString()) return passcodeIsOver;
  const task = tasks[0];
  if (task) return callScript(task.kind);
  if (ends?.clock === 'leaver' || matter === 'dspt-ending') return matterScripts[matter];
  if (matter === 'review' && waitingOn === 'officer') return ourTurn;
  if (!ends) return matterScripts[matter];
  const kind = `${ends.clock}/${ends.rung}`;
  return scriptsBefore[kind] ?? callScript(kind);
}

export function presentRow(row: TodayRow, today: Temporal.PlainDate): CallRow {
  const due = row.tasks[0]?.dueAt;
  const overdue = due !== undefined && Temporal.PlainDate.compare(wallTime(due).day, today) < 0;
  return {
    place: 0,
    href: `/cases/${row.caseId}`,
    home: row.home,
    town: row.town,
    note: noteOf(row, today, overdue),
    overdue: overdue && reasonOf(row, today) === null,
    phone: telephone(ringsHelpdesk(row.matter) ? helpdeskNumber : row.phone),
    findHref: `/sites/${encodeURIComponent(row.locationId)}`,
    look: looksOf(row),
    action: `/calls/${row.caseId}/${row.matter}`,
    mayBeWrongNumber: !ringsHelpdesk(row.matter),
    resolve: row.letter?.status === 'unknown' ? `/mail-tray/${row.letter.id}/resolve` : null,
  };
}

/** Why the row stands here: the date that matters most, then what else asks for it. */
function noteOf(row: TodayRow, today: Temporal.PlainDate, overdue: boolean): string {
  const [first, ...others] = row.tasks;
  const also = [...new Set(others.map(({ kind }) => callScript(kind).title))].filter(
    (title) => first && title !== callScript(first.kind).title,
  );
  const due = first
    ? overdue
      ? `since ${shortDay(wallTime(first.dueAt).day, today)}`
      : `due ${shortMoment(first.dueAt, today)}`
    : '';
  const why = reasonOf(row, today) ?? due;
  return also.length > 0 ? `${why}. Also: ${also.join('; ')}` : why;
}

/** The reason that follows from the case, a letter or a date; null when only a task asks for it. */
function reasonOf(row: TodayRow, today: Temporal.PlainDate): string | null {
  const { matter, useBy, breachedAt, parkedUntil, parkedWhy, letter, ends } = row;
  if (matter === 'passcode-ending' && useBy) return lastDayWords(useBy, today);
  if (matter === 'late-reply' && breachedAt)
    return `48 hours ran out ${shortMoment(breachedAt, today)}`;
  if (matter === 'review' && parkedUntil)
    return `${stageWords[row.stage]}. ${restWords(parkedUntil, parkedWhy, today)}`;
  if (letter)
    return letter.status === 'unknown'
      ? `Handed over ${shortMoment(letter.plannedAt, today)}; the connection broke, so nobody knows if it arrived.`
      : `Refused by the mail server${letter.serverReply ? `: ${letter.serverReply}` : ''}.`;
  return ends ? endingWords(ends, today) : null;
}

function lastDayWords(useBy: string, today: Temporal.PlainDate): string {
  const last = Temporal.PlainDate.from(useBy);
  return Temporal.PlainDate.compare(last, today) < 0
    ? `ran out at the end of ${shortDay(last, today)}`
    : `good to the end of ${shortDay(last, today)}`;
}

function restWords(until: string, why: string | null, today: Temporal.PlainDate): string {
  const rested = `Rested until ${shortDay(Temporal.PlainDate.from(until), today)}`;
  return why ? `${rested}: ${why}` : rested;
}

/** What happens to an account on the day, and what has happened once that is over. */
const endings: Readonly<Record<string, readonly [still: string, over: string]>> = {
  leaver: ['deleted', 'deleted'],
  'long-leave': ['deleted', 'deleted'],
  activation: ['goes inactive', 'went inactive'],
  'inactivity/day-60': ['deleted', 'deleted'],
};

function endingWords({ clock, rung, at }: Ending, today: Temporal.PlainDate): string {
  const day = londonDay(Temporal.Instant.from(at));
  if (clock === 'inactivity' && rung === 'day-90')
    return `cannot be restored after ${shortDay(day, today)}`;
  const words = endings[`${clock}/${rung}`] ?? endings[clock];
  if (!words) return `good to the end of ${shortDay(day.subtract({ days: 1 }), today)}`;
  const [still, over] = words;
  return `${Temporal.PlainDate.compare(day, today) < 0 ? over : still} ${onDay(day, today)}`;
}

/** "on Friday 27 November", "tomorrow". */
function onDay(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const words = shortDay(day, today);
  return words.includes(' ') ? `on ${words}` : words;
}

/** The letters, answers and messages it is about, to be read first; and an address to mend. */
function looksOf({ tasks, letter, matter, locationId }: TodayRow): CallRow['look'] {
  const about = tasks.flatMap(({ kind, about: id }) => {
    const { look } = callScript(kind);
    return look && id !== null ? [{ text: look.text, href: look.href(id) }] : [];
  });
  const own = letter ? [{ text: letter.subject, href: `/mail-tray/${letter.id}` }] : [];
  const mends: readonly CallMatter[] = ['address', 'number'];
  const mend = mends.includes(matter)
    ? [
        {
          text: matter === 'address' ? 'Mend the address' : 'Mend the number',
          href: `/sites/${encodeURIComponent(locationId)}${matter === 'address' ? '/contact' : ''}`,
        },
      ]
    : [];
  const seen = [...about.slice(0, 3), ...own, ...mend];
  return seen.filter(({ href }, n) => seen.findIndex((other) => other.href === href) === n);
}
