import { writtenDay, writtenMoment } from '../basis-checker/written-moments';
import { instant } from '../time/walked-time';

/** `2026-12-31` or an ISO instant as people write it; other values as they are. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  const text = String(value as string);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return writtenDay(text);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return writtenMoment(instant(text));
  return text;
}

/** "`what` is stored as …; the facts say …", or nothing when both are the same. */
export function differs(what: string, stored: unknown, said: unknown): string[] {
  if (isSame(stored, said)) return [];
  const [one, other] = [inWords(stored), inWords(said)];
  // Two moments within a minute read the same: say them in full.
  if (one === other)
    return [`${what} is stored as ${String(stored)}; the facts say ${String(said)}`];
  return [`${what} is stored as ${one}; the facts say ${other}`];
}

const instantShape = /^\d{4}-\d\d-\d\dT/;

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.join('\n') === b.join('\n');
  return (
    typeof a === 'string' &&
    typeof b === 'string' &&
    instantShape.test(a) &&
    instantShape.test(b) &&
    instant(a) === instant(b)
  );
}
