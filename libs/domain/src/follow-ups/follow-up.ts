import type { Temporal } from 'temporal-polyfill';
import type { Rung } from '../clocks/rung';

/**
 * What became of a rung. `sent` and `merged` mean a letter was written (its own fate is in the send
 * ledger), `recorded` that a moment passed, `superseded` that its reason ended first, `suppressed`
 * that its reader is not written to (`reason` is then a `Suppression`).
 */
export type Outcome = 'sent' | 'merged' | 'task' | 'recorded' | 'superseded' | 'suppressed';

/** Why a rung was superseded, kept because one passed over does not come back by itself. */
export const passedOver = 'passed-over';
export const clockStopped = 'clock-stopped';
/** Not over: it comes back, later, when the case is resumed. */
export const clockPaused = 'paused';

/** A stored rung. */
export interface FollowUp extends Omit<Rung, 'routine' | 'onHold'> {
  id: string;
  /** When to try: `sendAt`, or later when it was held back. */
  ringAt: Temporal.Instant;
  status: 'waiting' | 'done' | 'superseded';
  outcome: Outcome | null;
  reason: string | null;
  letterId: string | null;
}

/** What makes a rung one and the same: it fires at most once. */
export function keyOf(rung: Pick<Rung, 'clock' | 'anchorFact' | 'rung'>): string {
  return `${rung.clock}|${rung.anchorFact}|${rung.rung}`;
}
