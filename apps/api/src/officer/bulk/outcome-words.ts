import type { CaseOutcome, DatedThing } from '@app/cases';
import type { Stage, WaitingOn } from '@app/domain';
import { letterKind, type LetterKind, letterKindNames } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { stageWords, waitingWords } from '../words/case-words';
import { rungTitle } from '../words/rung-words';
import { capital, exactly, shortDay } from '../words/when';

/** Who and when, for the words of outcomes. */
export interface OutcomeContext {
  officers: ReadonlyMap<string, string>;
  today: Temporal.PlainDate;
}

/** Letters that clocks send are named by what they say; those by hand by their kind. */
function thingInWords({ act, what }: DatedThing): string {
  const [clock = '', rung = ''] = what.split('/');
  if (act === 'letter' && rung === '') {
    const isKind = (letterKindNames as readonly string[]).includes(what);
    const title = rungTitle({ clock: '', rung: '', act, to: null, letter: what });
    return title === `Letter: ${what.replaceAll('-', ' ')}` && isKind
      ? `Letter “${letterKind(what as LetterKind).name}”`
      : title;
  }
  return rungTitle({ clock, rung, act, to: null, letter: null });
}

const dayWords = (day: string, today: Temporal.PlainDate): string =>
  shortDay(Temporal.PlainDate.from(day), today);

/** What one case comes to, a line for each thing worth knowing; dates that begin come first. */
export function outcomeLines(outcome: CaseOutcome, { officers, today }: OutcomeContext): string[] {
  const { stage, open, officer, restsUntil, begins, ends, moves, next } = outcome;
  const first = begins[0];
  const lines = [
    open && (open[1] ? 'Open' : 'Closed'),
    officer && `With ${officers.get(officer[1]) ?? 'another officer'}`,
    stage && `Stage: ${stageWords[stage[1] as Stage]}`,
    outcome.waitingOn?.[1] && `Waits for: ${waitingWords[outcome.waitingOn[1] as WaitingOn]}`,
    restsUntil?.[1] && `Looked at again ${dayWords(restsUntil[1], today)}`,
    first &&
      `${thingInWords(first)}, ${dayWords(first.day, today)}${begins.length > 1 ? `, and ${exactly(begins.length - 1, 'later date')}` : ''}`,
    moves.length > 0 && `${exactly(moves.length, 'date moves', 'dates move')}`,
    ends.length > 0 && `${exactly(ends.length, 'date ends', 'dates end')}`,
    outcome.callsWithdrawn > 0 &&
      `${exactly(outcome.callsWithdrawn, 'open call is', 'open calls are')} withdrawn`,
    next && begins.length === 0 && (next[1] ? `Next ${dayWords(next[1], today)}` : null),
  ];
  return lines.filter((line): line is string => typeof line === 'string');
}

/** One thing that happens to many, with how many homes it happens to. */
export interface SumLine {
  what: string;
  when: string;
  homes: string;
}

/** So many kinds of things are told of in the sums; what comes later stands at each home. */
const mostSums = 12;

/** What all of them come to together: the soonest first, and of one day the most homes. */
export function sumsOf(outcomes: readonly CaseOutcome[], { today }: OutcomeContext): SumLine[] {
  const counts = new Map<string, { what: string; day: string; homes: number }>();
  const add = (what: string, day: string): void => {
    const key = `${day} ${what}`;
    const found = counts.get(key) ?? { what, day, homes: 0 };
    counts.set(key, { ...found, homes: found.homes + 1 });
  };
  for (const { begins, ends, moves } of outcomes) {
    for (const one of begins) add(thingInWords(one), one.day);
    for (const one of ends) add(`No longer: ${thingInWords(one)}`, one.day);
    for (const one of moves)
      add(`${thingInWords(one)}, until now ${dayWords(one.from, today)}`, one.day);
  }
  return [...counts.values()]
    .sort((a, b) => (a.day === b.day ? b.homes - a.homes : a.day < b.day ? -1 : 1))
    .slice(0, mostSums)
    .map(({ what, day, homes }) => ({
      what,
      when: capital(dayWords(day, today)),
      homes: exactly(homes, 'home'),
    }));
}
