import type { Clock, MailTransport } from '@app/platform';

/** A mail server that the letters of a town leave by. */
export interface TownMail {
  /** The way to it, for the clock of the town. */
  transport: (clock: Clock) => MailTransport;
  /** Whether the reader has found a letter of which the program does not know whether it went. */
  arrived: (messageId: string) => boolean;
}
