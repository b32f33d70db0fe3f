import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Certificate, makeCertificate } from '../../../../test/harness/certificate';
import { type SinkOptions, type SmtpSink, startSmtpSink } from '../../../../test/harness/smtp-sink';
import type { MailTls } from '../config';
import type { MailMessage, SendOutcome } from './mail-transport';
import { SmtpTransport } from './smtp-transport';

const from = { name: 'Caseload', address: 'caseload@example.org' };
const quick = { connect: 3000, greeting: 1500, silence: 1500, letter: 8000 };

const letter: MailMessage = {
  messageId: '<letter-1@example.org>',
  to: { name: 'Sam Cärter', address: 'manager@oakhouse.example' },
  replyTo: { name: 'Jo Reed', address: 'jo.reed@association.example' },
  subject: 'Has your passcode come? – with  two blanks and an é',
  text: 'Has it come?  \n\n\nA line with blanks \t at its end \t\n\n\n',
  html: `<p>${'Has it come? '.repeat(30)}</p>\n`,
  stopUrl: 'https://caseload.example.org/stop/abc123_-',
  at: Temporal.Instant.from('2026-12-24T09:00:00Z'),
};

interface Sent {
  outcome: SendOutcome;
  raw: string;
  secure: boolean | null;
}

async function sendTo(
  server: SinkOptions,
  url: (sink: SmtpSink) => string,
  tls?: MailTls,
  dkim?: ConstructorParameters<typeof SmtpTransport>[3],
): Promise<Sent> {
  const sink = await startSmtpSink(server);
  const transport = new SmtpTransport(url(sink), from, quick, { tls, ...dkim });
  const outcome = await transport.send(letter);
  await transport.close();
  await sink.stop();
  const [got] = sink.received;
  return { outcome, raw: got?.raw ?? '', secure: got?.secure ?? null };
}

describe('TLS', () => {
  let known: Certificate;
  let warnings: jest.SpyInstance;

  beforeAll(() => {
    known = makeCertificate();
    // The sink's library warns of its own certificate.
    warnings = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterAll(() => warnings.mockRestore());

  const trusting = ({ url }: SmtpSink) => `${url}?tls.ca=${encodeURIComponent(known.cert)}`;
  const plain = ({ url }: SmtpSink) => url;
  const offered = (): SinkOptions => ({ tls: 'starttls', certificate: known });

  it('required: goes encrypted to a server whose certificate is good', async () => {
    const { outcome, secure } = await sendTo(offered(), trusting, 'required');
    expect([outcome.kind, secure]).toEqual(['sent', true]);
  });

  it('required: nothing leaves when the server offers no encryption', async () => {
    const { outcome, secure } = await sendTo({}, plain, 'required');
    expect([outcome.kind, secure]).toEqual(['halt', null]);
  });

  it.each([['required'], ['opportunistic'], [undefined]] as const)(
    '%s: nothing leaves when nobody vouches for the certificate',
    async (tls) => {
      const { outcome, secure } = await sendTo(offered(), plain, tls);
      expect([outcome.kind, secure]).toEqual(['halt', null]);
    },
  );

  it('required: nothing leaves when the certificate is another server’s', async () => {
    const elsewhere = (sink: SmtpSink) => `${trusting(sink)}&tls.servername=mail.example.org`;
    const { outcome, secure } = await sendTo(offered(), elsewhere, 'required');
    expect([outcome.kind, secure]).toEqual(['halt', null]);
  });

  it('opportunistic: goes encrypted where that is offered, and in clear where it is not', async () => {
    const one = await sendTo(offered(), trusting, 'opportunistic');
    expect([one.outcome.kind, one.secure]).toEqual(['sent', true]);
    const two = await sendTo({}, plain, 'opportunistic');
    expect([two.outcome.kind, two.secure]).toEqual(['sent', false]);
  });

  it('off: goes in clear though encryption is offered', async () => {
    const { outcome, secure } = await sendTo(offered(), plain, 'off');
    expect([outcome.kind, secure]).toEqual(['sent', false]);
  });

  it('goes encrypted from the start with smtps, and checks the certificate there too', async () => {
    const server: SinkOptions = { tls: 'implicit', certificate: known };
    const good = await sendTo(server, trusting, 'required');
    expect([good.outcome.kind, good.secure]).toEqual(['sent', true]);
    expect((await sendTo(server, plain, 'required')).outcome.kind).toBe('halt');
  });

  it('required: the password waits for encryption', async () => {
    const auth = { user: 'caseload', pass: 'right' };
    expect((await sendTo({ auth }, plain, 'required')).outcome.kind).toBe('halt');
    const good = await sendTo({ ...offered(), auth }, trusting, 'required');
    expect([good.outcome.kind, good.secure]).toEqual(['sent', true]);
  });
});

describe('DKIM', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const dkim = { domain: 'example.org', selector: 'caseload', key };
  let raw: string;

  beforeAll(async () => {
    ({ raw } = await sendTo({}, ({ url }) => url, undefined, { dkim }));
  });

  it('signs what arrives, so that the public key bears it out', () => {
    expect(verified(raw, pair.publicKey)).toEqual({ body: true, signature: true });
  });

  it('names domain, selector, and the fields that matter', () => {
    const tags = tagsOf(raw);
    expect(tags).toMatchObject({ v: '1', a: 'rsa-sha256', d: 'example.org', s: 'caseload' });
    expect((tags.h ?? '').split(':').sort()).toEqual(
      [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'list-unsubscribe',
        'message-id',
        'mime-version',
        'reply-to',
        'subject',
        'to',
      ].sort(),
    );
  });

  it.each([
    ['the body', (text: string) => text.replace('Has it come', 'Has it gone')],
    ['the subject', (text: string) => text.replace('passcode', 'password')],
    ['the recipient', (text: string) => text.replace('manager@oak', 'other@oak')],
    ['the page to stop at', (text: string) => text.replace('/stop/abc', '/stop/xyz')],
  ] as [string, (text: string) => string][])('does not bear out a changed %s', (_name, change) => {
    const changed = change(raw);
    expect(changed).not.toBe(raw);
    const { body, signature } = verified(changed, pair.publicKey);
    expect(body && signature).toBe(false);
  });

  it('is not borne out by another key', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    expect(verified(raw, other)).toEqual({ body: true, signature: false });
  });

  it('signs nothing without a key', async () => {
    const { raw: unsigned } = await sendTo({}, ({ url }) => url);
    expect(unsigned).not.toMatch(/^DKIM-Signature:/im);
  });
});

// A check of our own, from RFC 6376 sections 3.4 and 3.7, that shares nothing with the signer.

/** Header fields with their folded lines, and the body. */
function split(raw: string): { fields: [name: string, value: string][]; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n(?=[ \t])/g, '\u0001');
  const fields = lines.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).replaceAll('\u0001', '\r\n')];
  });
  return { fields, body: raw.slice(end + 4) };
}

function tagsOf(raw: string): Record<string, string> {
  const value = split(raw).fields.find(([name]) => name === 'dkim-signature')?.[1] ?? '';
  return Object.fromEntries(
    value
      .replace(/\s+/g, '')
      .split(';')
      .filter(Boolean)
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
}

const relaxed = (value: string): string =>
  value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();

function verified(
  raw: string,
  publicKey: Parameters<ReturnType<typeof createVerify>['verify']>[0],
): { body: boolean; signature: boolean } {
  const { fields, body } = split(raw);
  const tags = tagsOf(raw);
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  const hash = createHash('sha256')
    .update(`${lines.join('\r\n')}\r\n`)
    .digest('base64');
  const signed = (tags.h ?? '').split(':').map((name) => {
    const value = fields.findLast(([field]) => field === name)?.[1] ?? '';
    return `${name}:${relaxed(value)}\r\n`;
  });
  const own = fields.find(([name]) => name === 'dkim-signature')?.[1] ?? '';
  const withoutSignature = relaxed(own).replace(/b=[^;]*$/, 'b=');
  const verifier = createVerify('RSA-SHA256');
  verifier.update(`${signed.join('')}dkim-signature:${withoutSignature}`);
  return {
    body: hash === tags.bh,
    signature: verifier.verify(publicKey, Buffer.from(tags.b ?? '', 'base64')),
  };
}
