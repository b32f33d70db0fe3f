import { type AheadMoment, runAhead, type StoredCase } from '@app/cases';
import { type ClockSettings, isFiring, outcomeOf } from '@app/domain';
import type { NewLetter } from '@app/letters';
import type { Temporal } from 'temporal-polyfill';
import type { ForecastItem, ForecastLetter } from './forecast';

/** The time to look ahead over, its end not included, and whether to write the letters. */
export interface Ahead {
  from: Temporal.Instant;
  until: Temporal.Instant;
  rendered: boolean;
}

/** What is to come for one case, in the order in which it happens. */
export function itemsOfCase(
  stored: StoredCase,
  settings: ClockSettings,
  { from, until, rendered }: Ahead,
): ForecastItem[] {
  const items: ForecastItem[] = [];
  for (const moment of runAhead(stored, settings, from, until))
    items.push(...itemsOfMoment(stored, moment, rendered));
  return items;
}

function itemsOfMoment(
  { row, context }: StoredCase,
  moment: AheadMoment,
  rendered: boolean,
): ForecastItem[] {
  const letters = rendered ? moment.write() : new Map<number, NewLetter>();
  const withdrawn = withdrawnAtOnce(moment);
  return moment.decisions.filter(isFiring).flatMap((firing): ForecastItem[] => {
    const outcome = outcomeOf(firing);
    if (outcome === null || outcome === 'superseded' || withdrawn(firing)) return [];
    const { rung, followUp } = firing;
    const written = outcome === 'sent' && firing.do === 'letter' && letters.get(firing.letter);
    return [
      {
        caseId: row.id,
        locationId: row.locationId,
        home: context.home.name,
        town: context.home.town,
        practice: row.practice,
        clock: rung.clock,
        rung: rung.rung,
        at: moment.at.toString(),
        dueAt: followUp.dueAt.toString(),
        act: rung.act,
        to: rung.to,
        person: rung.person && (context.people.get(rung.person) ?? rung.person),
        letter: rung.letter,
        outcome,
        ...(written ? { rendered: shown(written) } : {}),
      },
    ];
  });
}

/**
 * What is written and withdrawn again in one stroke, because something recorded at the same moment
 * ended its clock. A letter goes whole: with one part of it, all.
 */
function withdrawnAtOnce({ decisions, settled }: AheadMoment) {
  const ended = new Set(settled.map(({ id }) => id));
  const letters = new Set(
    decisions.flatMap((d) => (d.do === 'letter' && ended.has(d.followUp.id) ? [d.letter] : [])),
  );
  return (decision: (typeof decisions)[number]): boolean =>
    decision.do === 'letter'
      ? letters.has(decision.letter)
      : decision.do === 'task' && ended.has(decision.followUp.id);
}

const shown = ({ to, subject, text, html }: NewLetter): ForecastLetter => ({
  to,
  subject,
  text,
  html,
});
