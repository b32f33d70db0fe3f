import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import type MimeNode from 'nodemailer/lib/mime-node';
import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { type AddressedMessage, compose } from './compose';

const from = { name: 'Caseload', address: 'caseload@example.org' };

const plain: AddressedMessage = {
  messageId: '<018f3c5e-0000-7000-8000-000000000001@example.org>',
  to: { name: 'Sam Carter', address: 'manager@oakhouse.example' },
  replyTo: { name: 'Jo Reed', address: 'jo@association.example' },
  subject: 'Has your NHSmail passcode come?',
  text: 'Dear Sam Carter,\n\nHas it come?\n',
  html: '<p>Dear Sam Carter,</p>\n<p>Has it come?</p>\n',
  at: Temporal.Instant.from('2026-12-24T09:00:00Z'),
};

/** What nodemailer makes of the same letter, with our boundary. */
async function byNodemailer(message: AddressedMessage): Promise<string> {
  const address = (a: { name: string | null; address: string }) => ({ ...a, name: a.name ?? '' });
  const composer = new MailComposer({
    headers: { 'Auto-Submitted': 'auto-generated' },
    from: address(from),
    to: address(message.to),
    replyTo: message.replyTo ? address(message.replyTo) : undefined,
    subject: message.subject,
    messageId: message.messageId,
    date: '2026-12-24T09:00:00Z',
    text: message.text,
    html: message.html,
    textEncoding: 'quoted-printable',
  });
  const node = composer.compile() as MimeNode;
  const boundary = /boundary="([^"]+)"/.exec(ours(message))?.[1] ?? '';
  node.setHeader('Date', 'Thu, 24 Dec 2026 09:00:00 +0000');
  node.setHeader('Content-Type', `multipart/alternative; boundary="${boundary}"`);
  return (await node.build()).toString('utf8').replace(/\r?\n/g, '\r\n');
}

const ours = (message: AddressedMessage): string => compose(from, message).toString('utf8');

const variants: Record<string, AddressedMessage> = {
  'a plain letter': plain,
  'no recipient name and no reply address': {
    ...plain,
    to: { name: null, address: 'manager@oakhouse.example' },
    replyTo: null,
  },
  'names and a subject beyond ASCII': {
    ...plain,
    to: { name: 'Zoë Ó Briain', address: 'zoe@oakhouse.example' },
    subject:
      'Caffè – “The Old Vicarage” Residential and Nursing Home, use it by Thursday 7 January',
    text: 'Dear Zoë Ó Briain,\n\n“Hello” – é\n',
  },
  'names with commas, quotes, brackets and backslashes': {
    ...plain,
    to: { name: 'Carter, Sam "SC" <x> \\ (boss)', address: 'manager@oakhouse.example' },
    replyTo: { name: 'Reed; Jo: officer', address: 'jo@association.example' },
  },
  'long lines': { ...plain, text: `${'word '.repeat(60)}\n`, html: `<p>${'word '.repeat(60)}</p>` },
  'lines that begin with a dot, = and spaces at the end': {
    ...plain,
    text: '.\n..\n.hidden\n1 = 2 \nend',
    html: '<p>é = =\n.\n</p>',
  },
  'a domain beyond ASCII': { ...plain, to: { name: null, address: 'manager@bücher.example' } },
};

describe('compose', () => {
  it.each(Object.entries(variants))('writes %s as nodemailer does', async (_name, message) => {
    expect(ours(message)).toBe(await byNodemailer(message));
  });

  it('is read back by another parser as it was meant', async () => {
    const message = variants['names and a subject beyond ASCII'] as AddressedMessage;
    const read = await PostalMime.parse(ours(message));
    expect(read.subject).toBe(message.subject);
    expect(read.to).toEqual([{ name: 'Zoë Ó Briain', address: 'zoe@oakhouse.example' }]);
    expect(read.messageId).toBe(message.messageId);
    expect(read.text?.replace(/\r\n/g, '\n').trim()).toBe(message.text.trim());
    expect(read.html?.trim()).toBe(message.html.trim());
  });

  it('writes the date in UTC with two-digit parts', () => {
    const at = Temporal.Instant.from('2027-01-04T07:05:09Z');
    expect(ours({ ...plain, at })).toContain('\r\nDate: Mon, 04 Jan 2027 07:05:09 +0000\r\n');
  });

  it('keeps every line within 998 characters', () => {
    const text = 'é'.repeat(5000);
    const longest = Math.max(
      ...ours({ ...plain, text })
        .split('\r\n')
        .map((l) => l.length),
    );
    expect(longest).toBeLessThanOrEqual(998);
  });
});

/** Text as an attacker might put it into a register or a form. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        '\u2028',
        '\u2029',
        '\u0085',
        '\t',
        '\u202e',
        ',',
        ';',
        ':',
        '<',
        '>',
        '"',
        '\\',
        '(',
        ')',
        '@',
        '=?utf-8?q?=0d=0aBcc:_x@evil.example?=',
        'Bcc: x@evil.example',
        '\r\nBcc: x@evil.example',
        '\r\n\r\n<html>',
        '\r\n.\r\n',
        'раураl',
        'é',
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

describe('a hostile name or subject', () => {
  it('adds no header, recipient or body', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, subject, officer) => {
        const message = {
          ...plain,
          subject,
          to: { name, address: 'manager@oakhouse.example' },
          replyTo: { name: officer, address: 'jo@association.example' },
        };
        const raw = ours(message);
        const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
        for (const line of head.split('\r\n'))
          expect(line).toMatch(/^([A-Z][\w-]*:( |$)|[ \t])[ -~]*$/);
        const read = await PostalMime.parse(raw);
        const allowed = [
          'auto-submitted',
          'from',
          'to',
          'reply-to',
          'subject',
          'message-id',
          'date',
          'mime-version',
          'content-type',
        ];
        expect(read.headers.map((h) => h.key).filter((k) => !allowed.includes(k))).toEqual([]);
        expect(new Set(read.headers.map((h) => h.key)).size).toBe(read.headers.length);
        expect(read.to?.map((a) => a.address)).toEqual(['manager@oakhouse.example']);
        expect(read.replyTo?.map((a) => a.address)).toEqual(['jo@association.example']);
        expect(read.cc ?? []).toEqual([]);
        expect(read.bcc ?? []).toEqual([]);
        expect(read.text?.replace(/\r\n/g, '\n').trim()).toBe(plain.text.trim());
      }),
      { numRuns: 1000, seed: 20261124 },
    );
  });
});
