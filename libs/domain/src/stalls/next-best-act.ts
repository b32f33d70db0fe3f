import type { StallCode } from './stall-codes';
import { type StallReason, stallReason } from './stall-reasons';

/**
 * Reasons whose act makes that of others needless: what ends the case, then what has to be settled
 * before anybody looks for a letter (association's own rule). All others are taken in turn, the oldest
 * first.
 */
const before: readonly StallCode[] = [
  'closure',
  'ownership-change',
  'already-has-nhsmail',
  'cannot-open-existing-mailbox',
  'hq-self-managing',
  'rejected',
  'message-in-junk',
  'no-reply-over-48h',
  'manager-changed-or-vacant',
  'otp-expired',
  'otp-emailed-to-former',
];

/**
 * Which of a case's reasons to act on now.
 * @param codes the oldest first
 * @returns null without any
 */
export function nextBestAct(codes: readonly StallCode[]): StallReason | null {
  const first = before.find((code) => codes.includes(code)) ?? codes[0];
  return first === undefined ? null : stallReason(first);
}
