import { type ClockName, recipientOf, type Rung } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** A letter of a clock that runs, which may be sent now, outside its ladder. */
export interface ReminderNow {
  /** `provider` or `person:<ref>`. */
  recipient: string;
  clock: ClockName;
  rung: Rung;
}

/**
 * The letters that may be sent now as a reminder, one for each clock and reader: the newest that has
 * fallen due, or while none has, the first to come. The question to the provider comes first, then
 * what ends soonest.
 * @param wanted what the clocks want now
 */
export function remindersNow(wanted: readonly Rung[], now: Temporal.Instant): ReminderNow[] {
  const letters = wanted.filter((r) => r.act === 'letter' && r.routine && !r.onHold);
  const byReader = new Map<string, Rung[]>();
  for (const rung of letters) {
    const key = `${rung.clock} ${rung.anchorFact} ${recipientOf(rung)}`;
    byReader.set(key, [...(byReader.get(key) ?? []), rung]);
  }
  return [...byReader.values()]
    .flatMap((rungs) => newestOf(rungs, now) ?? [])
    .map((rung) => ({ recipient: recipientOf(rung), clock: rung.clock, rung }))
    .sort(inOrder);
}

/** Under which name one of them is asked for. */
export const reminderName = ({ clock, rung }: ReminderNow): string =>
  rung.person === null ? clock : `${clock}:${rung.person}`;

function newestOf(rungs: readonly Rung[], now: Temporal.Instant): Rung | undefined {
  const inTime = [...rungs].sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
  return inTime.findLast((r) => Temporal.Instant.compare(r.dueAt, now) <= 0) ?? inTime[0];
}

const inOrder = (a: ReminderNow, b: ReminderNow): number =>
  Number(b.clock === 'provider-silence') - Number(a.clock === 'provider-silence') ||
  Temporal.Instant.compare(a.rung.dueAt, b.rung.dueAt);
