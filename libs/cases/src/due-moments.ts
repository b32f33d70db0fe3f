import type { Reconciliation } from '@app/domain';
import type { DueMoment } from '@app/follow-ups';

/** The moments for which bells are to be set after a reconciliation was committed. */
export function dueMoments({ insert, replace }: Reconciliation): DueMoment[] {
  return [...insert, ...replace.map(({ placed }) => placed)]
    .filter(({ status }) => status === 'waiting')
    .map(({ rung }) => ({ clock: rung.clock, at: rung.sendAt }));
}
