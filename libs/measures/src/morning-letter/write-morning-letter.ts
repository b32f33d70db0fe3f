import { dayInWords, londonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { Today, TodayRow } from '../today';
import { matterWords, sectionTitles } from '../today-words';
import { todaySectionNames } from '../today-sections';

/** A morning letter, ready to be sent. */
export interface MorningLetter {
  subject: string;
  text: string;
  html: string;
  /** How many things it is about. */
  matters: number;
}

/** Homes named for each part of the page: the rest is a number, and one click away. */
const namedEach = 5;

/**
 * What needs an officer today, as a letter: the parts of Today in its order, homes by name, nobody
 * else by name, and nothing that somebody wrote.
 * @param publicUrl where people reach the pages, without a slash at its end
 * @param hour at which it comes, Europe/London
 * @returns null when nothing needs them
 */
export function writeMorningLetter(
  today: Today,
  publicUrl: string,
  hour: number,
): MorningLetter | null {
  const counts = new Map(today.sections.map(({ section, count }) => [section, count]));
  const matters = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (matters === 0) return null;
  const day = londonDay(Temporal.Instant.from(today.asOf));
  const parts = todaySectionNames.flatMap((section) => {
    const count = counts.get(section) ?? 0;
    const rows = today.rows.filter((row) => row.section === section).slice(0, namedEach);
    return count > 0 ? [{ section, count, rows }] : [];
  });
  const links = {
    today: `${publicUrl}/?whose=mine`,
    setting: `${publicUrl}/account/morning-letter`,
    hour,
  };
  const lines = parts.map((part) => ({
    title: `${sectionTitles[part.section]} (${part.count})`,
    rows: part.rows.map((row) => ({
      home: row.town === null ? row.home : `${row.home}, ${row.town}`,
      why: reason(row, day),
      href: `${publicUrl}/cases/${row.caseId}`,
    })),
    more: part.count - part.rows.length,
    href: `${links.today}#${part.section}`,
  }));
  return {
    subject: `${matters === 1 ? 'One thing needs' : `${matters} things need`} you today`,
    text: textOf(lines, dayInWords(day), links),
    html: htmlOf(lines, dayInWords(day), links),
    matters,
  };
}

interface Part {
  title: string;
  rows: { home: string; why: string; href: string }[];
  more: number;
  href: string;
}

interface Links {
  today: string;
  setting: string;
  hour: number;
}

/** The date that puts a row where it stands, or nothing. */
function reason(row: TodayRow, today: Temporal.PlainDate): string {
  const { matter, useBy, parkedUntil, breachedAt, tasks, ends } = row;
  if (matter === 'passcode-ending' && useBy) return `passcode ${goodTo(useBy, today)}`;
  if (matter === 'late-reply' && breachedAt)
    return `NHSmail is late since ${inBrief(dayOf(breachedAt), today)}`;
  if (matter === 'review' && parkedUntil)
    return `rested until ${inBrief(Temporal.PlainDate.from(parkedUntil), today)}`;
  if (ends) {
    const last = dayOf(ends.at).subtract({ days: 1 });
    const isDspt = matter === 'dspt-ending';
    return isDspt ? `DSPT ${goodTo(last.toString(), today)}` : `by ${inBrief(last, today)}`;
  }
  const due = tasks[0]?.dueAt ?? row.at;
  return `${matterWords[matter]}, since ${inBrief(dayOf(due), today)}`;
}

function goodTo(day: string, today: Temporal.PlainDate): string {
  const last = Temporal.PlainDate.from(day);
  const isOver = Temporal.PlainDate.compare(last, today) < 0;
  return `${isOver ? 'ran out at the end of' : 'good to the end of'} ${inBrief(last, today)}`;
}

const dayOf = (moment: string): Temporal.PlainDate => londonDay(Temporal.Instant.from(moment));

/** "today", else "Thursday 31 December", with the year only when it is not this one. */
function inBrief(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  if (day.equals(today)) return 'today';
  const words = dayInWords(day);
  return day.year === today.year ? words.slice(0, -5) : words;
}

/** Why the letter came, and how it is stopped. */
const ending = ({ setting, hour }: Links): string[] => [
  `Caseload writes to you on working days at ${hour}:00 when something needs you, and not when nothing does.`,
  `Fewer letters, or none: ${setting}`,
];

function textOf(parts: readonly Part[], day: string, links: Links): string {
  const sections = parts.map(({ title, rows, more, href }) =>
    [
      title,
      ...rows.map(({ home, why, href: at }) => `- ${home}: ${why}\n  ${at}`),
      ...(more > 0 ? [`  and ${more} more: ${href}`] : []),
    ].join('\n'),
  );
  const blocks = [day, ...sections, `All of it: ${links.today}`, ending(links).join('\n')];
  return `${blocks.join('\n\n')}\n`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const link = (href: string, text: string): string =>
  `<a href="${escaped(href)}">${escaped(text)}</a>`;

function htmlOf(parts: readonly Part[], day: string, links: Links): string {
  const { today, setting } = links;
  const sections = parts.map(({ title, rows, more, href }) => {
    const items = rows.map(
      ({ home, why, href: at }) => `<li>${link(at, home)}: ${escaped(why)}</li>`,
    );
    const rest = more > 0 ? [`<li>${link(href, `and ${more} more`)}</li>`] : [];
    return `<h2>${escaped(title)}</h2>\n<ul>\n${[...items, ...rest].join('\n')}\n</ul>`;
  });
  const [why = ''] = ending(links);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Today in Caseload</title></head>
<body><p>${escaped(day)}</p>
${sections.join('\n')}
<p>${link(today, 'All of it in Caseload')}</p>
<p>${escaped(why)} ${link(setting, 'Fewer letters, or none')}</p></body></html>
`;
}
