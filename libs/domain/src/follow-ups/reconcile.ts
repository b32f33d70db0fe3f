import { Temporal } from 'temporal-polyfill';
import type { ClockSettings, Rung } from '../clocks/rung';
import { momentInWords } from '../time/london';
import { isSendingMoment, nextSendingMoment } from '../time/sending-hours';
import { clockPaused, clockStopped, type FollowUp, keyOf, passedOver } from './follow-up';

/** A rung as it should be stored: waiting, or passed over because a newer one goes instead. */
export interface Placed {
  rung: Rung;
  status: 'waiting' | 'superseded';
  reason: typeof passedOver | null;
}

/** What has to change for the stored follow-ups to say what the clocks now want. */
export interface Reconciliation {
  insert: Placed[];
  /** Stored rungs that moved or came back. */
  replace: { id: string; placed: Placed }[];
  /** Waiting rungs whose clock has stopped or is paused. */
  supersede: { id: string; reason: typeof clockStopped | typeof clockPaused }[];
  /** Fired rungs whose clock has stopped: their open tasks and unsent letters are no longer wanted. */
  settled: FollowUp[];
  /** Fired rungs whose clock runs: tasks of theirs that had been withdrawn are wanted again. */
  standing: FollowUp[];
}

/**
 * Compares the rungs the clocks want with those stored: new ones are inserted, vanished ones
 * superseded, moved ones moved, fired ones left alone. Of rungs already past as they come up, only
 * the newest of their clock that still holds goes out, at the next sending moment; a record is
 * always made, at its true time.
 * @param asked what the clocks want (`wantedRungs`)
 * @param now the moment the fact was recorded
 */
export function reconcile(
  asked: readonly Rung[],
  stored: readonly FollowUp[],
  now: Temporal.Instant,
  settings: ClockSettings,
): Reconciliation {
  const wanted = asked.filter((rung) => !rung.onHold);
  const onHold = new Set(asked.filter((rung) => rung.onHold).map(keyOf));
  const byKey = new Map(stored.map((f) => [keyOf(f), f]));
  const wantedKeys = new Set(wanted.map(keyOf));
  const fresh = wanted.filter((rung) => {
    const old = byKey.get(keyOf(rung));
    return old === undefined || hasChanged(old, rung, wanted, now, settings);
  });
  const result: Reconciliation = {
    insert: [],
    replace: [],
    supersede: [],
    settled: [],
    standing: [],
  };
  for (const rung of fresh) {
    const placed = place(rung, wanted, now, settings);
    const old = byKey.get(keyOf(rung));
    if (old) result.replace.push({ id: old.id, placed });
    else result.insert.push(placed);
  }
  for (const old of stored) {
    const key = keyOf(old);
    if (wantedKeys.has(key)) {
      if (old.status === 'done') result.standing.push(old);
    } else if (old.status === 'done') {
      if (!onHold.has(key)) result.settled.push(old);
    } else {
      const reason = onHold.has(key) ? clockPaused : clockStopped;
      const waited = old.status === 'waiting' || old.reason === clockPaused || onHold.has(key);
      if (waited && old.reason !== reason) result.supersede.push({ id: old.id, reason });
    }
  }
  return result;
}

/**
 * Whether a stored rung has to be placed anew: it moved, is about something else by now, or was
 * stopped and is wanted again.
 */
function hasChanged(
  old: FollowUp,
  rung: Rung,
  wanted: readonly Rung[],
  now: Temporal.Instant,
  { calendar, policy }: ClockSettings,
): boolean {
  if (old.status === 'done') return false;
  const moved = !old.dueAt.equals(rung.dueAt);
  // Passed over for a newer one, which may have moved away since. One that falls due at this very
  // moment may have fired already.
  if (old.status === 'superseded')
    return (
      moved || old.reason !== passedOver || !isOvertaken(rung, wanted, now.add({ nanoseconds: 1 }))
    );
  const isOther = old.act !== rung.act || old.to !== rung.to || old.letter !== rung.letter;
  if (moved || isOther || old.sendAt.equals(rung.sendAt)) return moved || isOther;
  // It was late and has its own moment, which stands unless that day became a holiday since.
  return (
    Temporal.Instant.compare(rung.sendAt, now) > 0 ||
    !isSendingMoment(old.sendAt, calendar, policy.sendingHours)
  );
}

/** Past is what should have gone already: it was due, or was to go before it was due. */
const isPast = (rung: Rung, now: Temporal.Instant): boolean =>
  isBefore(rung.dueAt, now) || isBefore(rung.sendAt, now);

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Temporal.Instant.compare(a, b) < 0;

function place(
  rung: Rung,
  wanted: readonly Rung[],
  now: Temporal.Instant,
  settings: ClockSettings,
): Placed {
  if (rung.act === 'record' || !isPast(rung, now)) return { rung, status: 'waiting', reason: null };
  if (isOvertaken(rung, wanted, now)) return { rung, status: 'superseded', reason: passedOver };
  const placed = isBefore(rung.sendAt, now) ? late(rung, now, settings) : rung;
  return { rung: placed, status: 'waiting', reason: null };
}

/** Whether a newer rung of its clock is past too, and goes instead. */
const isOvertaken = (rung: Rung, wanted: readonly Rung[], now: Temporal.Instant): boolean =>
  wanted.some((r) => isSameClock(r, rung) && isPast(r, now) && isBefore(rung.dueAt, r.dueAt));

const isSameClock = (a: Rung, b: Rung): boolean =>
  a.clock === b.clock && a.anchorFact === b.anchorFact;

/** A rung that was past when its fact was recorded goes at the next sending moment. */
function late(rung: Rung, now: Temporal.Instant, { calendar, policy }: ClockSettings): Rung {
  const sendAt = nextSendingMoment(now, calendar, policy.sendingHours);
  const sentence = `That had passed when it was recorded on ${momentInWords(now)}, so it goes at the next sending time, ${momentInWords(sendAt)}.`;
  return { ...rung, sendAt, basis: [...rung.basis, sentence] };
}
