import { londonDay, type WaitingOn } from '@app/domain';
import {
  rowsCountedTo,
  sectionTitles,
  summaryWords,
  type Today,
  type TodaySection,
} from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import { waitingWords } from '../words/case-words';
import { rungTitle } from '../words/rung-words';
import { capital, many, shortMoment, todayInWords } from '../words/when';
import { type CallRow, presentRows, type RowGroup } from './today-rows.presenter';

/** One part of the page: rows that call for the same kind of thing, what to say once a group. */
interface Section {
  id: TodaySection;
  title: string;
  /** "12", or "100 or more". */
  count: string;
  groups: RowGroup[];
  /** How many there is no room for yet: "12", "at least 68"; null when all are shown. */
  leftOut: string | null;
}

/** A home and the case behind it, as a line of the page's side begins. */
interface HomeLine {
  href: string;
  home: string;
  town: string | null;
  note: string;
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
  sections: Section[];
  waiting: { text: string; cases: string; href: string }[];
  openCases: number;
  allHref: string;
  comingUp: (HomeLine & { what: string })[];
  forecastHref: string;
  failing: HomeLine[];
  anySites: boolean;
}

/**
 * Turns what was read into what the page says.
 * @param at the place of the row that was dealt with last: should there be none there any more, the
 *   last row takes it, so that the reader comes back to a row
 */
export function presentToday(today: Today, onlyMine: boolean, at: number | null = null): TodayPage {
  const now = Temporal.Instant.from(today.asOf);
  const day = londonDay(now);
  const openCases = today.waitingOn.reduce((sum, w) => sum + w.cases, 0);
  const sections = presentSections(today, day);
  const rows = sections.flatMap(({ groups }) => groups.flatMap((group) => group.rows));
  numberRows(rows, at);
  return {
    section: 'today',
    practice: [...today.rows, ...today.comingUp].some((row) => row.practice),
    date: todayInWords(now),
    onlyMine,
    summary: today.sections
      .filter(({ count }) => count > 0)
      .map(({ section, count }) => ({
        text: counted(count, ...summaryWords[section]),
        href: `#${section}`,
      })),
    alarm: alarm(today),
    sections,
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
      ...homeLine(next),
      what: rungTitle(next),
      note: capital(shortMoment(next.at, day)),
    })),
    forecastHref: onlyMine ? '/forecast?whose=mine' : '/forecast',
    failing: today.failing.map(homeLine),
    anySites: today.anySites,
  };
}

function presentSections({ sections, rows }: Today, day: Temporal.PlainDate): Section[] {
  return sections.flatMap(({ section, count }) => {
    const shown = rows.filter((row) => row.section === section);
    if (shown.length === 0) return [];
    return [
      {
        id: section,
        title: sectionTitles[section],
        count: counted(count, '', '').trim(),
        groups: presentRows(shown, day),
        leftOut: leftOutWords(count, shown.length),
      },
    ];
  });
}

/** "1 call", "3 calls"; where counting stopped "100 or more calls". */
const counted = (count: number, one: string, more: string): string =>
  count < rowsCountedTo ? many(count, one, more) : `${rowsCountedTo} or more ${more}`;

function leftOutWords(count: number, shown: number): string | null {
  if (count <= shown) return null;
  return count < rowsCountedTo ? `${count - shown}` : `at least ${count - shown}`;
}

/** Rows are known by their place: the one after a row that is dealt with comes to stand in its place. */
function numberRows(rows: CallRow[], at: number | null): void {
  for (const [place, row] of rows.entries()) row.place = place;
  const last = rows.at(-1);
  if (last && at !== null && at >= rows.length) last.place = at;
}

const homeLine = (line: { caseId: string; home: string; town: string | null }): HomeLine => ({
  href: `/cases/${line.caseId}`,
  home: line.home,
  town: line.town,
  note: '',
});

const waitingHref = (on: WaitingOn, onlyMine: boolean): string =>
  `/cases?waitingOn=${on}${onlyMine ? '&whose=mine' : ''}`;

function alarm({ behind }: Today): string | null {
  return behind > 0
    ? `${counted(behind, 'reminder is', 'reminders are')} more than five minutes late. Nothing is lost, but nothing goes out either: tell whoever looks after the server that the worker may have stopped.`
    : null;
}
