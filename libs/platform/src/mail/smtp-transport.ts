import { domainToASCII } from 'node:url';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { compose } from './compose';
import { isMailbox } from './mail-address';
import {
  type MailAddress,
  type MailMessage,
  MailTransport,
  type SendOutcome,
} from './mail-transport';
import { type MailFailure, readFailure, serverWords } from './read-failure';
import type { Handover } from './smtp-line';
import { SmtpPool } from './smtp-pool';

/** Milliseconds. */
export interface SmtpTimeouts {
  connect: number;
  greeting: number;
  /** Without a word from the server. */
  silence: number;
  /** One letter from first to last: a server that drips its answers is never silent. */
  letter: number;
}

const usualTimeouts: SmtpTimeouts = {
  connect: 10_000,
  greeting: 10_000,
  silence: 30_000,
  letter: 120_000,
};

/** Sends by a mail server, over up to five connections that are kept open. */
export class SmtpTransport extends MailTransport {
  readonly kind = 'smtp';
  private readonly pool: SmtpPool;
  private readonly sender: string;
  private readonly underWay = new Set<Promise<SendOutcome>>();

  /**
   * @param url `smtp://user:password@host:587` (STARTTLS where the server offers it, and always when
   *   there is a password to protect) or `smtps://…` (TLS from the start)
   */
  constructor(
    url: string,
    private readonly from: MailAddress,
    timeouts: SmtpTimeouts = usualTimeouts,
  ) {
    super();
    const { connection, auth } = smtpOptions(url, timeouts);
    this.sender = wireAddress(from.address) ?? from.address;
    this.pool = new SmtpPool(connection, auth, timeouts.letter);
  }

  send(message: MailMessage): Promise<SendOutcome> {
    const sending = this.attempt(message).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
    return sending;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.underWay);
    this.pool.closeIdle();
  }

  private async attempt(message: MailMessage): Promise<SendOutcome> {
    const { name, address } = message.to;
    if (address === null) return noAddress;
    const recipient = wireAddress(address);
    if (recipient === null) return badAddress;
    const handover: Handover = { begun: false };
    try {
      const raw = compose(this.from, { ...message, to: { name, address } });
      const envelope = { from: this.sender, to: [recipient] };
      return { kind: 'sent', reply: serverWords(await this.pool.send(envelope, raw, handover)) };
    } catch (error) {
      return readFailure(error as MailFailure, handover.begun);
    }
  }
}

const noAddress: SendOutcome = {
  kind: 'refused',
  scope: 'address',
  reason:
    'No email address is recorded for this home, so the letter could not be sent. Record the manager’s address, and tell them this by phone.',
};

const badAddress: SendOutcome = {
  kind: 'refused',
  scope: 'address',
  reason:
    'The email address recorded for this home is not a complete address. Correct it, and tell them this by phone.',
};

/** The address as it goes on the wire, its domain in ASCII; null when it is not one mailbox. */
function wireAddress(address: string): string | null {
  if (!isMailbox(address)) return null;
  const at = address.indexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? null : `${address.slice(0, at)}@${domain}`;
}

/**
 * Connection settings from SMTP_URL. Its query may hold nodemailer's own settings, such as
 * `?requireTLS=false` for a relay inside one's own walls or `?tls.servername=mail.example.org`.
 */
export function smtpOptions(
  url: string,
  timeouts: SmtpTimeouts,
): { connection: SMTPConnectionOptions; auth: SMTPConnectionAuth | undefined } {
  const { auth, ...told } = parseConnectionUrl(url);
  const near = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(told.host ?? 'localhost');
  return {
    connection: {
      requireTLS: auth !== undefined && !near,
      ...told,
      connectionTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.silence,
      logger: false,
    },
    auth,
  };
}
