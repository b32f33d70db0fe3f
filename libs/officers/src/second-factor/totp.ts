import { Secret, TOTP } from 'otpauth';
import type { Temporal } from 'temporal-polyfill';

/** What every authenticator app understands (RFC 6238): SHA-1, six digits, thirty seconds. */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A clock may be half a minute wrong, either way. */
const window = 1;

/** A new shared secret in base32: 160 bits of chance. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code holds. @param label who signs in, as the app will list it */
export function totpUri(secret: string, label: string): string {
  return new TOTP({
    ...settings,
    issuer: 'Caseload',
    label,
    secret: Secret.fromBase32(secret),
  }).toString();
}

/**
 * Which thirty seconds a code stands for, counted from 1970; null when it is not a code of this
 * secret now or half a minute before or after.
 */
export function stepOfCode(secret: string, typed: string, now: Temporal.Instant): number | null {
  const token = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.epochMilliseconds;
  const delta = TOTP.validate({
    ...settings,
    secret: Secret.fromBase32(secret),
    token,
    timestamp,
    window,
  });
  return delta === null ? null : TOTP.counter({ period: settings.period, timestamp }) + delta;
}
