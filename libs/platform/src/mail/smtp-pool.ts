import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { MailFailure } from './read-failure';
import { type Envelope, type Handover, SmtpLine } from './smtp-line';

const mostLines = 5;
const idleMs = 15_000;

/** Up to five connections to one mail server, kept open between letters. */
export class SmtpPool {
  private readonly idle: SmtpLine[] = [];
  private lines = 0;
  private readonly waiting: (() => void)[] = [];
  private idleTimer: NodeJS.Timeout | undefined;

  /**
   * @param deadlineMs for opening a connection, and for one letter
   * @param lettersALine before a connection is replaced; a server that wants fewer says 421, and the
   *   letter goes over a new one
   */
  constructor(
    private readonly options: SMTPConnectionOptions,
    private readonly auth: SMTPConnectionAuth | undefined,
    private readonly deadlineMs: number,
    private readonly lettersALine = 1000,
  ) {}

  /**
   * Sends one letter over the next free connection. When one that was kept open turns out to be
   * dead, and the server has not seen a byte of the letter, it goes over a new one.
   * @returns the server's reply, a 250
   * @throws MailFailure
   */
  async send(envelope: Envelope, raw: Buffer, handover: Handover): Promise<string> {
    const line = await this.acquire();
    const wasUsed = line.letters > 0;
    try {
      const reply = await line.send(envelope, raw, handover, this.deadlineMs);
      this.release(line);
      return reply;
    } catch (error) {
      const failure = error as MailFailure;
      await this.recover(line, failure);
      if (!wasUsed || handover.begun || !endedTheConnection(failure)) throw failure;
    }
    this.closeIdle();
    const fresh = await this.acquire();
    try {
      const reply = await fresh.send(envelope, raw, handover, this.deadlineMs);
      this.release(fresh);
      return reply;
    } catch (error) {
      await this.recover(fresh, error as MailFailure);
      throw error;
    }
  }

  /** Closes the connections that are not in use. */
  closeIdle(): void {
    clearTimeout(this.idleTimer);
    for (const line of this.idle.splice(0)) line.quit();
  }

  private async acquire(): Promise<SmtpLine> {
    for (;;) {
      const kept = this.idle.pop();
      if (kept) return kept;
      if (this.lines < mostLines) return this.openLine();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private async openLine(): Promise<SmtpLine> {
    this.lines++;
    const line = new SmtpLine(this.options, this.auth, () => this.ended(line));
    try {
      await line.open(this.deadlineMs);
      return line;
    } catch (error) {
      line.close();
      throw error;
    }
  }

  private release(line: SmtpLine): void {
    if (line.isOver) return;
    if (line.letters >= this.lettersALine) {
      line.quit();
      return;
    }
    this.idle.push(line);
    this.waiting.shift()?.();
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.closeIdle(), idleMs);
    this.idleTimer.unref();
  }

  /** After a refused letter the connection is as good as before; after anything else it is not. */
  private async recover(line: SmtpLine, failure: MailFailure): Promise<void> {
    const refused = failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE';
    if (refused && failure.responseCode !== 421 && (await line.reset(this.deadlineMs)))
      this.release(line);
    else line.close();
  }

  private ended(line: SmtpLine): void {
    this.lines--;
    const at = this.idle.indexOf(line);
    if (at >= 0) this.idle.splice(at, 1);
    this.waiting.shift()?.();
  }
}

const endedTheConnection = ({ code, responseCode }: MailFailure): boolean =>
  code === 'ECONNECTION' || code === 'ESOCKET' || responseCode === 421;
