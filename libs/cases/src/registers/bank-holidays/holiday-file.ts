import { type BankHoliday, Refused } from '@app/domain';
import type { ImportProblem } from '@app/providers';
import { Temporal } from 'temporal-polyfill';

/** The parts of the United Kingdom that GOV.UK gives a list of each. */
export const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
export type Division = (typeof divisions)[number];

/** The one the working calendar is made of (domain rules, section 2). */
export const ourDivision: Division = 'england-and-wales';

/** What a file of bank holidays says. */
export interface HolidayFile {
  variant: 'gov-uk-json' | 'gov-uk-calendar';
  /** Earliest first, each day once; null where the file says nothing of that part. */
  days: Record<Division, BankHoliday[] | null>;
  /** How many events it holds. */
  events: number;
  /** How many of them cannot be used; `problems` says why. */
  setAside: number;
  problems: ImportProblem[];
}

/** The file as a whole cannot be used. */
export class HolidayFileRefused extends Refused {}

/** No list of bank holidays comes near it. */
export const mostBytes = 2 * 1024 * 1024;

/** No title of a bank holiday comes near it. */
const longestTitle = 100;
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** Collects the events of one file, in their order: the first is 1. */
export class HolidayCollector {
  readonly problems: ImportProblem[] = [];
  events = 0;
  setAside = 0;
  private readonly found = new Map<Division, Map<string, BankHoliday>>();

  /** Says that the file speaks of this part, even if it names no day. */
  speakOf(division: Division): void {
    if (!this.found.has(division)) this.found.set(division, new Map());
  }

  add(division: Division, date: string, title: string): void {
    this.speakOf(division);
    this.events++;
    const name = title.trim().replace(/\s+/g, ' ');
    if (!isDay(date)) return this.leaveOut('date', 'invalid-date', `“${date}” is not a day.`);
    if (name === '' || name.length > longestTitle || controlCharacters.test(name))
      return this.leaveOut('title', 'invalid-title', `The holiday on ${date} has no usable name.`);
    const days = this.found.get(division);
    const known = days?.get(date);
    if (known && known.title !== name)
      return this.leaveOut(
        'date',
        'repeated-day',
        `${date} is there twice, as “${known.title}” and “${name}”; the first was taken.`,
      );
    days?.set(date, { date, title: name });
  }

  /** An event that cannot be used; it must have been counted. */
  leaveOut(column: string | null, code: string, message: string): void {
    this.setAside++;
    this.problems.push({ row: this.events, column, code, message });
  }

  file(variant: HolidayFile['variant']): HolidayFile {
    const of = (division: Division): BankHoliday[] | null => {
      const days = this.found.get(division);
      return days ? [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) : null;
    };
    const { events, setAside, problems } = this;
    return {
      variant,
      days: {
        'england-and-wales': of('england-and-wales'),
        scotland: of('scotland'),
        'northern-ireland': of('northern-ireland'),
      },
      events,
      setAside,
      problems,
    };
  }
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
