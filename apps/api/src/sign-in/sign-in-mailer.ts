import { randomUUID } from 'node:crypto';
import { type Officer, type SignInLink, signInLinkMinutes } from '@app/officers';
import { type Clock, type Config, type MailTransport, messageDomain } from '@app/platform';

/** How a sign-in link reaches its officer. */
export abstract class SignInMailer {
  /** @throws when it could not be handed over */
  abstract send(officer: Officer, link: SignInLink): Promise<void>;
}

/** Shows the link to whoever runs the program: where there is no mail server, that is the officer. */
export class TerminalSignInMailer extends SignInMailer {
  constructor(private readonly show: (line: string) => void) {
    super();
  }

  async send(_officer: Officer, link: SignInLink): Promise<void> {
    this.show(`Sign in within ${signInLinkMinutes} minutes: ${link.url}`);
  }
}

/** Sends the link by mail. */
export class SmtpSignInMailer extends SignInMailer {
  constructor(
    private readonly transport: MailTransport,
    private readonly clock: Clock,
    private readonly config: Pick<Config, 'mailFrom' | 'publicUrl'>,
  ) {
    super();
  }

  async send(officer: Officer, link: SignInLink): Promise<void> {
    const outcome = await this.transport.send({
      messageId: `<sign-in.${randomUUID()}@${messageDomain(this.config)}>`,
      to: { name: officer.name, address: officer.email },
      replyTo: null,
      subject: 'Your sign-in link for Caseload',
      at: this.clock.now(),
      ...letter(link.url),
    });
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
  }
}

/** The link is made of our own address and letters that need no escaping. */
function letter(url: string): { text: string; html: string } {
  const first = 'Open this link to sign in to Caseload:';
  const last =
    `It works once, within ${signInLinkMinutes} minutes. If you did not ask for it, do nothing: ` +
    'nobody can sign in without it.';
  return {
    text: `${first}\n\n${url}\n\n${last}\n`,
    html: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Your sign-in link</title></head>
<body><p>${first}</p>
<p><a href="${url}">Sign in to Caseload</a></p>
<p>If the link cannot be opened, copy this address into your browser:<br>${url}</p>
<p>${last}</p></body></html>
`,
  };
}
