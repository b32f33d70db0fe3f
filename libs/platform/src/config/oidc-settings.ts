import { z } from 'zod';

/** Another provider by whom officers may sign in (OpenID Connect). */
export interface OidcSettings {
  /** As it calls itself in what it signs; a slash at the end belongs to it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As the button on the sign-in page calls it, such as Microsoft. */
  name: string;
  /** A sign-in counts only if the provider says that a second factor was shown. */
  requireMfa: boolean;
  /** The one Microsoft Entra tenant whose people may sign in; undefined for any other provider. */
  entraTenant: string | undefined;
}

/** The environment variables of sign-in by another provider. */
export const oidcEnvironment = {
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://login.example.org' })
    .optional(),
  OIDC_TENANT: z.string().trim().optional(),
  OIDC_CLIENT_ID: z.string().trim().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().trim().max(40, 'must be a name of 40 characters or fewer').optional(),
  OIDC_REQUIRE_MFA: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
};

const environment = z.object(oidcEnvironment);

const entra = 'https://login.microsoftonline.com';
const tenantForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const local = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

/**
 * Reads the OIDC_ values: none of them, or issuer (or Entra tenant), client id and secret together.
 *
 * An Entra issuer must name one tenant by its number. With `common` or `organizations` anybody's
 * tenant could put any address into what Microsoft signs, and so come in as one of ours.
 * @returns undefined when only our own ways in are open, or a sentence saying what is wrong
 */
export function readOidc(value: z.output<typeof environment>): OidcSettings | undefined | string {
  const { OIDC_ISSUER, OIDC_TENANT, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = value;
  if (!OIDC_ISSUER && !OIDC_TENANT && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return undefined;
  if (OIDC_ISSUER && OIDC_TENANT)
    return 'OIDC_TENANT is for Microsoft alone and stands for OIDC_ISSUER: give one of the two';
  if ((!OIDC_ISSUER && !OIDC_TENANT) || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET)
    return 'OIDC_ISSUER (or OIDC_TENANT), OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: give all three, or none';
  const issuer = OIDC_ISSUER ?? `${entra}/${OIDC_TENANT?.toLowerCase()}/v2.0`;
  if (!issuer.startsWith('https:') && !local.test(issuer))
    return 'OIDC_ISSUER must begin with https://';
  const entraTenant = tenantOf(issuer);
  if (entraTenant !== undefined && !tenantForm.test(entraTenant))
    return 'OIDC_TENANT must be the number of your own tenant (Directory (tenant) ID, such as 11111111-2222-3333-4444-555555555555), never common, organizations or consumers';
  return {
    issuer,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: value.OIDC_NAME || (entraTenant ? 'Microsoft' : new URL(issuer).hostname),
    requireMfa: value.OIDC_REQUIRE_MFA === 'yes',
    entraTenant: entraTenant?.toLowerCase(),
  };
}

/** What stands where an Entra issuer names its tenant; undefined for other issuers. */
function tenantOf(issuer: string): string | undefined {
  const url = new URL(issuer);
  return url.origin === entra ? (url.pathname.split('/')[1] ?? '') : undefined;
}
