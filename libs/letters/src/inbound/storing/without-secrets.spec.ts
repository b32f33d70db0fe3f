import type { SealedMessage } from './settle-message';
import { withoutSecrets } from './without-secrets';

const sealed: SealedMessage = {
  from: { name: 'Jo Field', address: 'jo@home.example' },
  forwardedBy: null,
  to: [],
  subject: 'Our code is 48213377',
  date: null,
  newest: 'Hello Sam\nthe passcode came, it is 4821 3377.\nPassword: Rosebud77\nJo',
  quoted: '> Please tell us when your passcode has come.',
  why: ['It answers the letter of 2 November 2026.'],
  guesses: [],
  keyword: null,
  missing: ['Not all of it was read: it is long.'],
};
const file = (name: string, type: string, text: string) => ({
  name,
  type,
  size: text.length,
  content: Buffer.from(text),
  inline: false,
});

describe('withoutSecrets', () => {
  it('takes them out of all that was written, and says so', () => {
    const { sealed: kept } = withoutSecrets({ sealed, attachments: [] });
    expect(kept.subject).toBe('Our code is [passcode removed]');
    expect(kept.newest).toBe(
      'Hello Sam\nthe passcode came, it is [passcode removed].\nPassword: [password removed]\nJo',
    );
    expect(kept.quoted).toBe(sealed.quoted);
    expect(kept.missing).toEqual([
      'Not all of it was read: it is long.',
      expect.stringMatching(/^A passcode or PIN was taken out of this message/),
      expect.stringMatching(/^A password was taken out of this message/),
    ]);
  });

  it('takes them out of attached texts and names of files', () => {
    const picture = file('photo.jpg', 'image/jpeg', 'passcode 48213377');
    const { attachments } = withoutSecrets({
      sealed,
      attachments: [file('otp 48213377.txt', 'text/plain', 'OTP: 48213377'), picture],
    });
    expect(attachments[0]?.name).toBe('otp [passcode removed].txt');
    expect(Buffer.from(attachments[0]?.content ?? []).toString()).toBe('OTP: [passcode removed]');
    expect(attachments[1]).toEqual(picture);
  });

  it('leaves a message without any as it is', () => {
    const plain = { ...sealed, subject: 'Our passcode came', newest: 'It came on 2 November.' };
    const message = { sealed: plain, attachments: [file('a.txt', 'text/plain', 'Zoë')] };
    expect(withoutSecrets(message)).toEqual(message);
  });
});
