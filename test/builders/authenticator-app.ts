import { Secret, TOTP } from 'otpauth';
import type { Temporal } from 'temporal-polyfill';

/** What an authenticator app shows at a moment. @param key base32, spaces and all */
export function codeOfApp(key: string, now: Temporal.Instant): string {
  const secret = Secret.fromBase32(key.replace(/\s/g, ''));
  return TOTP.generate({ secret, timestamp: now.epochMilliseconds });
}
