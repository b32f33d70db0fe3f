import type { Vouched } from '@app/officers';
import type { OidcSettings } from '@app/platform';
import type { IDToken } from 'openid-client';

/** What the provider says of somebody, its signature already checked. */
export type Claims = Pick<IDToken, 'iss' | 'sub'> & Readonly<Record<string, unknown>>;

/**
 * - `away`: it cannot be reached, or did not answer in time
 * - `cancelled`: the person turned back there, or it let them not in
 * - `not-proven`: what came back does not prove who they are
 * - `one-factor`: it did not ask for a second factor
 */
export type ProviderTrouble = 'away' | 'cancelled' | 'not-proven' | 'one-factor';

/**
 * Whom these claims vouch for.
 *
 * An address counts only when the provider says that it was verified. Microsoft Entra never says so,
 * and lets whoever runs a tenant write any address into it: there an address counts because the
 * issuer is one tenant, the association's own, whose administrators hand out its addresses.
 */
export function vouchedBy(
  { entraTenant, requireMfa }: Pick<OidcSettings, 'entraTenant' | 'requireMfa'>,
  claims: Claims,
): Vouched | ProviderTrouble {
  if (entraTenant && claims.tid !== entraTenant) return 'not-proven';
  if (requireMfa && !(Array.isArray(claims.amr) && claims.amr.includes('mfa'))) return 'one-factor';
  const address = entraTenant ? (claims.email ?? claims.preferred_username) : claims.email;
  const counts = entraTenant !== undefined || claims.email_verified === true;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: counts && typeof address === 'string' ? address : null,
  };
}
