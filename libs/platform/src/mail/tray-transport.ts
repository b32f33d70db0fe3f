import { MailTransport, type SendOutcome } from './mail-transport';

/** Without a mail server letters never leave: the send ledger is the tray, and pages show it. */
export class TrayTransport extends MailTransport {
  readonly kind = 'tray';

  async send(): Promise<SendOutcome> {
    return { kind: 'sent', reply: 'kept in the mail tray' };
  }

  async close(): Promise<void> {}
}
