import type { Config } from '../config';
import { readMailFrom } from './mail-address';
import type { MailTransport } from './mail-transport';
import { SmtpTransport } from './smtp-transport';
import { TrayTransport } from './tray-transport';

export { messageDomain, oneLine, readMailFrom } from './mail-address';
export * from './mail-transport';
export { SmtpTransport, type SmtpTimeouts } from './smtp-transport';
export { TrayTransport } from './tray-transport';

/**
 * The way letters leave this installation: by SMTP_URL, or into the mail tray without it.
 * @throws ConfigError when MAIL_FROM is no address
 */
export function mailTransport(
  config: Pick<Config, 'smtpUrl' | 'mailFrom'> & Partial<Pick<Config, 'mailTls' | 'dkim'>>,
): MailTransport {
  const from = readMailFrom(config.mailFrom);
  const { smtpUrl, mailTls: tls, dkim } = config;
  return smtpUrl ? new SmtpTransport(smtpUrl, from, undefined, { tls, dkim }) : new TrayTransport();
}
