import type { DueItem, Hold, RetentionPreview, RetentionRun } from '@app/cases';
import { keptFor, keptRules, monthInWords, retentionKinds, retentionRules } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { actorInWords } from '../case/case-view';
import { dayWords, momentWords } from '../words/when';
import { holdReasonWords } from './privacy-words';

/** Months ahead that can be looked at: what lies further on will have changed. */
const mostAhead = 36;

/** The month of the address; the present one where it names none that can be looked at. */
export function monthOf(given: unknown, today: Temporal.PlainDate): string {
  const present = today.toPlainYearMonth();
  if (typeof given !== 'string' || !/^\d{4}-(?:0[1-9]|1[0-2])$/.test(given))
    return present.toString();
  const month = Temporal.PlainYearMonth.from(given);
  const ahead = present.until(month, { largestUnit: 'months' }).months;
  return ahead < 0 || ahead > mostAhead ? present.toString() : given;
}

/** `case:ID:p1` → "p1"; other subjects are told by their rule and home alone. */
const refOf = (subject: string): string => /:(p[1-9]\d*)$/.exec(subject)?.[1] ?? '';

function presentItem(item: DueItem) {
  const { kind, caseId, home, dueOn, held, subject } = item;
  const ref = kind === 'account-contact' || kind === 'account-names' ? refOf(subject) : '';
  return {
    what: retentionRules[kind].what,
    who: ref.replace(/^p/, 'person '),
    home: home ?? 'No home',
    href: caseId === null ? null : `/cases/${caseId}`,
    day: dayWords(dueOn),
    held,
    holdHref: caseId === null || held ? null : `/privacy/holds/new?case=${caseId}&ref=${ref}`,
  };
}

/** What goes in a month, and what has gone. */
export function presentRetention(
  preview: RetentionPreview,
  runs: readonly RetentionRun[],
  month: string,
  today: Temporal.PlainDate,
) {
  const shown = Temporal.PlainYearMonth.from(month);
  const present = today.toPlainYearMonth();
  const last = present.add({ months: mostAhead });
  const linkTo = (other: Temporal.PlainYearMonth) => ({
    href: `/privacy?month=${other.toString()}`,
    text: monthInWords(other),
  });
  const counts = preview.counts.filter(({ goes, held }) => goes + held > 0);
  return {
    section: 'privacy',
    month: monthInWords(shown),
    earlier:
      Temporal.PlainYearMonth.compare(shown, present) > 0
        ? linkTo(shown.subtract({ months: 1 }))
        : null,
    later:
      Temporal.PlainYearMonth.compare(shown, last) < 0 ? linkTo(shown.add({ months: 1 })) : null,
    counts: counts.map(({ kind, goes, held }) => ({ what: retentionRules[kind].what, goes, held })),
    items: preview.items.map(presentItem),
    isCut: preview.items.length < counts.reduce((sum, { goes, held }) => sum + goes + held, 0),
    runs: runs.map((run) => ({
      day: dayWords(run.day),
      what:
        run.finishedAt === null
          ? 'under way, or broken off: it begins again'
          : Object.entries(run.erased)
              .map(([kind, count]) => `${retentionRules[kind as DueItem['kind']].what}: ${count}`)
              .join('; ') || 'nothing was due',
      held: run.held,
    })),
    rules: retentionKinds.map((kind) => {
      const { what, why, left } = retentionRules[kind];
      return { what, why, keep: keptFor(kind), left };
    }),
    kept: keptRules,
  };
}

export function presentHolds(
  lasting: readonly Hold[],
  ended: readonly Hold[],
  officers: ReadonlyMap<string, string>,
  today: string,
) {
  const present = (hold: Hold) => ({
    id: hold.id,
    home: hold.home,
    href: `/cases/${hold.caseId}`,
    who: hold.ref === null ? 'The whole case' : `Only ${hold.ref}`,
    reason: holdReasonWords[hold.reason],
    review: dayWords(hold.reviewOn),
    isDue: hold.reviewOn <= today,
    put: `${actorInWords(hold.putBy, officers)}, ${momentWords(hold.putAt)}`,
    ended:
      hold.endedAt === null
        ? null
        : `${actorInWords(hold.endedBy ?? '', officers)}, ${momentWords(hold.endedAt)}`,
  });
  return { section: 'privacy', lasting: lasting.map(present), ended: ended.map(present) };
}
