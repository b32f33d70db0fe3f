import { type MailMessage, MailTransport, type SendOutcome, SettableClock } from '@app/platform';
import { invitationLetter, noticeLetter, signInLetter } from './account-letters';
import { SmtpOfficerMail } from './smtp-officer-mail';

class Kept extends MailTransport {
  readonly kind = 'smtp';
  readonly messages: MailMessage[] = [];
  outcome: SendOutcome = { kind: 'sent', reply: '250 ok' };
  send(message: MailMessage): Promise<SendOutcome> {
    this.messages.push(message);
    return Promise.resolve(this.outcome);
  }
  async close(): Promise<void> {}
}

const url = `https://caseload.example.org/sign-in/${'A'.repeat(43)}`;
const link = { url, expiresAt: '2026-12-24T09:10:00Z' };
const ann = { name: 'Ann', email: 'ann@example.org' };

describe('letters to officers about their account', () => {
  const clock = new SettableClock('2026-12-24T09:00:00Z');
  const config = {
    mailFrom: 'Caseload <c@example.org>',
    publicUrl: 'https://caseload.example.org',
  };
  let transport: Kept;
  let mail: SmtpOfficerMail;
  beforeEach(() => {
    transport = new Kept();
    mail = new SmtpOfficerMail(transport, clock, config);
  });

  it.each([
    ['a sign-in link', signInLetter(link), 'Your sign-in link for Caseload'],
    ['an invitation', invitationLetter(link), 'Your invitation to Caseload'],
  ])('carry %s, in text and in HTML', async (_, letter, subject) => {
    await mail.send(ann, letter);
    const [message] = transport.messages;
    expect(message).toMatchObject({
      to: { name: 'Ann', address: 'ann@example.org' },
      subject,
      messageId: expect.stringMatching(/^<sign-in\.[\da-f-]{36}@/),
    });
    expect(message?.text.match(new RegExp(url, 'g'))).toHaveLength(1);
    expect(message?.html).toContain(`<a href="${url}">`);
  });

  it('say what was changed, and hold no link that a forger could copy', async () => {
    await mail.send(ann, noticeLetter('second-factor-reset'));
    const [message] = transport.messages;
    expect(message?.text).toBe(
      'Your second factor for Caseload was reset.\n\n' +
        'If that was you, or a lead whom you asked, there is nothing to do. If it was not, tell a lead at once.\n',
    );
    expect(message?.html).not.toContain('href');
  });

  it('say so when the server did not take them', async () => {
    transport.outcome = { kind: 'deferred', reason: 'The server is away.' };
    await expect(mail.send(ann, signInLetter(link))).rejects.toThrow('The server is away.');
  });
});
