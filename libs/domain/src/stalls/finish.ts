import { Temporal } from 'temporal-polyfill';
import { smallestSample, type Stretch } from './pace';
import { type Party, partyOf } from './party';
import type { Passage } from './passages';
import { afterGoingLive, type Stage } from '../cases/stages';

/** A stretch of a case that went live in the end. */
export interface WayToLive {
  stage: Stage;
  party: Party;
  /** Days the stretch lasted. */
  stayed: number;
  /** Days from its beginning until the case was live. */
  toLive: number;
}

/** When an open case may be live, as the association's own went: days from now, whole and parts. */
export interface Finish {
  /** Eight in ten fall between these two: one in ten was quicker, one in ten slower. */
  least: number;
  most: number;
  /** Half were this quick or quicker. */
  median: number;
  /** How many cases it is learned from. */
  sample: number;
}

const dayInMs = 86_400_000;

const momentOf = (at: string): number => Temporal.Instant.from(at).epochMilliseconds;

/**
 * The ways of one case to live: its stretches before that. None of a case that never was: what was
 * given up says nothing about how long going on takes.
 * @param passages how it went
 */
export function waysToLive(passages: readonly Passage[]): WayToLive[] {
  const goal = passages.findIndex(({ stage }) => afterGoingLive.has(stage));
  const live = passages[goal];
  if (!live) return [];
  const end = momentOf(live.from);
  return passages.slice(0, goal).flatMap((passage): WayToLive[] => {
    const { stage, waitingOn, inThePost, from, to } = passage;
    if (waitingOn === null || to === null) return [];
    const begun = momentOf(from);
    const stayed = (momentOf(to) - begun) / dayInMs;
    if (stayed <= 0) return [];
    const party = partyOf({ waitingOn, ...(inThePost && { inThePost }) });
    return [{ stage, party, stayed, toLive: (end - begun) / dayInMs }];
  });
}

/**
 * When a case may be live: by those that stood as it stands for at least as long, and went live.
 * Null where fewer than `smallestSample` did, and for what is live already.
 * @param present how it has stood until now
 */
export function predictFinish(present: Stretch, ways: readonly WayToLive[]): Finish | null {
  const party = partyOf(present);
  const left = ways
    .filter((way) => way.stage === present.stage && way.party === party)
    .filter(({ stayed }) => stayed >= present.days)
    .map(({ toLive }) => toLive - present.days)
    .sort((a, b) => a - b);
  if (left.length < smallestSample) return null;
  const at = (share: number): number => left[rank(left.length, share)] ?? 0;
  return { least: at(0.1), most: at(0.9), median: at(0.5), sample: left.length };
}

/**
 * Which of so many values, the smallest first, a new one lies below with this chance: of n values the
 * k-th is at k/(n + 1), so that small samples do not promise too much.
 */
function rank(count: number, share: number): number {
  const nearest = Math.round(share * (count + 1));
  return Math.min(Math.max(nearest, 1), count) - 1;
}
