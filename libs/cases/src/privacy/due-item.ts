import type { RetentionKind } from '@app/domain';

/** Something that is not to be kept any longer, by one rule. */
export interface DueItem {
  kind: RetentionKind;
  /** Ids alone: `case:ID:p1`, `letter:ID`… */
  subject: string;
  /** The case it is about; null when it is about none. */
  caseId: string | null;
  /** Name of the home; null when it is about none. */
  home: string | null;
  /** The day of the run in which it goes, `YYYY-MM-DD`. */
  dueOn: string;
  /** A hold keeps it. */
  held: boolean;
}
