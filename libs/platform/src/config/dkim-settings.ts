import { createPrivateKey } from 'node:crypto';

/** How outgoing mail is signed, so that receivers can tell it is ours (RFC 6376). */
export interface DkimSettings {
  domain: string;
  selector: string;
  /** RSA private key, PEM. */
  key: string;
}

const fewestBits = 1024;

/**
 * Reads DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY: all three or none.
 * @returns undefined when mail is not to be signed, or a sentence saying what is wrong
 */
export function readDkim(
  domain: string | undefined,
  selector: string | undefined,
  key: string | undefined,
): DkimSettings | undefined | string {
  if (!domain && !selector && !key) return undefined;
  if (!domain || !selector || !key)
    return 'DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY belong together: give all three, or none';
  const label = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*$/i;
  if (!label.test(domain) || !domain.includes('.'))
    return 'DKIM_DOMAIN must be a domain such as example.org';
  if (!label.test(selector)) return 'DKIM_SELECTOR must be a word such as caseload';
  // One line in an .env file cannot hold line ends.
  const pem = key.replaceAll('\\n', '\n');
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPrivateKey(pem);
    if (type !== 'rsa' || (details?.modulusLength ?? 0) < fewestBits)
      return `DKIM_KEY must be an RSA key of ${fewestBits} bits or more`;
  } catch {
    return 'DKIM_KEY must be a private key in PEM form, without a passphrase';
  }
  return { domain: domain.toLowerCase(), selector, key: pem };
}
