import type { CaseState } from '../cases/case-state';
import type { Rung } from '../clocks/rung';

/**
 * Whether a rung's letter is suppressed. A provider who opted out gets none (tasks and records run
 * on); of a site that has left the register nobody outside gets any (domain rules, 30 and 54).
 */
export function silencedIn({
  optedOut,
  site,
}: CaseState): (rung: Pick<Rung, 'act' | 'to'>) => boolean {
  return ({ act, to }) =>
    act === 'letter' && ((to === 'provider' && optedOut) || site.status === 'deregistered');
}
