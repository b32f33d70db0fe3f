import type { ClockSettings } from '@app/domain';

/** What the use cases are run with. */
export interface CaseSettings {
  clocks: ClockSettings;
  /** The part after the @ of every Message-ID. */
  mailDomain: string;
  /** Called with trouble that is repaired by itself later, for the log. */
  onTrouble: (error: Error, about: { caseId: string }) => void;
}

/** Injection token for `CaseSettings`. */
export const CASE_SETTINGS = Symbol('case settings');
