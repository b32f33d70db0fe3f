import { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import { newCase } from '../cases/case-state';
import { evolve, standing } from '../cases/evolve';
import { presentStep, type WaitingOn } from '../cases/progress';
import type { Stage } from '../cases/stages';
import type { Fact } from '../facts/fact';
import { isBefore } from '../time/is-before';
import { startOf } from './fact-stalls';
import type { Stretch } from './pace';
import { isInThePost, type Party, partyOf } from './party';

/** A stretch with the moment it began; the last one of an open case has not ended. */
export interface Passage {
  stage: Stage;
  waitingOn: WaitingOn | null;
  /** The passcode is on its way to them; left out when it is not. */
  inThePost?: true;
  /** ISO 8601 UTC. */
  from: string;
  /** Null while it lasts. */
  to: string | null;
}

const momentOf = ({ at, on }: Fact): string => at ?? startOf(on ?? '');

/**
 * How a case went from stage to stage, counted by when things happened, not when they were recorded.
 * What was learned late begins its stretch no earlier than what was known before it.
 * @param facts in the order they were recorded
 */
export function passagesOf(facts: readonly Fact[]): Passage[] {
  const passages: Passage[] = [];
  let state: CaseState = newCase;
  for (const fact of standing(facts)) {
    state = evolve(state, fact);
    const { stage, waitingOn } = presentStep(state);
    const post: { inThePost?: true } = isInThePost(state, { stage, waitingOn })
      ? { inThePost: true }
      : {};
    const last = passages.at(-1);
    const goesOn = last?.stage === stage && last.waitingOn === waitingOn;
    if (goesOn && last.inThePost === post.inThePost) continue;
    const moment = momentOf(fact);
    const from = last && isBefore(moment, last.from) ? last.from : moment;
    if (last) last.to = from;
    passages.push({ stage, waitingOn, ...post, from, to: null });
  }
  return passages;
}

const secondsADay = 86_400;

/** The stretches of a case up to a moment, where somebody had to act; of no length are left out. */
export function stretchesOf(passages: readonly Passage[], now: Temporal.Instant): Stretch[] {
  return passages.flatMap(({ stage, waitingOn, inThePost, from, to }) => {
    const end = to === null ? now : Temporal.Instant.from(to);
    const days =
      (end.epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 1000 / secondsADay;
    return waitingOn === null || days <= 0
      ? []
      : [{ stage, waitingOn, ...(inThePost && { inThePost }), days }];
  });
}

/** The stretch an open case is in now; null when nobody has to act. */
export function presentStretch(
  passages: readonly Passage[],
  now: Temporal.Instant,
): Stretch | null {
  const last = passages.at(-1);
  return last ? (stretchesOf([{ ...last, to: null }], now)[0] ?? null) : null;
}

/** Who takes the time of an open case, and since when. */
export interface Wait {
  party: Party;
  /** ISO 8601 UTC. */
  since: string;
}

/**
 * For whom a case waits, kept beside it so that lists can compare it with the usual pace. Null once it
 * is closed.
 * @param facts in the order they were recorded
 */
export function presentWait(facts: readonly Fact[]): Wait | null {
  const last = passagesOf(facts).at(-1);
  if (!last || last.waitingOn === null) return null;
  const { waitingOn, inThePost, from } = last;
  return { party: partyOf({ waitingOn, ...(inThePost && { inThePost }) }), since: from };
}
