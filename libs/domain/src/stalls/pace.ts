import { waitedFor, type WaitingOn } from '../cases/progress';
import type { Stage } from '../cases/stages';
import { type Party, partyOf } from './party';

/** A stretch of time in which a case stood at one stage and one party had to act. */
export interface Stretch {
  stage: Stage;
  waitingOn: WaitingOn;
  /** The passcode was on its way to them: the post took the time. */
  inThePost?: true;
  /** Days and parts of days it lasted. */
  days: number;
}

/** How long one stage usually takes one party, in days, from the association's own closed cases. */
export interface Pace {
  stage: Stage;
  waitingOn: WaitingOn;
  inThePost?: true;
  /** How many stretches it was learned from. */
  sample: number;
  median: number;
  /** Nine in ten were this quick or quicker. */
  ninetieth: number;
}

/**
 * The fewest stretches from which a pace is learned. Of 20, two lie above the 90th percentile: with
 * fewer, one odd home alone would say what is slow.
 */
export const smallestSample = 20;

/**
 * Days after which a stage is slow while too little is known of one's own cases: what the rules
 * themselves allow (a passcode's 28 days with a week for the post, NHSmail's 48 hours, 30 days to
 * activate), else a month. Stages that have no end are never slow.
 */
export const fixedLimits: Readonly<Partial<Record<Stage, number>>> = {
  prospect: 30,
  eligibility: 30,
  preparing: 30,
  proving: 35,
  ready: 7,
  submitted: 2,
  activating: 30,
};

const keyOf = (of: Pick<Stretch, 'stage' | 'waitingOn' | 'inThePost'>): string =>
  `${of.stage} ${partyOf(of)}`;

/** The smallest value at which this share of them is reached (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

/** Learns the usual pace of each stage and party; those with too small a sample are included too. */
export function learnPace(stretches: readonly Stretch[]): Pace[] {
  const groups = new Map<string, Stretch[]>();
  for (const stretch of stretches) {
    const group = groups.get(keyOf(stretch));
    if (group) group.push(stretch);
    else groups.set(keyOf(stretch), [stretch]);
  }
  return [...groups.values()].map((group) => {
    const days = group.map((s) => s.days).sort((a, b) => a - b);
    const [{ stage, waitingOn, inThePost }] = group as [Stretch];
    return {
      stage,
      waitingOn,
      ...(inThePost && { inThePost }),
      sample: days.length,
      median: percentile(days, 0.5),
      ninetieth: percentile(days, 0.9),
    };
  });
}

/** A case that takes longer than nine in ten, and who it is that takes long. */
export interface Slow {
  stage: Stage;
  /** Who is slow. */
  waitingOn: WaitingOn;
  /** It is the post that is slow. */
  inThePost?: true;
  days: number;
  /** What nine in ten took at most, or the fixed rule. */
  limit: number;
  /** The usual time; null when it is not known. */
  median: number | null;
  basis: 'own-cases' | 'fixed-rule';
}

/** From when on a stage is slow for a party: what nine in ten took at most, or the fixed rule. */
export interface PaceLimit extends Pick<Slow, 'limit' | 'median' | 'basis'> {
  stage: Stage;
  party: Party;
}

/** The limit of a stage and party; null for a stage that has no end. */
function limitOf(
  of: Pick<Stretch, 'stage' | 'waitingOn' | 'inThePost'>,
  paces: readonly Pace[],
): PaceLimit | null {
  const fixed = fixedLimits[of.stage];
  if (fixed === undefined) return null;
  const own = paces.find((p) => keyOf(p) === keyOf(of) && p.sample >= smallestSample);
  return {
    stage: of.stage,
    party: partyOf(of),
    limit: own?.ninetieth ?? fixed,
    median: own?.median ?? null,
    basis: own ? 'own-cases' : 'fixed-rule',
  };
}

/** The limits of every stage and party that can be slow: lists compare a case with its own. */
export function paceLimits(paces: readonly Pace[]): PaceLimit[] {
  const stages = Object.keys(fixedLimits) as Stage[];
  const all = stages.flatMap((stage) => [
    ...waitedFor.map((waitingOn) => ({ stage, waitingOn })),
    { stage, waitingOn: 'provider' as const, inThePost: true as const },
  ]);
  return all.map((of) => limitOf(of, paces)).filter((limit) => limit !== null);
}

/**
 * Whether an open case is slower than nine in ten of the association's own at its stage, by whoever
 * has to act; by the fixed rule while the sample is too small. Null when it is not.
 * @param present how it has stood until now
 */
export function slowerThanUsual(present: Stretch, paces: readonly Pace[]): Slow | null {
  const { stage, waitingOn, inThePost, days } = present;
  const found = limitOf(present, paces);
  if (!found || days <= found.limit) return null;
  const { limit, median, basis } = found;
  return { stage, waitingOn, ...(inThePost && { inThePost }), days, limit, median, basis };
}
