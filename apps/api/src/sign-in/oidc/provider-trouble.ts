import * as oidc from 'openid-client';
import type { ProviderTrouble } from './claims';

/** What an error of the library means to the person who wants to sign in. */
export function troubleOf(error: unknown): ProviderTrouble {
  if (error instanceof oidc.AuthorizationResponseError) return 'cancelled';
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500 ? 'away' : 'not-proven';
  if (error instanceof oidc.ClientError)
    return awayCodes.has(error.code ?? '') || isNetworkFault(error.cause) ? 'away' : 'not-proven';
  return isNetworkFault(error) ? 'away' : 'not-proven';
}

/** It did not answer in time, or what answered is a web page: a proxy's, or of repair work. */
const awayCodes = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

/** `fetch` says a TypeError, with these words, when it reaches nobody. */
function isNetworkFault(error: unknown): boolean {
  const { name, message } = (error ?? {}) as Partial<Error>;
  return name === 'TypeError' && message === 'fetch failed';
}

/** What a log may say of it: codes of the library and the provider, no addresses and no tokens. */
export function loggedCause(error: unknown): string {
  const { name = 'Error', code, error: theirs } = (error ?? {}) as Record<string, unknown>;
  return [name, code, theirs].filter((part) => typeof part === 'string').join(' ');
}
