import { Temporal } from 'temporal-polyfill';
import { monthNumber, months } from '../time/months';

/** What may tell the day that a file of a register speaks of, best first. */
export interface AsOfHints {
  /** What the person who brought the file said, `YYYY-MM-DD`. */
  given?: string | null;
  /** “This data was produced on …” in the file itself. */
  producedOn?: string | null;
  /** The name people know the file by. */
  fileName: string;
  /** The newest day its data speak of. */
  newestDay?: string | null;
}

/**
 * The day that a file of a register speaks of: a value from a file of a later day is not replaced by
 * it. A day found in the file or its name counts only when it is not in the future.
 * @param today the Europe/London day on which the file comes in
 */
export function asOfDay(hints: AsOfHints, today: Temporal.PlainDate): Temporal.PlainDate {
  if (hints.given) return Temporal.PlainDate.from(hints.given);
  const inName = dayInFileName(hints.fileName);
  const found = [hints.producedOn, inName?.toString(), hints.newestDay].map(day);
  return (
    found.find((d) => d && Temporal.PlainDate.compare(d, today) <= 0) ??
    // The month that is not over yet: its file tells of now.
    today
  );
}

const year = '((?:19|20)\\d\\d)';
const notDigit = { before: '(?<!\\d)', after: '(?!\\d)' };
const isoForm = new RegExp(`${notDigit.before}${year}[-_](\\d\\d)[-_](\\d\\d)${notDigit.after}`);
const britishForm = new RegExp(
  `${notDigit.before}(\\d\\d?)[-_.](\\d\\d?)[-_.]${year}${notDigit.after}`,
);
const wordsForm = new RegExp(
  `${notDigit.before}(\\d\\d?)[-_ ](${months.join('|')})[-_ ]${year}${notDigit.after}`,
  'i',
);
const monthForm = new RegExp(`${notDigit.before}${year}-(\\d\\d)(?![-_]?\\d)`);

/**
 * A date in a file's name: `2026-07-19`, `19_August_2026`, `09_09_2022`; of a month alone, `2024-06`,
 * its last day.
 */
export function dayInFileName(name: string): Temporal.PlainDate | null {
  const iso = isoForm.exec(name);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const words = wordsForm.exec(name);
  if (words) {
    return dayOf(words[3], String(monthNumber(words[2] ?? '')), words[1]);
  }
  const british = britishForm.exec(name);
  if (british) return dayOf(british[3], british[2], british[1]);
  const month = monthForm.exec(name);
  const first = month && dayOf(month[1], month[2], '1');
  return first ? first.with({ day: first.daysInMonth }) : null;
}

function dayOf(y?: string, m?: string, d?: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(
      { year: Number(y), month: Number(m), day: Number(d) },
      { overflow: 'reject' },
    );
  } catch {
    return null;
  }
}

function day(text: string | null | undefined): Temporal.PlainDate | null {
  if (!text) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}
