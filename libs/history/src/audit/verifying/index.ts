export { type AuditCheck, checkAudit, lastAuditCheck } from './check-audit';
export { makeAnchor } from './anchors';
export { badRowInWords, verifyAudit, verifyWithin } from './verify-audit';
