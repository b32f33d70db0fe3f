import { createTransport, type SMTPPoolOptions, type Transporter } from 'nodemailer';
import { compose } from './compose';
import { isMailbox } from './mail-address';
import {
  type MailAddress,
  type MailMessage,
  MailTransport,
  type SendOutcome,
} from './mail-transport';
import { type MailFailure, readFailure, serverWords } from './read-failure';

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

/** How far a letter has come on its way out. */
interface Handover {
  /** Its last byte has been read, so the final dot may be on the wire. */
  whole: boolean;
}

/** Sends by a mail server, over up to five connections that are kept open. */
export class SmtpTransport extends MailTransport {
  readonly kind = 'smtp';
  private readonly transporter: Transporter;
  private readonly handovers = new WeakMap<object, Handover>();
  private readonly underWay = new Set<Promise<SendOutcome>>();

  /**
   * @param url `smtp://user:password@host:587` (STARTTLS where the server offers it, and always when
   *   there is a password to protect) or `smtps://…` (TLS from the start)
   */
  constructor(
    url: string,
    private readonly from: MailAddress,
    private readonly timeouts: SmtpTimeouts = usualTimeouts,
  ) {
    super();
    this.transporter = createTransport(smtpOptions(url, timeouts));
    // Each letter's own outcome tells of every failure.
    this.transporter.on('error', () => undefined);
    this.transporter.use('stream', (mail, next) => {
      const handover = this.handovers.get(mail.data.raw as object);
      mail.message.processFunc((body) => {
        if (handover?.whole) body.destroy(new Error('A letter is handed over once an attempt.'));
        body.once('end', () => {
          if (handover) handover.whole = true;
        });
        return body;
      });
      next();
    });
  }

  send(message: MailMessage): Promise<SendOutcome> {
    const sending = this.attempt(message).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
    return sending;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.underWay);
    this.transporter.close();
  }

  private async attempt(message: MailMessage): Promise<SendOutcome> {
    const { name, address } = message.to;
    if (address === null) return noAddress;
    if (!isMailbox(address)) return badAddress;
    const raw = compose(this.from, { ...message, to: { name, address } });
    const handover: Handover = { whole: false };
    this.handovers.set(raw, handover);
    try {
      const info = await this.transporter.sendMail({
        raw,
        envelope: { from: this.from.address, to: [address] },
        messageId: message.messageId,
        signal: AbortSignal.timeout(this.timeouts.letter),
      });
      return { kind: 'sent', reply: serverWords(String(info.response)) };
    } catch (error) {
      return readFailure(error as MailFailure, handover.whole);
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

/**
 * Connection settings from SMTP_URL. Its query may hold nodemailer's own settings, such as
 * `?requireTLS=false` for a relay inside one's own walls or `?tls.servername=mail.example.org`.
 */
export function smtpOptions(url: string, timeouts: SmtpTimeouts): SMTPPoolOptions & { pool: true } {
  const { username, password, hostname } = new URL(url);
  const signsIn = username !== '' || password !== '';
  const near = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return {
    url,
    pool: true,
    maxConnections: 5,
    maxMessages: 100,
    // Only a letter of which the server has not seen a byte is put back into the queue.
    maxRequeues: 2,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    // A server that does not ask for the password we were given is not the one we were told of.
    forceAuth: signsIn,
    requireTLS: signsIn && !near,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
