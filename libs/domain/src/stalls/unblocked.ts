import { Temporal } from 'temporal-polyfill';
import { type CaseState, newCase } from '../cases/case-state';
import { evolve, standing } from '../cases/evolve';
import type { Fact } from '../facts/fact';
import type { Policy } from '../policy';
import { startOf } from './fact-stalls';
import { smallestSample } from './pace';
import { stallsOf } from './stalls-of';
import type { StallCode } from './stall-codes';

/** A stall that has ended, and the fact that ended it. */
export interface EndedStall {
  code: StallCode;
  by: Fact['type'];
  /** Days and parts of days it lasted. */
  days: number;
}

const dayInMs = 86_400_000;

/**
 * The stalls of a case that ended, in the order in which they did. By what happened, not by when it
 * was recorded.
 * @param facts in the order they were recorded
 */
export function endedStalls(facts: readonly Fact[], policy: Policy): EndedStall[] {
  const ended: EndedStall[] = [];
  let state: CaseState = newCase;
  for (const fact of standing(facts)) {
    const moment = Temporal.Instant.from(fact.at ?? startOf(fact.on ?? ''));
    const before = stallsOf(state, moment, policy);
    state = evolve(state, fact);
    if (before.length === 0) continue;
    const after = new Set(stallsOf(state, moment, policy).map(({ code }) => code));
    for (const { code, since } of before) {
      const lasted = moment.epochMilliseconds - Temporal.Instant.from(since).epochMilliseconds;
      if (!after.has(code) && lasted > 0)
        ended.push({ code, by: fact.type, days: lasted / dayInMs });
    }
  }
  return ended;
}

/** What ended stalls of one reason, in the association's own cases. */
export interface Unblocking {
  code: StallCode;
  /** How many ended. */
  sample: number;
  /** Half were over within so many days. */
  median: number;
  /** By what, the most frequent first. */
  by: { fact: Fact['type']; times: number }[];
}

/** What usually unblocks each reason; none of which fewer than `smallestSample` stalls have ended. */
export function learnUnblockings(ended: readonly EndedStall[]): Unblocking[] {
  return [...grouped(ended, ({ code }) => code)].flatMap(([code, stalls]): Unblocking[] => {
    if (stalls.length < smallestSample) return [];
    const days = stalls.map((s) => s.days).sort((a, b) => a - b);
    const by = [...grouped(stalls, (s) => s.by)]
      .map(([fact, all]) => ({ fact, times: all.length }))
      .sort((a, b) => b.times - a.times || (a.fact < b.fact ? -1 : 1));
    const median = days[Math.ceil(days.length / 2) - 1] ?? 0;
    return [{ code, sample: stalls.length, median, by }];
  });
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
