import type { CaseState } from '@app/domain';
import type { CaseRow, Task, TimelineFact } from '@app/cases';
import type { StoredFollowUp } from '@app/follow-ups';
import type { Temporal } from 'temporal-polyfill';

/** A letter as the case page mentions it. */
export interface CaseLetter {
  id: string;
  subject: string;
  status: 'planned' | 'claimed' | 'sent' | 'deferred' | 'refused' | 'unknown' | 'withdrawn';
  serverReply: string | null;
}

/** Everything the case page is made of, as it was read at one moment. */
export interface CaseView {
  now: Temporal.Instant;
  case: CaseRow;
  state: CaseState;
  site: { locationId: string; name: string; town: string | null; postcode: string | null };
  contact: { name: string | null; email: string | null } | null;
  facts: readonly TimelineFact[];
  followUps: readonly StoredFollowUp[];
  tasks: readonly Task[];
  letters: readonly CaseLetter[];
  /** Names of officers by id. */
  officers: ReadonlyMap<string, string>;
  /** Calendar days a passcode is good for after its day of issue. */
  passcodeGoodForDays: number;
}

/** "Priya Shah", "Caseload", "the register import": whoever stands behind an actor. */
export function actorInWords(actor: string, officers: ReadonlyMap<string, string>): string {
  const [kind, id] = actor.split(':');
  if (kind === 'officer') return officers.get(id ?? '') ?? 'a former officer';
  if (kind === 'import') return 'the register import';
  return 'Caseload';
}
