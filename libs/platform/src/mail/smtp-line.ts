import { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionOptions,
} from 'nodemailer/lib/smtp-connection';
import type { MailFailure } from './read-failure';

/** How far a letter has come on its way out. */
export interface Handover {
  /** Its bytes have gone to the connection, so the final dot may be on the wire. */
  begun: boolean;
}

export interface Envelope {
  from: string;
  to: string[];
}

const gaveUp: MailFailure = { code: 'EABORT', message: 'The server took too long in all' };
const cutOff: MailFailure = { code: 'ECONNECTION', message: 'Connection closed unexpectedly' };

/** One connection to a mail server: opened, used for some letters one after another, closed. */
export class SmtpLine {
  /** Letters it was asked to carry. */
  letters = 0;
  private readonly connection: SMTPConnection;
  private over = false;
  private fail: (failure: MailFailure) => void = () => undefined;

  /** @param onEnd called once, when the connection is over for whatever reason */
  constructor(
    options: SMTPConnectionOptions,
    private readonly auth: SMTPConnectionAuth | undefined,
    onEnd: () => void,
  ) {
    this.connection = new SMTPConnection(options);
    this.connection.on('error', (error: MailFailure) => this.fail(error));
    this.connection.once('end', () => {
      this.over = true;
      // The failure that ended it, if there is one, is told first and says more.
      setImmediate(() => this.fail(cutOff));
      onEnd();
    });
  }

  /**
   * Connects, encrypts and signs in.
   * @throws MailFailure
   */
  open(deadlineMs: number): Promise<void> {
    return this.until(deadlineMs, (done) => {
      this.connection.connect((error) => {
        if (error || !this.auth) done(error);
        // A server that does not ask for the password we were given is not the one we were told of.
        else this.connection.login(this.auth, (refusal) => done(refusal));
      });
    });
  }

  /**
   * Carries one letter.
   * @returns the server's reply, a 250
   * @throws MailFailure
   */
  send(envelope: Envelope, raw: Buffer, handover: Handover, deadlineMs: number): Promise<string> {
    this.letters++;
    // Read only once the server has said yes to sender, recipient and DATA.
    const body = new Readable({
      read() {
        handover.begun = true;
        this.push(raw);
        this.push(null);
      },
    });
    return this.until(deadlineMs, (done) => {
      this.connection.send({ ...envelope, size: raw.length }, body, (error, info) =>
        done(error, info?.response),
      );
    });
  }

  /** Makes the connection fit for the next letter after one was refused; false when it is over. */
  async reset(deadlineMs: number): Promise<boolean> {
    if (this.over) return false;
    try {
      await this.until(deadlineMs, (done) => this.connection.reset((error) => done(error)));
      return !this.over;
    } catch {
      this.close();
      return false;
    }
  }

  get isOver(): boolean {
    return this.over;
  }

  close(): void {
    this.connection.close();
  }

  /** Takes leave of the server, without waiting long for its answer. */
  quit(): void {
    if (this.over) return;
    this.connection.quit();
    setTimeout(() => this.close(), 1000).unref();
  }

  /** One step of the dialogue; ends with its answer, the end of the connection, or the deadline. */
  private async until<T>(
    deadlineMs: number,
    step: (done: (error?: MailFailure | null, value?: T) => void) => void,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.fail = reject;
        timer = setTimeout(() => {
          reject(gaveUp);
          this.close();
        }, deadlineMs);
        step((error, value) => (error ? reject(error) : resolve(value as T)));
      });
    } finally {
      clearTimeout(timer);
      this.fail = () => undefined;
    }
  }
}
