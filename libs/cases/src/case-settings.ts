import type { Confidential } from './letter-context';
import type { PolicyInForce } from './policy/policy-in-force';

/** What the use cases are run with. */
export interface CaseSettings {
  /** Where each transaction asks for the policy and calendar in force. */
  policies: PolicyInForce;
  /** What opens and seals personal values. */
  confidential: Confidential;
  /** Letters leave for a mail server. Else they stay in the mail tray. */
  mailLeaves: boolean;
  /** Called with trouble that is repaired by itself later, for the log. */
  onTrouble: (error: Error, about: { caseId: string }) => void;
}

/** Injection token for `CaseSettings`. */
export const CASE_SETTINGS = Symbol('case settings');
