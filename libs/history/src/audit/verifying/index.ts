export { type Anchor, makeAnchor } from './anchors';
export type { BadRow } from './bad-row';
export { type AuditVerdict, badRowInWords, verifyAudit, verifyWithin } from './verify-audit';
