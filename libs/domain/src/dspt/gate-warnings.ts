import type { CaseState } from '../cases/case-state';
import type { DsptReason } from './assess';
import type { DsptStanding } from './dspt-standing';
import { factOfStatus } from './fact-of-status';
import { dsptGate } from './gate';

/** Whether the DSPT as the case knows it and the lists agree, when they do not. */
export interface DsptGateWarning extends DsptReason {
  /** `record`: the list shows something the case should be told of; `check`: they contradict. */
  todo: 'record' | 'check';
}

/**
 * What an officer should know of the DSPT before an application leaves: where the case and the lists
 * contradict one another, on a Europe/London day. A case rests on its own facts, which a list may
 * not have reached yet, so a warning stops nothing by itself.
 */
export function dsptGateWarnings(
  state: CaseState,
  standing: DsptStanding,
  day: string,
): DsptGateWarning[] {
  const gate = dsptGate(state, day);
  const [why] = standing.reasons;
  const reason = why?.sentence ?? '';
  if (gate.open === true && standing.eligible !== 'yes' && standing.listDay !== null)
    return [
      {
        code: 'case-open-list-shut',
        sentence: `The case rests on a DSPT that the list does not confirm. ${reason}`,
        todo: 'check',
      },
    ];
  if (gate.open !== true && standing.eligible === 'yes') {
    const isNew =
      standing.listDay !== null && factOfStatus(standing.counted, state.dspt, standing.listDay);
    return [
      {
        code: 'list-open-case-shut',
        sentence: `The list lets the site apply, and the case does not know it. ${reason}`,
        todo: isNew ? 'record' : 'check',
      },
    ];
  }
  return [];
}
