/** Bounded, so that a long line without any "@" costs no more than its length. */
const addresses = /[^\s"'<>@\\()[\]:/,;]{1,64}@[^\s"'<>@\\()[\]:/,;]{1,253}\.[A-Za-z]{2,}/g;
const credentialsInUrls = /:\/\/[^\s"'<>@/\\]{1,200}@/g;
const bearers = /\bBearer\s+[\w.~+/=-]+/gi;
const oneTimeLinks = /(\/(?:sign-in|invitation|first-officer|calendar|a)\/)[\w-]{16,}/g;

const webhookSecrets = /\bwhsec_[\w+/=-]+/g;

/** A log line without email addresses, passwords in addresses, tokens and one-time links. */
export function scrub(line: string): string {
  return line
    .replace(credentialsInUrls, '://[credentials]@')
    .replace(addresses, '[address]')
    .replace(bearers, 'Bearer [token]')
    .replace(webhookSecrets, '[secret]')
    .replace(oneTimeLinks, '$1[token]');
}
