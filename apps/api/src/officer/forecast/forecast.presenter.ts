import { londonDay } from '@app/domain';
import type { Forecast, ForecastCounts, ForecastDay, ForecastItem } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import { addresseeInWords, rungTitle } from '../words/rung-words';
import { capital, many, shortDay, wallTime } from '../words/when';

interface Row {
  time: string;
  href: string;
  home: string;
  town: string | null;
  what: string;
  /** Who gets it, or why it does not go. */
  note: string;
  /** Where to read the letter; null when there is none of its own. */
  letterHref: string | null;
}

interface DaySection {
  id: string;
  title: string;
  counts: string;
  rows: Row[];
  /** How many are not shown, and where they are. */
  more: { text: string; href: string } | null;
}

export interface ForecastPage {
  section: 'forecast';
  practice: boolean;
  title: string;
  summary: string;
  onlyMine: boolean;
  everyoneHref: string;
  mineHref: string;
  /** The way back from a single day. */
  allHref: string | null;
  days: DaySection[];
}

/** What is shown: everything in short, or one day whole. */
interface Shown {
  onlyMine: boolean;
  /** `YYYY-MM-DD`; null for all days. */
  day: string | null;
}

/** Rows of a day where all days stand below one another. */
const rowsInShort = 10;

/** Rows of a day that is shown alone; more than anybody reads. */
const rowsAtMost = 1000;

export function presentForecast(forecast: Forecast, { onlyMine, day }: Shown): ForecastPage {
  const today = londonDay(Temporal.Instant.from(forecast.asOf));
  const days = forecast.days.filter((d) => (day ? d.day === day : d.items.length > 0));
  const [alone] = day ? days : [];
  const address = (whose: boolean, on: string | null) =>
    withQuery('/forecast', { whose: whose ? 'mine' : null, day: on });
  return {
    section: 'forecast',
    practice: days.some(({ items }) => items.some((item) => item.practice)),
    title: alone ? capital(titleOf(alone, today)) : `The next ${forecast.days.length} days`,
    summary: countsInWords(alone ?? forecast.total),
    onlyMine,
    everyoneHref: address(false, day),
    mineHref: address(true, day),
    allHref: day ? address(onlyMine, null) : null,
    days: days.map((d) =>
      section(d, today, day ? rowsAtMost : rowsInShort, address(onlyMine, d.day)),
    ),
  };
}

const titleOf = ({ day }: ForecastDay, today: Temporal.PlainDate): string =>
  shortDay(Temporal.PlainDate.from(day), today);

function section(
  day: ForecastDay,
  today: Temporal.PlainDate,
  most: number,
  wholeHref: string,
): DaySection {
  const left = day.items.length - most;
  return {
    id: `day-${day.day}`,
    title: capital(titleOf(day, today)),
    counts: countsInWords(day),
    rows: day.items.slice(0, most).map(rowOf),
    more: left > 0 ? { text: `All ${day.items.length} of this day`, href: wholeHref } : null,
  };
}

function rowOf(item: ForecastItem): Row {
  return {
    time: wallTime(item.at).time,
    href: `/cases/${item.caseId}`,
    home: item.home,
    town: item.town,
    what: rungTitle(item),
    note: noteOf(item),
    letterHref: item.outcome === 'sent' ? letterHref(item) : null,
  };
}

export const letterHref = ({ caseId, at, clock, rung }: ForecastItem): string =>
  withQuery('/forecast/letter', { case: caseId, at, rung: `${clock}/${rung}` });

/** Who gets it, or why it does not go. */
export function noteOf({ outcome, to, person }: ForecastItem): string {
  const whom = [addresseeInWords(to), person].filter(Boolean).join(', ');
  if (outcome === 'recorded') return 'Only noted';
  if (outcome === 'suppressed') return 'Nobody: no letters are wanted';
  if (outcome === 'merged') return capital(`${whom}, in the same letter`);
  return capital(whom);
}

function countsInWords({ letters, tasks, expiries }: ForecastCounts): string {
  const parts = [
    letters > 0 ? many(letters, 'letter') : '',
    tasks > 0 ? many(tasks, 'call or check', 'calls and checks') : '',
    expiries > 0 ? many(expiries, 'deadline passes', 'deadlines pass') : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'Nothing goes out';
}

function withQuery(path: string, query: Record<string, string | null>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
