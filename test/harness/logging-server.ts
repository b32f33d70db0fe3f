import { MailLane } from '@app/letters';
import { MailTransport, type SendOutcome } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { Engine } from './engine';

/** A letter the mail server took. */
export interface TakenLetter {
  messageId: string;
  to: string | null;
  /** Europe/London. */
  at: Temporal.ZonedDateTime;
  subject: string;
  /** With its lines joined. */
  text: string;
}

/** A mail server that answers as it is told, and keeps what it took. */
export class LoggingServer extends MailTransport {
  readonly kind = 'smtp';
  readonly log: TakenLetter[] = [];
  attempts = 0;
  answer: () => SendOutcome | Promise<SendOutcome> = () => ({ kind: 'sent', reply: 'ok' });

  override async send(message: Parameters<MailTransport['send']>[0]): Promise<SendOutcome> {
    this.attempts++;
    const outcome = await this.answer();
    const { messageId, subject } = message;
    if (outcome.kind === 'sent')
      this.log.push({
        messageId,
        to: message.to.address,
        at: message.at.toZonedDateTimeISO('Europe/London'),
        subject,
        text: message.text.replace(/\s+/g, ' '),
      });
    return outcome;
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  /** What went to an address, in the order it went. */
  to(address: string): TakenLetter[] {
    return this.log.filter(({ to }) => to === address);
  }
}

/** The lane of a worker that sends to it. @param perMinute the pace; null: no limit */
export const laneTo = (
  { db, clock, sealer }: Engine,
  server: LoggingServer,
  perMinute: number | null = null,
): MailLane => new MailLane(db, clock, sealer, server, { perMinute });
