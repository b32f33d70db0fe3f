import { Temporal } from 'temporal-polyfill';
import { dayOf, type Fact } from '../facts/fact';
import { startOfLondonDay } from '../time/london';
import type { CaseState, SiteChange } from './case-state';

/**
 * What the register says of the site from a day on. What happened counts, not when it was told: a
 * change learned late takes its place among the others.
 */
export function siteIs(status: SiteChange['status']) {
  return (state: CaseState, fact: Fact): CaseState => {
    const on = dayOf(fact);
    const older = state.siteChanges.filter((change) => change.on <= on);
    const newer = state.siteChanges.slice(older.length);
    const siteChanges = [...older, { status, on }, ...newer];
    const { status: last, on: since } = siteChanges.at(-1) ?? { status, on };
    const dormancies = siteChanges.flatMap((change, n) => {
      const next = siteChanges[n + 1];
      const to = next ? startOf(next.on) : null;
      return change.status === 'dormant'
        ? [{ from: startOf(change.on), to, reason: 'dormant' }]
        : [];
    });
    return { ...state, siteChanges, site: { status: last, on: since }, dormancies };
  };
}

const startOf = (day: string): string => startOfLondonDay(Temporal.PlainDate.from(day)).toString();
