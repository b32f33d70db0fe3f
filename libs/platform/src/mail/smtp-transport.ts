import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { DkimSettings, MailTls } from '../config';
import { type AddressedMessage, compose } from './compose';
import { wireAddress } from './mail-address';
import {
  type MailAddress,
  type MailMessage,
  MailTransport,
  type SendOutcome,
} from './mail-transport';
import { type MailFailure, readFailure, serverWords } from './read-failure';
import type { Handover } from './smtp-line';
import { signMail } from './sign-mail';
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

/** How letters are protected on their way. */
export interface MailSecurity {
  tls?: MailTls;
  /** Absent: not signed. */
  dkim?: DkimSettings;
}

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
    private readonly security: MailSecurity = {},
  ) {
    super();
    const { connection, auth } = smtpOptions(url, timeouts, security.tls);
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

  /** The letter as the server gets it, signed where that was asked for. */
  private async written(message: AddressedMessage): Promise<Buffer> {
    const raw = compose(this.from, message);
    return this.security.dkim ? signMail(raw, this.security.dkim) : raw;
  }

  private async attempt(message: MailMessage): Promise<SendOutcome> {
    const { name, address } = message.to;
    if (address === null) return noAddress;
    const recipient = wireAddress(address);
    if (recipient === null) return badAddress;
    const handover: Handover = { begun: false };
    try {
      const raw = await this.written({ ...message, to: { name, address } });
      const envelope = { from: this.sender, to: [recipient] };
      return { kind: 'sent', reply: serverWords(await this.pool.send(envelope, raw, handover)) };
    } catch (error) {
      return readFailure(error as MailFailure, handover.begun);
    }
  }
}

const noAddress: SendOutcome = {
  kind: 'refused',
  scope: 'none',
  reason:
    'No email address is recorded for this home, so the letter could not be sent. Record the manager’s address, and tell them this by phone.',
};

const badAddress: SendOutcome = {
  kind: 'refused',
  scope: 'none',
  reason:
    'The email address recorded for this home is not a complete address. Correct it, and tell them this by phone.',
};

/**
 * Connection settings from SMTP_URL. Its query may hold nodemailer's own settings, such as
 * `?tls.servername=mail.example.org` or `?socketTimeout=60000`. Certificates are checked unless it
 * says `tls.rejectUnauthorized=false`.
 * @param tls absent: required where there is a password to protect and the server is not on this
 *   machine, else opportunistic
 */
export function smtpOptions(
  url: string,
  timeouts: SmtpTimeouts,
  tls?: MailTls,
): { connection: SMTPConnectionOptions; auth: SMTPConnectionAuth | undefined } {
  const { auth, ...told } = parseConnectionUrl(url);
  const near = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(told.host ?? 'localhost');
  return {
    connection: {
      connectionTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.silence,
      requireTLS: auth !== undefined && !near,
      ...told,
      ...(tls && { requireTLS: tls === 'required', ignoreTLS: tls === 'off' }),
      logger: false,
    },
    auth,
  };
}
