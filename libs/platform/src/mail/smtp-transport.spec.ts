import { createServer, type Server } from 'node:net';
import { Temporal } from 'temporal-polyfill';
import {
  type Behaviour,
  type SinkOptions,
  type SmtpSink,
  startSmtpSink,
} from '../../../../test/harness/smtp-sink';
import type { MailMessage, SendOutcome } from './mail-transport';
import { SmtpPool } from './smtp-pool';
import { smtpOptions, SmtpTransport, type SmtpTimeouts } from './smtp-transport';

const from = { name: 'Caseload', address: 'caseload@example.org' };
const quick = { connect: 3000, greeting: 1500, silence: 1500, letter: 8000 };

const letter = (address = 'manager@oakhouse.example'): MailMessage => ({
  messageId: '<letter-1@example.org>',
  to: { name: 'Sam Carter', address },
  replyTo: null,
  subject: 'Has your passcode come?',
  text: 'Has it come?\n',
  html: '<p>Has it come?</p>\n',
  at: Temporal.Instant.from('2026-12-24T09:00:00Z'),
});

interface Row {
  fault: string;
  server?: SinkOptions;
  greet?: Behaviour;
  letter?: Behaviour;
  /** Instead of the sink’s own. */
  url?: (sinkUrl: string) => string;
  message?: MailMessage;
  /** One letter goes well first, so that the connection is already open. */
  warm?: boolean;
  outcome: SendOutcome['kind'];
  says: RegExp;
  scope?: 'none' | 'mailbox' | 'address' | 'server';
  /** Copies the recipient may find. */
  copies: 0 | 1;
}

const refuse = (at: Extract<Behaviour, { do: 'refuse' }>['at'], code: number, text: string) =>
  ({ do: 'refuse', at, code, text }) as const;

const later = /asked us to try again later: "4/;
const silent = /did not answer in time/;
const cutOff = /closed the connection before it took the letter/;
const maybe = /may or may not have arrived/;

const signIn = { user: 'caseload', pass: 'right' };

const rows: Row[] = [
  { fault: 'nothing', outcome: 'sent', says: /^250 OK: queued as 1$/, copies: 1 },
  {
    fault: 'connection refused',
    url: () => 'smtp://127.0.0.1:1',
    outcome: 'deferred',
    says: /could not be reached: connection refused/,
    copies: 0,
  },
  {
    fault: 'no such server',
    url: () => 'smtp://mail.invalid',
    outcome: 'deferred',
    says: /name was not found/,
    copies: 0,
  },
  {
    fault: 'hangs before the banner',
    greet: { do: 'hang', at: 'banner' },
    outcome: 'deferred',
    says: silent,
    copies: 0,
  },
  {
    fault: 'drops before the banner',
    greet: { do: 'drop', at: 'banner' },
    outcome: 'deferred',
    says: cutOff,
    copies: 0,
  },
  {
    fault: '421 banner',
    greet: refuse('banner', 421, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: '554 banner',
    greet: refuse('banner', 554, 'no service'),
    outcome: 'halt',
    says: /takes no letters from us: "554 no service"/,
    copies: 0,
  },
  {
    fault: 'EHLO 550',
    greet: refuse('ehlo', 550, 'no'),
    outcome: 'halt',
    says: /takes no letters/,
    copies: 0,
  },
  {
    fault: 'EHLO 421',
    greet: refuse('ehlo', 421, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'MAIL 451',
    greet: refuse('mail', 451, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'MAIL 553',
    greet: refuse('mail', 553, 'not yours'),
    outcome: 'halt',
    says: /refuses our sender address: "553 not yours"\. Check MAIL_FROM/,
    copies: 0,
  },
  {
    fault: 'MAIL 552 too big',
    greet: refuse('mail', 552, 'too big'),
    outcome: 'refused',
    scope: 'server',
    says: /refused this letter/,
    copies: 0,
  },
  {
    fault: 'MAIL hangs',
    greet: { do: 'hang', at: 'mail' },
    outcome: 'deferred',
    says: silent,
    copies: 0,
  },
  {
    fault: 'MAIL drops',
    greet: { do: 'drop', at: 'mail' },
    outcome: 'deferred',
    says: cutOff,
    copies: 0,
  },
  {
    fault: 'RCPT 450 greylisted',
    letter: refuse('rcpt', 450, 'grey'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'RCPT 451',
    letter: refuse('rcpt', 451, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'RCPT 421',
    letter: refuse('rcpt', 421, 'closing'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'RCPT 550 unknown person',
    letter: refuse('rcpt', 550, '5.1.1 <manager@oakhouse.example>: unknown user'),
    outcome: 'refused',
    scope: 'mailbox',
    says: /no such address: "550 5\.1\.1 <\[address\]>: unknown user"\.$/,
    copies: 0,
  },
  {
    fault: 'RCPT 552 mailbox full',
    letter: refuse('rcpt', 552, '5.2.2 full'),
    outcome: 'refused',
    scope: 'address',
    says: /Their mailbox is full/,
    copies: 0,
  },
  {
    fault: 'RCPT 550 in words alone',
    letter: refuse('rcpt', 550, 'No such user here'),
    outcome: 'refused',
    scope: 'mailbox',
    says: /no such address/,
    copies: 0,
  },
  {
    fault: 'RCPT 550 of which nobody knows why',
    letter: refuse('rcpt', 550, 'Requested action not taken'),
    outcome: 'refused',
    scope: 'address',
    says: /does not accept letters/,
    copies: 0,
  },
  {
    fault: 'RCPT 554 relay denied',
    letter: refuse('rcpt', 554, '5.7.1 relay denied'),
    outcome: 'refused',
    scope: 'server',
    says: /does not allow us to write to this address/,
    copies: 0,
  },
  {
    fault: 'RCPT hangs',
    letter: { do: 'hang', at: 'rcpt' },
    outcome: 'deferred',
    says: silent,
    copies: 0,
  },
  {
    fault: 'RCPT drops',
    letter: { do: 'drop', at: 'rcpt' },
    outcome: 'deferred',
    says: cutOff,
    copies: 0,
  },
  {
    fault: 'RCPT drops on a connection used before',
    warm: true,
    letter: { do: 'drop', at: 'rcpt' },
    outcome: 'deferred',
    says: cutOff,
    copies: 0,
  },
  {
    fault: 'DATA 451',
    letter: refuse('data', 451, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'DATA 554',
    letter: refuse('data', 554, 'no'),
    outcome: 'refused',
    scope: 'server',
    says: /refused this letter: "554 no"/,
    copies: 0,
  },
  {
    // A letter goes out in one piece, so that it was cut short is more than we can know.
    fault: 'drops in the middle of the body',
    letter: { do: 'drop', at: 'body' },
    outcome: 'unknown',
    says: maybe,
    copies: 0,
  },
  {
    fault: 'the dot 451',
    letter: refuse('dot', 451, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'the dot 421',
    letter: refuse('dot', 421, 'busy'),
    outcome: 'deferred',
    says: later,
    copies: 0,
  },
  {
    fault: 'the dot 554',
    letter: refuse('dot', 554, 'spam'),
    outcome: 'refused',
    scope: 'server',
    says: /refused this letter: "554 spam"/,
    copies: 0,
  },
  {
    fault: 'drops after the dot',
    letter: { do: 'drop', at: 'dot' },
    outcome: 'unknown',
    says: maybe,
    copies: 1,
  },
  {
    fault: 'drops after the dot on a connection used before',
    warm: true,
    letter: { do: 'drop', at: 'dot' },
    outcome: 'unknown',
    says: maybe,
    copies: 1,
  },
  {
    fault: 'hangs after the dot',
    letter: { do: 'hang', at: 'dot' },
    outcome: 'unknown',
    says: maybe,
    copies: 1,
  },
  {
    fault: '250 after our time-out',
    letter: { do: 'slow', ms: 2500 },
    outcome: 'unknown',
    says: maybe,
    copies: 1,
  },
  {
    fault: 'drops after 250',
    letter: { do: 'drop', at: 'after-250' },
    outcome: 'sent',
    says: /^250/,
    copies: 1,
  },
  { fault: 'slow', letter: { do: 'slow', ms: 200 }, outcome: 'sent', says: /^250/, copies: 1 },
  { fault: 'sign-in accepted', server: { auth: signIn }, outcome: 'sent', says: /^250/, copies: 1 },
  {
    fault: 'sign-in 535',
    server: { auth: signIn },
    url: (url) => url.replace('right', 'wrong'),
    outcome: 'halt',
    says: /did not accept our sign-in: "535 .*Check the user name and password in SMTP_URL/,
    copies: 0,
  },
  {
    fault: 'sign-in demanded and none given',
    server: { auth: signIn },
    url: (url) => url.replace('caseload:right@', ''),
    outcome: 'halt',
    says: /did not accept our sign-in: "530/,
    copies: 0,
  },
  {
    fault: 'sign-in not offered',
    url: (url) => url.replace('//', '//caseload:right@'),
    outcome: 'halt',
    says: /sign-in/,
    copies: 0,
  },
  {
    fault: 'STARTTLS missing',
    url: (url) => `${url}?requireTLS=true`,
    outcome: 'halt',
    says: /No secure connection/,
    copies: 0,
  },
  {
    fault: 'STARTTLS with a bad certificate',
    server: { tls: 'starttls' },
    outcome: 'halt',
    says: /No secure connection to the mail server \([A-Z_]*CERT[A-Z_]*\)/,
    copies: 0,
  },
  {
    fault: 'TLS with a bad certificate',
    server: { tls: 'implicit' },
    outcome: 'halt',
    says: /No secure connection/,
    copies: 0,
  },
  {
    fault: 'a server without TLS where it was promised',
    url: (url) => url.replace('smtp:', 'smtps:'),
    outcome: 'halt',
    says: /No secure connection/,
    copies: 0,
  },
  {
    fault: 'STARTTLS, certificate accepted by hand',
    server: { tls: 'starttls' },
    url: (url) => `${url}?tls.rejectUnauthorized=false`,
    outcome: 'sent',
    says: /^250/,
    copies: 1,
  },
  {
    fault: 'no address',
    message: { ...letter(), to: { name: null, address: null } },
    outcome: 'refused',
    scope: 'none',
    says: /^No email address is recorded for this home/,
    copies: 0,
  },
  {
    fault: 'an address that smuggles a second recipient',
    message: letter('a@home.example>\r\nRCPT TO:<b@evil.example'),
    outcome: 'refused',
    scope: 'none',
    says: /not a complete address/,
    copies: 0,
  },
];

const sinks: SmtpSink[] = [];
const transports: SmtpTransport[] = [];

async function opened(): Promise<SmtpSink> {
  const sink = await startSmtpSink();
  sinks.push(sink);
  return sink;
}

function sending(url: string, timeouts: SmtpTimeouts): SmtpTransport {
  const transport = new SmtpTransport(url, from, timeouts);
  transports.push(transport);
  return transport;
}

afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  await Promise.all(sinks.splice(0).map((sink) => sink.stop()));
});

describe('SmtpTransport', () => {
  let results: Map<string, { outcome: SendOutcome; copies: number }>;
  let warnings: jest.SpyInstance;

  beforeAll(async () => {
    // The sink's library warns of its own certificate.
    warnings = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    results = new Map(
      await Promise.all(rows.map(async (row) => [row.fault, await attempt(row)] as const)),
    );
  }, 30_000);
  afterAll(() => warnings.mockRestore());

  it.each(rows)('$fault: $outcome', ({ fault, outcome, says, scope, copies }) => {
    const result = results.get(fault);
    expect(result?.outcome.kind).toBe(outcome);
    const { outcome: got } = result as { outcome: SendOutcome };
    expect(got.kind === 'sent' ? got.reply : got.reason).toMatch(says);
    if (got.kind === 'refused') expect(got.scope).toBe(scope);
    expect(result?.copies).toBe(copies);
  });

  it('gives up on a server that drips its answer, though it is never silent', async () => {
    const drip = await listen((write) => setInterval(() => write('2'), 50));
    const transport = new SmtpTransport(drip.url, from, {
      ...quick,
      greeting: 5000,
      connect: 5000,
      letter: 500,
    });
    expect((await transport.send(letter())).kind).toBe('deferred');
    await transport.close();
    drip.server.close();
  });

  it('defers when what answers is no mail server', async () => {
    const web = await listen((write) => write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const transport = new SmtpTransport(web.url, from, quick);
    const outcome = await transport.send(letter());
    expect(outcome.kind).toBe('deferred');
    await transport.close();
    web.server.close();
  });

  it('sends many over at most five connections', async () => {
    const sink = await opened();
    const transport = sending(sink.url, quick);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        transport.send({ ...letter(), messageId: `<letter-${n}@example.org>` }),
      ),
    );
    expect(new Set(outcomes.map((o) => o.kind))).toEqual(new Set(['sent']));
    expect(new Set(sink.received.map((m) => m.messageId)).size).toBe(60);
    expect(sink.received).toHaveLength(60);
    expect(sink.mostAtOnce()).toBeLessThanOrEqual(5);
  });

  it.each([
    ['hangs before the banner', { greet: { do: 'hang', at: 'banner' } }],
    ['drops before the banner', { greet: { do: 'drop', at: 'banner' } }],
    ['says 421 in the banner', { greet: refuse('banner', 421, 'busy') }],
    ['says 550 to EHLO', { greet: refuse('ehlo', 550, 'no') }],
    ['drops at MAIL', { greet: { do: 'drop', at: 'mail' } }],
    ['says 421 to RCPT', { letter: refuse('rcpt', 421, 'closing') }],
    ['says 550 to RCPT', { letter: refuse('rcpt', 550, 'unknown') }],
    ['hangs at RCPT', { letter: { do: 'hang', at: 'rcpt' } }],
    ['drops after the body', { letter: { do: 'drop', at: 'dot' } }],
    ['says 554 to the body', { letter: refuse('dot', 554, 'spam') }],
  ] as [string, { greet?: Behaviour; letter?: Behaviour }][])(
    'is as good as new after a server that %s, twice as many times as it has connections',
    async (_name, { greet, letter: how }) => {
      const sink = await opened();
      const transport = sending(sink.url, {
        ...quick,
        greeting: 300,
        silence: 300,
      });
      if (greet) sink.greet(greet);
      if (how) sink.behave(how);
      const ten = (name: string) =>
        Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            transport.send({ ...letter(), messageId: `<${name}-${n}@example.org>` }),
          ),
        );
      expect((await ten('first')).filter((o) => o.kind === 'sent')).toEqual([]);
      sink.greet({ do: 'accept' });
      sink.behave({ do: 'accept' });
      expect((await ten('second')).map((o) => o.kind)).toEqual(Array(10).fill('sent'));
      expect(sink.mostAtOnce()).toBeLessThanOrEqual(5);
    },
  );

  it('takes a new connection when the ones it kept have been closed by the server', async () => {
    const sink = await opened();
    const transport = sending(sink.url, quick);
    expect((await transport.send(letter())).kind).toBe('sent');
    sink.greet((n) => (n === 1 ? refuse('mail', 421, 'idle for too long') : { do: 'accept' }));
    expect((await transport.send(letter())).kind).toBe('sent');
    expect(sink.connections()).toBe(2);
    expect(sink.received).toHaveLength(2);
  });

  it('replaces a connection that has carried enough letters', async () => {
    const sink = await opened();
    const { connection } = smtpOptions(sink.url, quick);
    const pool = new SmtpPool(connection, undefined, quick.letter, 10);
    const raw = Buffer.from('Subject: x\r\n\r\nx\r\n');
    for (let n = 0; n < 21; n++)
      await pool.send({ from: 'a@x.example', to: ['b@y.example'] }, raw, { begun: false });
    expect(sink.received).toHaveLength(21);
    expect(sink.connections()).toBe(3);
    pool.closeIdle();
  });

  it('lets a letter under way finish before it closes', async () => {
    const sink = await opened();
    sink.behave({ do: 'slow', ms: 200 });
    const transport = sending(sink.url, quick);
    const under = transport.send(letter());
    await transport.close();
    expect((await under).kind).toBe('sent');
  });

  it('puts the envelope, Message-ID and Auto-Submitted on the wire', async () => {
    const sink = await opened();
    const transport = sending(sink.url, quick);
    await transport.send(letter());
    expect(sink.received[0]).toMatchObject({
      messageId: '<letter-1@example.org>',
      from: 'caseload@example.org',
      to: ['manager@oakhouse.example'],
    });
    expect(sink.received[0]?.raw).toContain('Auto-Submitted: auto-generated\r\n');
    expect(sink.received[0]?.raw).toContain('From: Caseload <caseload@example.org>\r\n');
  });
});

describe('smtpOptions', () => {
  it('insists on encryption where a password travels', () => {
    expect(smtpOptions('smtp://u:p@mail.example:587', quick).connection.requireTLS).toBe(true);
  });
  it('lets a relay on this machine do without', () => {
    expect(smtpOptions('smtp://u:p@127.0.0.1:587', quick).connection.requireTLS).toBe(false);
  });
  it('takes STARTTLS as offered where there is no password', () => {
    expect(smtpOptions('smtp://mail.example', quick).connection.requireTLS).toBe(false);
  });
});

async function attempt(row: Row): Promise<{ outcome: SendOutcome; copies: number }> {
  const sink = await startSmtpSink(row.server);
  const url = row.url ? row.url(sink.url) : sink.url;
  const transport = new SmtpTransport(url, from, quick);
  try {
    if (row.warm) await transport.send({ ...letter(), messageId: '<warm@example.org>' });
    if (row.greet) sink.greet(row.greet);
    if (row.letter) sink.behave(row.letter);
    const outcome = await transport.send(row.message ?? letter());
    return { outcome, copies: sink.copies('<letter-1@example.org>') };
  } finally {
  }
}

/** A server that says whatever it likes as soon as someone connects. */
async function listen(
  talk: (write: (text: string) => void) => unknown,
): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const timer = talk((text) => socket.write(text));
    socket.on('close', () => clearInterval(timer as NodeJS.Timeout));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, server };
}
