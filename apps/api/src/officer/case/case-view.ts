import type { CaseState, Policy, Slow, WorkingCalendar } from '@app/domain';
import type { AddressNote, CaseRow, Task, TimelineFact } from '@app/cases';
import type { StoredFollowUp } from '@app/follow-ups';
import type { SiteDetails } from '@app/providers';
import type { LetterOfCase } from '@app/letters';
import type { Temporal } from 'temporal-polyfill';
import type { People } from './case-people';

/** A letter as the case page mentions it. */
export type CaseLetter = Pick<LetterOfCase, 'id' | 'status' | 'reply'> &
  Partial<Pick<LetterOfCase, 'day' | 'subject' | 'plannedAt' | 'settledAt' | 'person'>>;

/** Everything the case page is made of, as it was read at one moment. */
export interface CaseView extends People {
  /** Of a day gone by its last moment. */
  now: Temporal.Instant;
  /** The day gone by on which it is looked at, `YYYY-MM-DD`; null when it is looked at as it is. */
  asOf: string | null;
  case: CaseRow;
  state: CaseState;
  site: Pick<
    SiteDetails,
    | 'locationId'
    | 'name'
    | 'town'
    | 'postcode'
    | 'cqcUrl'
    | 'inScope'
    | 'odsCode'
    | 'phone'
    | 'registeredManagers'
  > &
    Partial<Pick<SiteDetails, 'provider'>>;
  /** Names of the people of the case by ref, as far as they are kept. */
  names: ReadonlyMap<string, string>;
  /** People by name. */
  facts: readonly TimelineFact[];
  followUps: readonly StoredFollowUp[];
  tasks: readonly Task[];
  letters: readonly CaseLetter[];
  /** What is noted of the addresses of contact and people, by address. */
  addressNotes: ReadonlyMap<string, AddressNote>;
  policy: Policy;
  calendar: WorkingCalendar;
  /** What is kept of its people and cannot be read any more, in words. */
  damaged: readonly string[];
  /** How it is slower than usual; null when it is not. */
  slow: Slow | null;
}

/** "Priya Shah", "Caseload", "the register import": whoever stands behind an actor. */
export function actorInWords(actor: string, officers: ReadonlyMap<string, string>): string {
  const [kind, id] = actor.split(':');
  if (kind === 'officer') return officers.get(id ?? '') ?? 'a former officer';
  if (kind === 'import') return 'the register import';
  if (kind === 'provider') return 'a reader, on the page of a letter';
  if (kind === 'mail') return 'Caseload, from an email of theirs';
  return 'Caseload';
}
