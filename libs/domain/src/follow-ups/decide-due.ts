import { Temporal } from 'temporal-polyfill';
import { type ClockSettings, recipientOf, type Rung } from '../clocks/rung';
import { londonDay, londonMoment } from '../time/london';
import { isSendingMoment, nextSendingMoment } from '../time/sending-hours';
import { awayHold, restHold } from './away';
import { clockStopped, type FollowUp, keyOf, passedOver } from './follow-up';
import type { AddressesOfCase, Suppression } from './silenced';

/** What to do with one follow-up whose bell has rung. */
export type Decision = { followUp: FollowUp } & (
  | { do: 'record' | 'task'; rung: Rung }
  | { do: 'suppress'; rung: Rung; reason: Suppression }
  /** Write a letter; those that share `letter` (an index) become parts of one, in order. */
  | { do: 'letter'; rung: Rung; letter: number; part: number }
  | { do: 'supersede'; reason: typeof clockStopped | typeof passedOver }
  | { do: 'hold'; until: Temporal.Instant }
);

/** What the case looks like as its follow-ups fall due. */
export interface DueSituation {
  now: Temporal.Instant;
  settings: ClockSettings;
  /** What the clocks want at this moment. */
  wanted: readonly Rung[];
  /** Why letters to a rung's recipient are suppressed (`silencedIn`); null when they are not. */
  silenced: (rung: Rung) => Suppression | null;
  /** What is known of the addresses of the case: a routine letter waits for a reader who is away. */
  addresses?: AddressesOfCase;
  /**
   * Days on which letters go that somebody sends by hand, by recipient and letter (`byHandKey`): the
   * ladder does not say the same on that day or the next.
   */
  sentByHand?: ReadonlyMap<string, Temporal.PlainDate>;
  /** Recipients (`recipientOf`) who have had a routine letter earlier today. */
  lettersToday: Pick<ReadonlySet<string>, 'has'>;
}

/** A bell that rings at the last moment of the day may be answered this much after it. */
const graceMinutes = 5;

/**
 * Decides what each due follow-up of one case becomes. Asks the clocks again: a rung they no longer
 * want is superseded. After an outage only the newest still-true rung of a clock goes out, never at
 * night; a record is made whatever the hour. Routine letters of one moment become one letter.
 */
export function decideDue(due: readonly FollowUp[], situation: DueSituation): Decision[] {
  const wanted = new Map(situation.wanted.filter((r) => !r.onHold).map((r) => [keyOf(r), r]));
  const letters: Letters = { next: 0, routine: new Map() };
  return [...due].sort(byMoment).map((followUp): Decision => {
    const rung = wanted.get(keyOf(followUp));
    if (!rung) return { followUp, do: 'supersede', reason: clockStopped };
    if (rung.act === 'record') return { followUp, do: 'record', rung };
    if (due.some((d) => isNewer(d, followUp)) && missedItsDay(followUp, situation))
      return { followUp, do: 'supersede', reason: passedOver };
    const until = heldUntil(followUp, rung, situation);
    if (until) return { followUp, do: 'hold', until };
    if (rung.act === 'task') return { followUp, do: 'task', rung };
    const reason = situation.silenced(rung);
    if (reason) return { followUp, do: 'suppress', rung, reason };
    return { followUp, do: 'letter', rung, ...joinLetter(rung, letters) };
  });
}

/** Which letters to whom, whether the ladder sends them or somebody does. */
export const byHandKey = (recipient: string, letter: string | null): string =>
  `${recipient} ${letter ?? ''}`;

const byMoment = (a: FollowUp, b: FollowUp): number =>
  Temporal.Instant.compare(a.sendAt, b.sendAt) ||
  Temporal.Instant.compare(a.dueAt, b.dueAt) ||
  a.clock.localeCompare(b.clock);

const isNewer = (a: FollowUp, b: FollowUp): boolean =>
  a.clock === b.clock &&
  a.anchorFact === b.anchorFact &&
  Temporal.Instant.compare(a.dueAt, b.dueAt) > 0;

const missedItsDay = (followUp: FollowUp, { now }: DueSituation): boolean =>
  Temporal.PlainDate.compare(londonDay(followUp.sendAt), londonDay(now)) < 0;

function heldUntil(
  followUp: FollowUp,
  rung: Rung,
  situation: DueSituation,
): Temporal.Instant | null {
  const { now, settings, lettersToday, silenced } = situation;
  const { calendar, policy } = settings;
  // A rung placed before its day was known to be a holiday is not punctual on that day.
  const punctual =
    Temporal.Instant.compare(followUp.sendAt.add({ minutes: graceMinutes }), now) >= 0 &&
    isSendingMoment(followUp.sendAt, calendar, policy.sendingHours);
  if (!punctual && !isSendingMoment(now, calendar, policy.sendingHours))
    return nextSendingMoment(now, calendar, policy.sendingHours);
  if (rung.act !== 'letter' || !rung.routine || silenced(rung)) return null;
  const awayUntil = situation.addresses?.get(recipientOf(rung))?.awayUntil;
  const back =
    awayUntil && awayHold(rung, awayUntil, followUp.sendAt, now, situation.wanted, settings);
  if (back) return back;
  const byHand = situation.sentByHand?.get(byHandKey(recipientOf(rung), rung.letter));
  const rested = byHand && restHold(rung, byHand, now, situation.wanted, settings);
  if (rested) return rested;
  const second = lettersToday.has(recipientOf(rung));
  return second ? londonMoment(calendar.nextAfter(londonDay(now)), policy.sendingHours.from) : null;
}

interface Letters {
  next: number;
  /** The routine letter begun for each addressee, with the parts it has so far. */
  routine: Map<string, { letter: number; parts: number }>;
}

function joinLetter(rung: Rung, letters: Letters): { letter: number; part: number } {
  const open = rung.routine ? letters.routine.get(recipientOf(rung)) : undefined;
  if (open) return { letter: open.letter, part: open.parts++ };
  const letter = letters.next++;
  if (rung.routine) letters.routine.set(recipientOf(rung), { letter, parts: 1 });
  return { letter, part: 0 };
}
