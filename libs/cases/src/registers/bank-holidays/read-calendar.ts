import { Temporal } from 'temporal-polyfill';
import {
  type Division,
  divisions,
  HolidayCollector,
  type HolidayFile,
  HolidayFileRefused,
  isDay,
  ourDivision,
} from './holiday-file';

/** Days that only one of the other parts has, to tell whose calendar a file is. */
const onlyThere: readonly [Division, RegExp][] = [
  ['scotland', /^(?:2nd January|St\.? Andrew.s Day)/i],
  ['northern-ireland', /^(?:St\.? Patrick.s Day|Battle of the Boyne)/i],
];

const spoken: Readonly<Record<Division, string>> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

/**
 * Reads an iCalendar file of bank holidays (RFC 5545), as GOV.UK gives one for each part of the
 * United Kingdom. Such a file does not say which part it is of: its name does, and days that only
 * one part has.
 * @throws HolidayFileRefused it is of another part, or no whole calendar
 */
export function readCalendar(text: string, fileName: string): HolidayFile {
  if (!/^END:VCALENDAR\s*$/im.test(text))
    throw new HolidayFileRefused(
      'damaged',
      'The calendar has no end, so it was cut short; download it again.',
    );
  const collector = new HolidayCollector();
  collector.speakOf(ourDivision);
  let event: Map<string, string> | null = null;
  for (const line of unfold(text)) {
    const property = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/i.exec(line);
    if (!property) continue;
    const [, name = '', value = ''] = property;
    const key = name.toUpperCase();
    if (key === 'BEGIN' && value.toUpperCase() === 'VEVENT') event = new Map();
    else if (key === 'END' && value.toUpperCase() === 'VEVENT') {
      if (event) take(event, collector);
      event = null;
    } else event?.set(key, value);
  }
  const file = collector.file('gov-uk-calendar');
  const whose = divisionOf(fileName, file);
  if (whose !== ourDivision)
    throw new HolidayFileRefused(
      'other-division',
      `This is the calendar of ${spoken[whose]}; import that of England and Wales.`,
    );
  return file;
}

/** A long line goes on in the next one, after a blank or a tab. */
const unfold = (text: string): string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');

function take(event: ReadonlyMap<string, string>, collector: HolidayCollector): void {
  if (event.get('STATUS')?.toUpperCase() === 'CANCELLED') return;
  const start = dayOf(event.get('DTSTART'));
  const end = dayOf(event.get('DTEND'));
  const title = unescape(event.get('SUMMARY') ?? '');
  if (event.has('RRULE') || !isOneDay(start, end)) {
    collector.events++;
    collector.leaveOut(
      'DTSTART',
      'not-one-day',
      `“${title}” is more than one day; bank holidays are given a day each.`,
    );
    return;
  }
  collector.add(ourDivision, start, title);
}

/** `20261225` as `2026-12-25`; anything else stays as it is, and is no day. */
const dayOf = (value = ''): string =>
  value.replace(/^(\d{4})(\d{2})(\d{2})(?:T000000Z?)?$/, '$1-$2-$3');

/** A day's event ends with the beginning of the next day, or says nothing of its end. */
const isOneDay = (start: string, end: string): boolean =>
  !isDay(start) || !isDay(end) || end <= Temporal.PlainDate.from(start).add({ days: 1 }).toString();

const unescape = (text: string): string => text.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1');

function divisionOf(fileName: string, { days }: HolidayFile): Division {
  const plain = fileName.toLowerCase().replace(/[^a-z]+/g, '-');
  const named = divisions.find((division) => plain.includes(division));
  if (named) return named;
  const titles = (days[ourDivision] ?? []).map(({ title }) => title);
  const other = onlyThere.find(([, only]) => titles.some((title) => only.test(title)));
  return other?.[0] ?? ourDivision;
}
