import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

interface GovUkList {
  division: string;
  events: { title: string; date: string; notes: string; bunting: boolean }[];
}

/** GOV.UK's list as it comes with the program, which a test may change. */
export function govUkLists(): Record<string, GovUkList> {
  return JSON.parse(readFileSync(projectFile('data/bank-holidays.json'), 'utf8')) as Record<
    string,
    GovUkList
  >;
}

/** England's list as GOV.UK writes calendars: folded lines, an end on the day after. */
export function govUkCalendar(events: readonly { title: string; date: string }[]): string {
  const lines = events.flatMap(({ title, date }) => [
    'BEGIN:VEVENT',
    `DTEND;VALUE=DATE:${compact(dayAfter(date))}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `SUMMARY:${title.replace(/[,;\\]/g, '\\$&')}`,
    'UID:ca6af7456b0088abad9a69f9f620f5ac-0@gov.uk',
    'SEQUENCE:0',
    'END:VEVENT',
  ]);
  const all = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:PUBLISH', ...lines, 'END:VCALENDAR'];
  return all.map(fold).join('\r\n');
}

const fold = (line: string): string => line.replace(/(.{60})(?=.)/g, '$1\r\n ');
const compact = (date: string): string => date.replaceAll('-', '');
const dayAfter = (date: string): string =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toString();

/** Writes a file to bring in. @returns its path */
export function holidayFile(content: unknown, name = 'bank-holidays.json'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'holidays-')), name);
  const isText = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(path, isText ? content : JSON.stringify(content));
  return path;
}
