import { Temporal } from 'temporal-polyfill';
import { type SmtpSink, startSmtpSink } from '../../../../test/harness/smtp-sink';
import type { MailMessage } from './mail-transport';
import { SmtpTransport } from './smtp-transport';

const quick = { connect: 3000, greeting: 1500, silence: 1500, letter: 8000 };
const good: MailMessage = {
  messageId: '<letter-1@example.org>',
  to: { name: 'Sam Carter', address: 'manager@oakhouse.example' },
  replyTo: { name: 'Jo Reed', address: 'jo.reed@association.example' },
  subject: 'Has your passcode come?',
  text: 'Has it come?\n',
  html: '<p>Has it come?</p>\n',
  stopUrl: 'https://caseload.example.org/stop/abc',
  at: Temporal.Instant.from('2026-12-24T09:00:00Z'),
};

const spy = 'spy@evil.example';

/** What people, registers and attackers put where a name, an address or a line should be. */
const payloads: readonly [string, string][] = [
  ['CR LF', `Sam\r\nBcc: ${spy}`],
  ['CR', `Sam\rBcc: ${spy}`],
  ['LF', `Sam\nBcc: ${spy}`],
  ['CR LF twice, a body of its own', `Sam\r\n\r\n<script>x</script>`],
  ['a folded line', `Sam\r\n Bcc: ${spy}`],
  ['NUL', `Sam\0\r\nBcc: ${spy}`],
  ['U+2028', `Sam\u2028Bcc: ${spy}`],
  ['U+2029', `Sam\u2029Bcc: ${spy}`],
  ['U+0085', `Sam\u0085Bcc: ${spy}`],
  ['vertical tab and form feed', `Sam\v\fBcc: ${spy}`],
  ['an encoded word', `=?utf-8?Q?Sam=0D=0ABcc=3A_spy=40evil.example?=`],
  ['an encoded word in base64', `=?utf-8?B?U2FtDQpCY2M6IHNweUBldmlsLmV4YW1wbGU=?=`],
  ['an encoded word that is not ended', `=?utf-8?Q?Sam`],
  ['a quoted name', `"Sam" <${spy}>, "x`],
  ['an escaped quote', `Sam\\" <${spy}>`],
  ['commas', `Sam, ${spy}, Kim`],
  ['semicolon and group', `Friends: ${spy};`],
  ['angle brackets', `Sam <${spy}>`],
  ['a comment', `Sam (${spy})`],
  ['a closing bracket', `Sam>, <${spy}`],
  ['look-alikes of the separators', `Sam﹐ ${spy}＜${spy}＞`],
  ['a look-alike domain', 'sаm@оаkhоuse.example'],
  ['text that turns round', `Sam\u202emoc.live@yps\u202c`],
  ['lone surrogates', `Sam\ud800\udc00\udfff`],
  ['SMTP commands', `a@home.example>\r\nRCPT TO:<${spy}>\r\nDATA\r\n.`],
  ['a dot on its own line', `Sam\r\n.\r\nMAIL FROM:<${spy}>`],
  ['very long', `${'Sam '.repeat(600)}\r\nBcc: ${spy}`],
];

/** Every field of a letter that reaches a header or the envelope. */
const fields: readonly [string, (text: string) => Partial<MailMessage>][] = [
  ['recipient’s name', (name) => ({ to: { name, address: 'manager@oakhouse.example' } })],
  ['recipient’s address', (address) => ({ to: { name: 'Sam', address } })],
  ['local part of the address', (x) => ({ to: { name: 'Sam', address: `${x}@home.example` } })],
  ['domain of the address', (x) => ({ to: { name: 'Sam', address: `manager@${x}` } })],
  ['name of who answers reach', (name) => ({ replyTo: { name, address: 'jo@a.example' } })],
  ['address that answers reach', (address) => ({ replyTo: { name: 'Jo', address } })],
  ['subject', (subject) => ({ subject })],
  ['Message-ID', (id) => ({ messageId: `<${id}@example.org>` })],
  ['page to stop at', (url) => ({ stopUrl: url })],
  ['end of the page to stop at', (x) => ({ stopUrl: `https://caseload.example.org/stop/${x}` })],
  ['text', (text) => ({ text })],
  ['HTML', (html) => ({ html })],
];

const cases = fields.flatMap(([field, change]) =>
  payloads.map(([name, payload]) => ({ field, name, change: change(payload) })),
);

/** Names a letter of ours may have, each once. */
const allowed = [
  'Auto-Submitted',
  'Content-Type',
  'Date',
  'From',
  'List-Unsubscribe',
  'MIME-Version',
  'Message-ID',
  'Reply-To',
  'Subject',
  'To',
];

let sink: SmtpSink;
let ours: SmtpTransport;

beforeAll(async () => {
  sink = await startSmtpSink();
  ours = transportFrom('Caseload');
});
beforeEach(() => sink.forget());
afterAll(async () => {
  await ours.close();
  await sink.stop();
});

function transportFrom(name: string): SmtpTransport {
  return new SmtpTransport(sink.url, { name, address: 'caseload@example.org' }, quick);
}

const send = async (message: MailMessage, transport = ours): Promise<string> =>
  (await transport.send(message)).kind;

/** Whatever arrived is one letter to one recipient with no header but ours. */
function expectHarmless(): void {
  for (const { to, raw } of sink.received) {
    expect(to).toHaveLength(1);
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
    const names = lines.map((line) => /^([!-9;-~]+):/.exec(line)?.[1] ?? `no header: ${line}`);
    expect(names.filter((header) => !allowed.includes(header))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    // Nothing but ASCII, and no control characters, in a header.
    expect(lines.filter((line) => /[^\t\x20-\x7e]/.test(line))).toEqual([]);
    // One mailbox in each, however the name before it is written.
    for (const line of lines.filter((l) => /^(To|From|Reply-To):/.test(l)))
      expect(line.replace(/"(\\.|[^"\\])*"/g, '').match(/@/g)?.length ?? 0).toBeLessThanOrEqual(1);
  }
}

it.each(cases)('$name in the $field does no harm', async ({ field, change }) => {
  const kind = await send({ ...good, ...change });
  expect(['sent', 'refused']).toContain(kind);
  expect(sink.received).toHaveLength(kind === 'sent' ? 1 : 0);
  expectHarmless();
  const [to] = sink.received[0]?.to ?? [];
  if (to !== undefined && !field.includes('address')) expect(to).toBe('manager@oakhouse.example');
  expect(sink.received.flatMap((m) => m.to)).not.toContain(spy);
});

it.each(payloads)('%s in the name of MAIL_FROM does no harm', async (_name, payload) => {
  const transport = transportFrom(payload);
  expect(await send(good, transport)).toBe('sent');
  expectHarmless();
  await transport.close();
});

describe('List-Unsubscribe', () => {
  const stopOf = (raw: string) => /^List-Unsubscribe: (.*)\r$/m.exec(raw)?.[1] ?? null;

  it('holds the page of the letter, and nothing else can stand in it', async () => {
    const urls = [
      'https://caseload.example.org/stop/abc',
      'http://localhost:3000/stop/abc?x=1',
      'mailto:spy@evil.example',
      'javascript:alert(1)',
      'https://a.example/>, <mailto:spy@evil.example',
      `https://a.example/${'x'.repeat(1000)}`,
      'https://a.example/ä',
      '',
    ];
    const got: (string | null)[] = [];
    for (const stopUrl of urls) {
      sink.forget();
      await send({ ...good, stopUrl });
      got.push(stopOf(sink.received[0]?.raw ?? ''));
    }
    expect(got).toEqual([`<${urls[0]}>`, `<${urls[1]}>`, null, null, null, null, null, null]);
  });

  it('is not there when the letter has no such page', async () => {
    await send({ ...good, stopUrl: null });
    expect(stopOf(sink.received[0]?.raw ?? '')).toBeNull();
  });
});

it('writes a look-alike domain as what it is', async () => {
  await send({ ...good, to: { name: 'Sam', address: 'sam@оаkhouse.example' } });
  expect(sink.received[0]?.raw).toMatch(/^To: Sam <sam@xn--[a-z0-9-]+\.example>\r$/m);
});
