import { Temporal } from 'temporal-polyfill';

/** A day named in a text: where it stands, and which one it is. */
export interface DayFound {
  from: number;
  to: number;
  day: Temporal.PlainDate;
  /** Named by its weekday alone: "Monday". Two of them in a row are opening days. */
  isWeekday: boolean;
}

/** January first; each with the short forms people write. */
const months = [
  'january|jan|ionawr|ion|januar|jänner|janvier|janv',
  'february|feb|chwefror|chwef|februar|février|févr',
  'march|mar|mawrth|märz|mars',
  'april|apr|ebrill|ebr|avril|avr',
  'may|mai',
  'june|jun|mehefin|meh|juni|juin',
  'july|jul|gorffennaf|gorff|juli|juillet|juil',
  'august|aug|awst|août',
  'september|sept|sep|medi|septembre',
  'october|oct|hydref|hyd|oktober|okt|octobre',
  'november|nov|tachwedd|tach|novembre',
  'december|dec|rhagfyr|rhag|dezember|dez|décembre|déc',
] as const;
/** Monday first. */
const weekdays = [
  'monday|mon|llun|montag|lundi',
  'tuesday|tues|tue|mawrth|dienstag|mardi',
  'wednesday|weds|wed|mercher|mittwoch|mercredi',
  'thursday|thurs|thur|thu|iau|donnerstag|jeudi',
  'friday|fri|gwener|freitag|vendredi',
  'saturday|sat|sadwrn|samstag|samedi',
  'sunday|sun|sul|sonntag|dimanche',
] as const;

const month = `(?<month>${months.join('|')})\\.?`;
const weekday = `(?:(?:dydd )?(?<weekday>${weekdays.join('|')})\\.?,?\\s+(?:the\\s+|der\\s+|den\\s+|dem\\s+|le\\s+)?)?`;
const year =
  "(?:,?\\s*(?:of\\s+)?(?<year>20\\d\\d|[’']?\\d\\d(?![\\d:.]|\\s*(?:am|pm|uhr|h\\b))))?";
const ordinal = '(?:\\s?(?:st|nd|rd|th|er|ain|eg|fed|af|ydd))?';
const edge = '(?<![\\p{L}\\p{N}])';
const end = '(?![\\p{L}\\p{N}])';

/** Tried in this order at each place; the earliest place wins, then the longest match. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `${edge}${weekday}(?<day>\\d{1,2})${ordinal}\\.?\\s*(?:of\\s+|o\\s+)?${month}${year}${end}`,
    'giu',
  ),
  new RegExp(
    `${edge}${weekday}${month}\\s+(?:the\\s+)?(?<day>\\d{1,2})${ordinal}(?!\\d)(?:,?\\s+(?<year>20\\d\\d))?${end}`,
    'giu',
  ),
  // The first day of "20 and 27 November".
  new RegExp(
    `${edge}(?<day>\\d{1,2})${ordinal}(?=\\s*(?:and|to|until|till|-|–|bis|au|a)\\s*(?:the\\s+)?\\d{1,2}${ordinal}\\.?\\s*(?:of\\s+)?${month}${year}${end})`,
    'giu',
  ),
  new RegExp(`${edge}(?<year>20\\d\\d)-(?<number>\\d{1,2})-(?<day>\\d{1,2})${end}`, 'giu'),
  new RegExp(
    `${edge}${weekday}(?<day>\\d{1,2})(?<sign>[/.-])(?<number>\\d{1,2})(?:\\k<sign>(?<year>20\\d\\d|\\d\\d)|(?=[^\\d:/]|$))${end}`,
    'giu',
  ),
  new RegExp(
    `${edge}(?:(?:dydd )?(?<weekday>${weekdays.join('|')})\\.?,?\\s+(?:the\\s+)?|the\\s+)(?<day>\\d{1,2})(?:st|nd|rd|th)${end}`,
    'giu',
  ),
  new RegExp(`${edge}(?:dydd |w/c |week commencing )?(?<only>${weekdays.join('|')})${end}`, 'giu'),
  new RegExp(`${edge}(?<tomorrow>tomorrow|yfory|morgen|demain)${end}`, 'giu'),
];

/** How far back a day without a year may lie: an away message that nobody switched off. */
const daysBack = 60;

/**
 * The days named in a text, in order, in the British ways of writing (day before month), in Welsh,
 * German and French too. A day without a year is the one nearest to `written`: from 60 days before
 * it to the rest of a year after. A weekday alone is the next one after `written`.
 */
export function findDays(text: string, written: Temporal.PlainDate): DayFound[] {
  const found: (DayFound & { rank: number })[] = [];
  patterns.forEach((pattern, rank) => {
    for (const match of text.matchAll(pattern)) {
      const day = dayOf(match.groups ?? {}, written);
      const isWeekday = match.groups?.only !== undefined;
      const to = match.index + match[0].replace(/[.\s]+$/, '').length;
      if (day) found.push({ from: match.index, to, day, isWeekday, rank });
    }
  });
  found.sort((a, b) => a.rank - b.rank || a.from - b.from);
  const kept: DayFound[] = [];
  for (const one of found)
    if (kept.every((other) => one.to <= other.from || one.from >= other.to)) kept.push(one);
  return kept.sort((a, b) => a.from - b.from);
}

function dayOf(
  groups: Record<string, string | undefined>,
  written: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (groups.tomorrow) return written.add({ days: 1 });
  if (groups.only) return nextWeekday(groups.only, written);
  const day = Number(groups.day);
  if (!groups.month && !groups.number) return inComingMonth(day, written);
  const [d, m] = inOrder(
    day,
    groups.month ? numberIn(months, groups.month) : Number(groups.number),
  );
  if (groups.year) return dateOf(fullYear(groups.year), m, d);
  const candidates = [-1, 0, 1]
    .map((n) => dateOf(written.year + n, m, d))
    .filter((date) => date !== null);
  const earliest = written.subtract({ days: daysBack });
  return candidates.find((date) => Temporal.PlainDate.compare(date, earliest) >= 0) ?? null;
}

/** Day and month; the other way round where only that makes a date. */
const inOrder = (day: number, monthNumber: number): [number, number] =>
  monthNumber > 12 && day <= 12 ? [monthNumber, day] : [day, monthNumber];

const fullYear = (year: string): number => {
  const number = Number(year.replace(/\D/g, ''));
  return number < 100 ? 2000 + number : number;
};

function dateOf(y: number, m: number, d: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year: y, month: m, day: d }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** "The 7th": this month's, or next month's when that is over. */
function inComingMonth(day: number, written: Temporal.PlainDate): Temporal.PlainDate | null {
  for (const add of [0, 1, 2]) {
    const first = written.with({ day: 1 }).add({ months: add });
    const date = dateOf(first.year, first.month, day);
    if (date && Temporal.PlainDate.compare(date, written) >= 0) return date;
  }
  return null;
}

function nextWeekday(name: string, written: Temporal.PlainDate): Temporal.PlainDate {
  const ahead = (numberIn(weekdays, name) - written.dayOfWeek + 7) % 7;
  return written.add({ days: ahead === 0 ? 7 : ahead });
}

function numberIn(names: readonly string[], name: string): number {
  return names.findIndex((all) => all.split('|').includes(name.toLowerCase().replace('.', ''))) + 1;
}
