import type { PolicyVersion } from '@app/cases';
import { type ClockName, dayInWords, holidayHorizon, londonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { dayWords, momentWords } from '../words/when';
import { clockWords, generalLines, type RungLine, rungLine } from './ladder-words';

/** Names of officers by actor: `officer:<id>`. */
export type Names = ReadonlyMap<string, string>;

/** "Priya Shah"; what came with the program has no author. */
export const actorName = (actor: string, names: Names): string =>
  names.get(actor) ?? (actor === 'system' ? 'the program itself' : 'a former officer');

/** The content of one version in words. */
export interface VersionInWords {
  general: { what: string; is: string }[];
  ladders: { id: string; title: string; from: string; rungs: RungLine[] }[];
  /** "Tuesday 26 December 2028"; null when none is known. */
  knownUntil: string | null;
  /** The list ends too soon: it has to be brought up to date. */
  endsSoon: boolean;
  /** From today on, for a year and a half. */
  coming: { day: string; title: string }[];
}

const comingMonths = 18;

export function presentVersion(version: PolicyVersion, now: Temporal.Instant): VersionInWords {
  const today = londonDay(now);
  const days = version.bankHolidays.map((h) => h.date);
  const last = days.at(-1) ?? null;
  const until = today.add({ months: comingMonths }).toString();
  return {
    general: generalLines(version.policy),
    ladders: (Object.keys(clockWords) as ClockName[]).map((clock) => ({
      id: clock,
      ...clockWords[clock],
      rungs: version.policy.ladders[clock].map((rung) => rungLine(clock, rung)),
    })),
    knownUntil: last && dayWords(last),
    endsSoon: holidayHorizon(last, today).isShort,
    coming: version.bankHolidays
      .filter(({ date }) => date >= today.toString() && date <= until)
      .map(({ date, title }) => ({ day: dayInWords(Temporal.PlainDate.from(date)), title })),
  };
}

/** One line of the history. */
export interface HistoryLine {
  href: string;
  name: string;
  note: string;
  reason: string;
}

export function historyLine(version: PolicyVersion, names: Names): HistoryLine {
  const { number, status, author, publishedAt, publishedBy, reason } = version;
  const what =
    status === 'draft'
      ? `Draft by ${actorName(author, names)}`
      : `${status === 'published' ? 'In force since' : 'From'} ${momentWords(publishedAt ?? '')}, by ${actorName(publishedBy ?? '', names)}`;
  return {
    href: status === 'draft' ? '/policy/draft' : `/policy/versions/${number}`,
    name: `Version ${number}`,
    note: what,
    reason,
  };
}
