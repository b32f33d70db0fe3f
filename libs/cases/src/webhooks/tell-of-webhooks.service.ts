import type { AccountLetter, Officer } from '@app/officers';
import { SmtpOfficerMail } from '@app/officers';
import { Clock, CONFIG, Database, MailTransport, type RunningConfig } from '@app/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';

/** Tells leads by letter of a webhook that was paused because its receiver took nothing in. */
@Injectable()
export class TellOfWebhooks {
  private readonly log = new Logger('Webhooks');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly transport: MailTransport,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Once for each pause; where there is no mail server the pages alone say so. */
  async tell(): Promise<void> {
    const paused = await this.db.query<{ id: string }>(
      `SELECT id FROM webhook WHERE paused_why = 'not-answering' AND told_at IS NULL LIMIT 1`,
      [],
      'webhooks-to-tell-of',
    );
    if (paused.length === 0) return;
    const claimed = await this.db.query<{ id: string }>(
      `UPDATE webhook SET told_at = $1
        WHERE paused_why = 'not-answering' AND told_at IS NULL RETURNING id`,
      [this.clock.now().toString()],
    );
    if (claimed.length === 0 || this.transport.kind !== 'smtp') return;
    const mail = new SmtpOfficerMail(this.transport, this.clock, this.config);
    for (const lead of await this.leads())
      for (const { id } of claimed)
        await mail
          .send(lead, this.letterOf(id))
          .catch((error: Error) =>
            this.log.error(`A lead was not told of a paused webhook: ${error.message}`),
          );
  }

  private leads(): Promise<Pick<Officer, 'name' | 'email'>[]> {
    return this.db.query(
      `SELECT name, email FROM officer WHERE role = 'lead' AND disabled_at IS NULL ORDER BY id`,
    );
  }

  private letterOf(id: string): AccountLetter {
    const url = `${this.config.publicUrl}/settings/webhooks/${id}`;
    return {
      subject: 'A webhook of Caseload is paused',
      before: [
        'A program that Caseload tells what happens has taken nothing in for three days, so its webhook is paused.',
        'What happens is kept for it for 30 days. When the program works again, go on sending here:',
      ],
      link: { url, text: 'See the webhook' },
      after: ['Cases, letters and reminders are not touched by this.'],
      line: `A webhook is paused: ${url}`,
    };
  }
}
