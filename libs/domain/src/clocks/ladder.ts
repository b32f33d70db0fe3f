import { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import type { ClockName, RungPolicy } from '../policy';
import { dayInWords, londonDay, momentInWords } from '../time/london';
import { nextSendingMoment, previousSendingMoment } from '../time/sending-hours';
import { type Counting, type Due, dueOf } from './due';
import type { CaseClock, ClockSettings, Rung } from './rung';

/** One clock as it runs in a case: what started it, and what its rungs count from. */
export interface Running extends Counting {
  /** Id of the fact that started it. */
  fact: string;
  /** First sentence of every basis: what the dates count from. */
  because: () => string;
  /** The person or ticket of a clock that runs once for each. */
  person?: string;
  /** Leaves out rungs that would say something false now. */
  wants?: (rung: RungPolicy) => boolean;
}

/** Which runs of a clock a case has in this state: none when it has stopped. */
export type FindRunning = (state: CaseState, settings: ClockSettings) => Running[];

/** A clock: the ladder is the policy's, and this says when and from where it runs. */
export function clock(name: ClockName, findRunning: FindRunning): CaseClock {
  return (state, settings) => {
    const ladder = settings.policy.ladders[name];
    return findRunning(state, settings)
      .filter(({ fact }) => !state.endedStarts.includes(fact))
      .flatMap((running) =>
        ladder
          .filter((rung) => running.wants?.(rung) ?? true)
          .map((rung) => rungAt(name, running, rung, settings)),
      );
  };
}

/**
 * Makes the rung, its due moment moved into sending hours. Dates and sentences are worked out when
 * they are asked for: most rungs are only compared by name, each time the clocks are asked again.
 */
function rungAt(
  name: ClockName,
  running: Running,
  policy: RungPolicy,
  settings: ClockSettings,
): Rung {
  const find = once(() => dueOf(policy, running, settings));
  const due = (): Due => find() ?? { at: running.start, steps: () => [] };
  const sendAt = once(() => sendMoment(policy, due().at, settings));
  const basis = once(() => [
    running.because(),
    ...due().steps(),
    describeRoll(policy, due().at, sendAt(), settings),
  ]);
  return {
    clock: name,
    rung: policy.rung,
    anchorFact: running.fact,
    anchor: running.day.toString(),
    person: running.person ?? null,
    act: policy.act,
    to: policy.to ?? null,
    letter: policy.letter ?? null,
    routine: policy.routine ?? true,
    // Only a pause can hide a due moment, so only then must it be looked for at once.
    onHold: (running.uncounted?.some((span) => span.to === null) ?? false) && find() === null,
    get dueAt() {
      return due().at;
    },
    get sendAt() {
      return sendAt();
    },
    get basis() {
      return basis();
    },
  };
}

function once<T>(compute: () => T): () => T {
  let found: { value: T } | undefined;
  return () => (found ??= { value: compute() }).value;
}

function sendMoment(
  policy: RungPolicy,
  dueAt: Temporal.Instant,
  { calendar, policy: { sendingHours } }: ClockSettings,
): Temporal.Instant {
  if (policy.act === 'record') return dueAt;
  return policy.last
    ? previousSendingMoment(dueAt, calendar, sendingHours)
    : nextSendingMoment(dueAt, calendar, sendingHours);
}

/** The last sentence of a basis: whether the date moved, over which days, and which way. */
function describeRoll(
  policy: RungPolicy,
  dueAt: Temporal.Instant,
  sendAt: Temporal.Instant,
  { calendar, policy: { sendingHours } }: ClockSettings,
): string {
  if (policy.act === 'record') return 'It is recorded at that moment, whatever the day or hour.';
  const hours = `${sendingHours.from}:00 and ${sendingHours.to}:00`;
  if (Temporal.Instant.compare(dueAt, sendAt) === 0)
    return `That is a working day between ${hours}, so it goes then.`;
  const outside = calendar.isWorkingDay(londonDay(dueAt))
    ? [`Letters and calls go only between ${hours} on working days`]
    : [];
  const why = [...outside, ...skippedDays(londonDay(dueAt), londonDay(sendAt), calendar.whyNot)];
  const way =
    Temporal.Instant.compare(sendAt, dueAt) < 0
      ? 'a last warning must come before the deadline, so it goes back to'
      : 'it goes on to';
  return `${why.join('; ')}: ${way} ${momentInWords(sendAt)}.`;
}

/** Each day from `from` towards `to` that is not a working day, with the reason by name. */
function skippedDays(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  whyNot: (day: Temporal.PlainDate) => string | null,
): string[] {
  const step = Temporal.PlainDate.compare(from, to) < 0 ? 1 : -1;
  const skipped: string[] = [];
  for (let day = from; !day.equals(to); day = day.add({ days: step })) {
    const reason = whyNot(day);
    if (reason !== null) skipped.push(`${dayInWords(day)} is ${reason}`);
  }
  return skipped;
}
