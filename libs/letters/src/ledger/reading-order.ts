import type { LetterPart } from '../rendering/letter-part';
import type { Matter } from './letter-matter';

/** Later than every day: what has no deadline is read last. */
const never = '9999-12-31';

/** The day by which a matter presses, `YYYY-MM-DD` or an instant; both sort as text. */
function deadlineOf(part: LetterPart): string {
  const named = part as Partial<Record<'useBy' | 'arriveBy' | 'replyBy' | 'inactiveOn', string>> &
    Partial<Record<'until' | 'validTo', string>> & { people?: readonly { until: string }[] };
  const days = [named.useBy, named.arriveBy, named.replyBy, named.inactiveOn, named.until];
  const people = named.people?.map(({ until }) => until) ?? [];
  return [...days, named.validTo, ...people].filter((day) => day !== undefined).sort()[0] ?? never;
}

const byName = new Intl.Collator('en', { numeric: true });

/**
 * The order in which the matters of a letter are read: the nearest deadline first, and all of one
 * home together, the home with the nearest deadline before the others; else by name. It does not
 * depend on the order in which they joined.
 */
export function inReadingOrder(matters: readonly Matter[]): Matter[] {
  const deadlines = new Map(matters.map((matter) => [matter, deadlineOf(matter.words.part)]));
  const of = (matter: Matter): string => deadlines.get(matter) ?? never;
  const homes = new Map<string, string>();
  for (const matter of matters) {
    const before = homes.get(matter.caseId) ?? never;
    homes.set(matter.caseId, of(matter) < before ? of(matter) : before);
  }
  const homeOf = ({ caseId }: Matter): string => homes.get(caseId) ?? never;
  return [...matters].sort(
    (a, b) =>
      homeOf(a).localeCompare(homeOf(b)) ||
      byName.compare(a.words.home.name, b.words.home.name) ||
      a.caseId.localeCompare(b.caseId) ||
      of(a).localeCompare(of(b)) ||
      a.kind.localeCompare(b.kind),
  );
}
