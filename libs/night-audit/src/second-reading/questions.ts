import { dayAfter, dayAt, strike } from '../time/walked-time';
import {
  after,
  closedSince,
  dayOfFact,
  endedBy,
  type GivenFact,
  happened,
  latest,
  momentOf,
  ofTheSite,
} from './given-fact';

/** What the clock of silence leaves behind when its last rung is recorded. */
export const parkedBySilence = 'parked-by-silence';

/** The question the provider has not answered, if there is one. */
export function openQuestion(facts: readonly GivenFact[]): GivenFact | undefined {
  const question = unansweredQuestion(facts);
  return question && !closedSince(facts, question) ? question : undefined;
}

/** The same, though the case was closed since: nobody chases the answer, but it is still out. */
export function unansweredQuestion(facts: readonly GivenFact[]): GivenFact | undefined {
  const newest = latest(facts.filter((f) => f.type === 'provider-asked'));
  if (!newest) return undefined;
  const ended = endedBy(
    facts,
    newest,
    (f) => f.type === 'provider-replied' || f.type === 'opted-out',
  );
  return ended ? undefined : newest;
}

/** The tickets nobody has answered, one a reference, the newest that was raised under it. */
export function openTickets(facts: readonly GivenFact[]): GivenFact[] {
  const raised = facts.filter((f) => f.type === 'ticket-raised');
  return [...new Set(raised.map((f) => f.reference))].flatMap((reference) => {
    const newest = latest(raised.filter((f) => f.reference === reference));
    if (!newest || closedSince(facts, newest)) return [];
    const isAnswer = (f: GivenFact): boolean =>
      f.type === 'ticket-answered' && f.reference === reference;
    return endedBy(facts, newest, isAnswer) ? [] : [newest];
  });
}

/** A stretch of time in which working days do not count; `to` is excluded, Infinity while it lasts. */
export interface Rest {
  why: 'paused' | 'dormant';
  from: number;
  to: number;
}

/** When the case was paused. A case that is closed and opened again is no longer paused. */
export function pauses(facts: readonly GivenFact[]): Rest[] {
  const rests: Rest[] = [];
  for (const f of facts) {
    const open = rests.find((r) => r.to === Infinity);
    if (f.type === 'paused' && !open)
      rests.push({ why: 'paused', from: momentOf(f), to: Infinity });
    if ((f.type === 'resumed' || f.type === 'closed') && open) open.to = momentOf(f);
  }
  return rests;
}

/** When the home was not giving care: whole days, Europe/London. */
export function dormancies(facts: readonly GivenFact[]): Rest[] {
  const rests: Rest[] = [];
  for (const f of ofTheSite(facts)) {
    const open = rests.find((r) => r.to === Infinity);
    const start = strike(dayOfFact(f), 0);
    if (f.type === 'site-dormant' && !open)
      rests.push({ why: 'dormant', from: start, to: Infinity });
    if (f.type !== 'site-dormant' && open) open.to = start;
  }
  return rests;
}

/** What was recorded last as parking the case, be it a person's word or the provider's silence. */
export const newestParking = (facts: readonly GivenFact[]): GivenFact | undefined =>
  facts.findLast((f) => f.type === 'parked' || f.type === parkedBySilence);

/** What ends a parking happened after it; of one moment, what was recorded later is later. */
export function isParked(facts: readonly GivenFact[]): boolean {
  const newest = newestParking(facts);
  if (!newest) return false;
  // Whoever records a resumption means the parking that stands.
  if (after(facts, newest).some((f) => f.type === 'resumed')) return false;
  const ends = ['closed'];
  // Who replies, or is asked anew, is no longer taken for silent.
  if (newest.type === parkedBySilence) ends.push('provider-replied', 'provider-asked');
  return !endedBy(facts, newest, (f) => ends.includes(f.type));
}

/** Whether a fact about pauses, parking and tickets contradicts what stands. */
export function contradictsQuestions(facts: readonly GivenFact[], f: GivenFact): boolean {
  const pause = pauses(facts).find((r) => r.to === Infinity);
  switch (f.type) {
    case 'paused':
      return pause !== undefined;
    case 'resumed':
      return !(pause && momentOf(f) >= pause.from) && !isParked(facts);
    case 'parked':
      return (f.until ?? '') <= dayAt(momentOf(f));
    case 'call-made': {
      const day = dayAt(momentOf(f));
      return f.again !== undefined && (f.again <= day || f.again > aYearAfter(day));
    }
    case 'ticket-answered': {
      const same = facts.filter((r) => r.type === 'ticket-raised' && r.reference === f.reference);
      const raised = latest(same);
      return !raised || happened(f, raised) < 0;
    }
    default:
      return false;
  }
}

/** 09:00 of the N-th working day after `day`, not counting those whose 09:00 lies in a rest. */
export function workingDay(
  day: string,
  n: number,
  isWorkingDay: (day: string) => boolean,
  rests: readonly Rest[],
): number | null {
  let at = day;
  for (let counted = 0; counted < n; ) {
    at = dayAfter(at);
    const nine = strike(at, 9);
    const rest = rests.find((r) => r.from <= nine && nine < r.to);
    // A rest without an end: the day that counts has not been set.
    if (rest?.to === Infinity) return null;
    if (isWorkingDay(at) && !rest) counted++;
  }
  return strike(at, 9);
}

/** Whether the provider is taken for unresponsive, and nobody has parked the case otherwise since. */
export const isSilent = (facts: readonly GivenFact[]): boolean =>
  isParked(facts) && newestParking(facts)?.type === parkedBySilence;

/** The same, whether or not somebody has parked the case otherwise since. */
export const wasSilent = (facts: readonly GivenFact[]): boolean =>
  isParked(facts.filter((f) => f.type !== 'parked'));

/** The same day of the next year. */
const aYearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/** Until when a matter of a case is left alone, and since when. */
export interface Rested {
  matter: string;
  until: string;
  since: string;
}

/** What the newest calls since the case was last closed leave alone until a day, by matter. */
export function restedMatters(facts: readonly GivenFact[]): Rested[] {
  const closing = facts.findLastIndex((f) => f.type === 'closed');
  const calls = facts.slice(closing + 1).filter((f) => f.type === 'call-made');
  return [...new Set(calls.map((f) => f.about ?? ''))].flatMap((matter) => {
    const newest = latest(calls.filter((f) => f.about === matter));
    return newest?.again === undefined
      ? []
      : [{ matter, until: newest.again, since: newest.at ?? '' }];
  });
}
