import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { ConfigError } from '../config';
import type { MailAddress } from './mail-transport';

/** Control and broken characters, line and paragraph separators, marks that turn the direction of text. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * Text from outside made fit for one header or one line: nothing in it can end the line, start
 * another header, or change the direction of what follows.
 */
export function oneLine(text: string): string {
  return text.replace(unprintable, ' ').replace(/\s+/g, ' ').trim();
}

/** One mailbox and nothing else: no list, no name, no route, no comment, no quoted local part. */
const mailbox =
  /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u;

export function isMailbox(address: string): boolean {
  return mailbox.test(address);
}

/**
 * The address as it goes into headers and on the wire, its domain in ASCII; null when it is not one
 * mailbox, or one that only servers with an extension few have could reach (RFC 6531).
 */
export function wireAddress(address: string): string | null {
  if (!isMailbox(address)) return null;
  const at = address.indexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' || /[^\x21-\x7e]/.test(local) ? null : `${local}@${domain}`;
}

/**
 * Reads MAIL_FROM: `Name <address>` or a bare address.
 * @throws ConfigError
 */
export function readMailFrom(mailFrom: string): MailAddress {
  const found = addressparser(mailFrom, { flatten: true });
  const [first] = found;
  const address = first?.address ?? '';
  if (found.length !== 1 || !isMailbox(address) || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(mailFrom))
    throw new ConfigError('MAIL_FROM must be one address such as Caseload <caseload@example.org>.');
  return { name: oneLine(first?.name ?? '') || null, address };
}

/**
 * The domain of our Message-IDs: that of MAIL_FROM, or of PUBLIC_URL when MAIL_FROM names no real
 * domain.
 */
export function messageDomain(config: { mailFrom: string; publicUrl: string }): string {
  const { address } = readMailFrom(config.mailFrom);
  const domain = domainToASCII(address.slice(address.indexOf('@') + 1));
  return domain.includes('.') ? domain.toLowerCase() : new URL(config.publicUrl).hostname;
}
