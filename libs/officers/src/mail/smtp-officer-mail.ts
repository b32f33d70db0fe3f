import { randomUUID } from 'node:crypto';
import { type Clock, type Config, type MailTransport, messageDomain } from '@app/platform';
import type { Officer } from '../officer';
import { type AccountLetter, OfficerMail } from './officer-mail';

/** Sends letters about accounts by mail, at once: they are no part of any case. */
export class SmtpOfficerMail extends OfficerMail {
  constructor(
    private readonly transport: MailTransport,
    private readonly clock: Clock,
    private readonly config: Pick<Config, 'mailFrom' | 'publicUrl'>,
  ) {
    super();
  }

  async send(officer: Pick<Officer, 'name' | 'email'>, letter: AccountLetter): Promise<void> {
    const outcome = await this.transport.send({
      messageId: `<sign-in.${randomUUID()}@${messageDomain(this.config)}>`,
      to: { name: officer.name, address: officer.email },
      replyTo: null,
      subject: letter.subject,
      at: this.clock.now(),
      text: textOf(letter),
      html: htmlOf(letter),
    });
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
  }
}

function textOf({ before, link, after }: AccountLetter): string {
  return `${[...before, ...(link ? [link.url] : []), ...after].join('\n\n')}\n`;
}

/** Everything in it is ours and needs no escaping. */
function htmlOf({ subject, before, link, after }: AccountLetter): string {
  const paragraphs = (texts: string[]) => texts.map((text) => `<p>${text}</p>`);
  const body = [
    ...paragraphs(before),
    ...(link
      ? [
          `<p><a href="${link.url}">${link.text}</a></p>`,
          `<p>If the link cannot be opened, copy this address into your browser:<br>${link.url}</p>`,
        ]
      : []),
    ...paragraphs(after),
  ];
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${subject}</title></head>
<body>${body.join('\n')}</body></html>
`;
}
