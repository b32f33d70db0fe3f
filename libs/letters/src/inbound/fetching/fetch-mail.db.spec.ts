import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Database, Sealer, SettableClock } from '@app/platform';
import { asOwner } from '../../../../../test/harness/as-owner';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { describeWithDovecot } from '../../../../../test/harness/dovecot';
import { mailLimits } from '../limits';
import { rawPlace } from '../storing/store-arrivals';
import { FetchMail, mailboxKey } from './fetch-mail';
import { type ImapAccess, readImapAccess } from './imap-access';
import { ImapMailbox } from './imap-mailbox';
import { inboundHalt } from './mailbox-place';

const now = '2026-11-20T10:00:00Z';
const received = '2026-11-20T09:30:00Z';
const quick = { connect: 5_000, greeting: 1_500, silence: 3_000, visit: 30_000 };
const sealer = new Sealer('a field key for tests, 0123456789 and more');

let stored: TestDatabase;
let db: Database;
let clock: SettableClock;

beforeAll(async () => {
  stored = await testDatabase();
  db = new Database(stored.url);
});
beforeEach(async () => {
  clock = new SettableClock(now);
  await asOwner(db, 'TRUNCATE inbound_mailbox, inbound_raw, inbound_message CASCADE');
});
afterAll(async () => {
  await db.close();
  await stored.drop();
});

const letter = (
  subject: string,
  body = 'It came today.\r\n',
  id = `${randomUUID()}@home.example`,
) =>
  [
    `Message-ID: <${id}>`,
    'From: Sam Carter <sam@home.example>',
    'To: caseload@association.example',
    `Subject: ${subject}`,
    'Date: Fri, 20 Nov 2026 09:30:00 +0000',
    '',
    body,
  ].join('\r\n');

const accessTo = (url: string, after: ImapAccess['after'] = 'leave'): ImapAccess => {
  const access = readImapAccess({ imapUrl: url, imapAfter: after });
  if (!access) throw new Error('No access.');
  return access;
};

const fetchOf = (access: ImapAccess, patience = quick, trust = {}) =>
  new FetchMail(db, clock, sealer, new ImapMailbox(access, patience, trust));

async function subjects(): Promise<string[]> {
  const rows = await db.query<{ id: string; sealed: Buffer }>(
    `SELECT m.id, r.sealed FROM inbound_message m JOIN inbound_raw r ON r.message_id = m.id
      ORDER BY m.received_at, m.stored_at, m.id`,
  );
  return rows
    .map(({ id, sealed }) => sealer.open<string>(rawPlace(id), sealed))
    .map((raw) => /^Subject: (.*)\r$/m.exec(Buffer.from(raw, 'base64').toString())?.[1] ?? '')
    .sort();
}

describeWithDovecot('fetching mail', (dovecot) => {
  let user: string;
  beforeEach(() => {
    user = `box-${randomUUID()}`;
  });
  const access = (after?: ImapAccess['after']) => accessTo(dovecot().url(user), after);

  it('stores what is there, and each time only what is new', async () => {
    await dovecot().append(user, [letter('one'), letter('two')], received);
    const fetch = fetchOf(access());
    expect(await fetch.run()).toEqual({ stored: 2, failure: null });
    expect(await fetch.run()).toEqual({ stored: 0, failure: null });
    await dovecot().append(user, [letter('three')], received);
    expect(await fetch.run()).toEqual({ stored: 1, failure: null });
    expect(await subjects()).toEqual(['one', 'three', 'two']);
    expect(await inboundHalt(db, mailboxKey(sealer, access()), clock.now())).toBeNull();
  });

  it('changes nothing in the mailbox unless it is told to', async () => {
    await dovecot().append(user, [letter('one')], received);
    await fetchOf(access()).run();
    const flags = await dovecot().asOwner(user, async (client) => {
      await client.mailboxOpen('INBOX');
      return (await client.fetchAll('1:*', { flags: true })).map((m) => [...(m.flags ?? [])]);
    });
    expect(flags.flat()).not.toContain('\\Seen');
    expect(flags).toHaveLength(1);
  });

  it.each([
    ['mark-read', ['\\Seen']],
    ['delete', []],
  ] as const)('does what IMAP_AFTER=%s asks for, after storing', async (after, expected) => {
    await dovecot().append(user, [letter('one')], received);
    expect(await fetchOf(access(after)).run()).toEqual({ stored: 1, failure: null });
    const flags = await dovecot().asOwner(user, async (client) => {
      const { exists } = await client.mailboxOpen('INBOX');
      if (exists === 0) return [];
      const messages = await client.fetchAll('1:*', { flags: true });
      return messages.flatMap((m) => [...(m.flags ?? [])]).filter((flag) => flag === '\\Seen');
    });
    expect(flags).toEqual(expected);
    expect(await subjects()).toEqual(['one']);
  });

  it('stores a message once that is delivered twice, and two that share a Message-ID both', async () => {
    const once = letter('one', 'Same.\r\n', 'same@home.example');
    const again = `Received: from relay.example by mx.example; Fri, 20 Nov 2026\r\n${once}\r\n`;
    const other = letter('one', 'Another text.\r\n', 'same@home.example');
    await dovecot().append(user, [once, again, other], received);
    expect(await fetchOf(access()).run()).toEqual({ stored: 2, failure: null });
  });

  it('leaves out mail from long before the first look', async () => {
    await dovecot().append(user, [letter('old')], '2026-10-20T09:30:00Z');
    await dovecot().append(user, [letter('new')], received);
    const fetch = fetchOf(access());
    await fetch.run();
    await fetch.run();
    expect(await subjects()).toEqual(['new']);
  });

  it('recognises every message when the server numbers them anew, and finds the new one', async () => {
    await dovecot().append(
      user,
      [letter('one', 'x', 'a@h.example'), letter('two', 'x', 'b@h.example')],
      received,
    );
    const fetch = fetchOf(access());
    await fetch.run();
    const [before] = await db.query<{ uid_validity: string }>('SELECT * FROM inbound_mailbox');
    await dovecot().asOwner(user, async (client) => {
      await client.mailboxCreate('Kept');
      await client.mailboxOpen('INBOX');
      await client.messageCopy('1:*', 'Kept');
    });
    // The folder is made anew, as after a restore: UIDs begin at 1 again.
    const renamed = accessTo(dovecot().url(user).replace('INBOX', 'Post'));
    await dovecot().asOwner(user, async (client) => {
      await client.mailboxRename('Kept', 'Post');
      await client.append('Post', letter('three'), [], received);
    });
    const key = mailboxKey(sealer, access());
    await db.query('UPDATE inbound_mailbox SET key = $2 WHERE key = $1', [
      key,
      mailboxKey(sealer, renamed),
    ]);
    expect(await fetchOf(renamed).run()).toEqual({ stored: 1, failure: null });
    const [after] = await db.query<{ uid_validity: string }>('SELECT * FROM inbound_mailbox');
    expect(after?.uid_validity).not.toBe(before?.uid_validity);
    expect(await subjects()).toEqual(['one', 'three', 'two']);
  });

  it('lets one of two workers read at a time, and neither stores a message twice', async () => {
    await dovecot().append(
      user,
      Array.from({ length: 40 }, (_, n) => letter(`m${n}`)),
      received,
    );
    const [first, second] = [fetchOf(access()), fetchOf(access())];
    const both = await Promise.all([first.run(), second.run()]);
    expect(both.filter((result) => result === null)).toHaveLength(1);
    expect(await subjects()).toHaveLength(40);
  });

  it('takes over from a worker that died, and lets it store nothing more', async () => {
    await dovecot().append(user, [letter('one')], received);
    await db.query(
      `INSERT INTO inbound_mailbox (key, claimed_by, lease_until) VALUES ($1, 'dead', $2)`,
      [mailboxKey(sealer, access()), '2026-11-20T10:01:00Z'],
    );
    const fetch = fetchOf(access());
    expect(await fetch.run()).toBeNull();
    clock.set('2026-11-20T10:01:00Z');
    expect(await fetch.run()).toEqual({ stored: 1, failure: null });
  });

  it('keeps only the beginning of a message that is too large, and reads on after it', async () => {
    const huge = letter(
      'huge',
      `${'A'.repeat(76)}\r\n`.repeat(Math.ceil(mailLimits.message / 78) + 1),
    );
    await dovecot().append(user, [huge, letter('next')], received);
    const patient = { ...quick, silence: 20_000 };
    expect(await fetchOf(access(), patient).run()).toEqual({ stored: 2, failure: null });
    expect(await subjects()).toEqual(['huge', 'next']);
    const [row] = await db.query<{ size: number; kept: number }>(
      `SELECT m.size, length(r.sealed) AS kept FROM inbound_message m JOIN inbound_raw r ON r.message_id = m.id
        ORDER BY m.size DESC LIMIT 1`,
    );
    expect(row?.size).toBeGreaterThan(mailLimits.message);
    expect(row?.kept).toBeLessThan(2 * mailLimits.beginning);
  }, 60_000);

  it('takes in 1,000 messages at once', async () => {
    const messages = Array.from({ length: 1_000 }, (_, n) => letter(`m${n}`));
    await dovecot().append(user, messages, received);
    const began = performance.now();
    expect(await fetchOf(access()).run()).toEqual({ stored: 1_000, failure: null });
    const seconds = (performance.now() - began) / 1000;
    process.stderr.write(`1,000 messages were stored in ${seconds.toFixed(1)} s.\n`);
    expect(seconds).toBeLessThan(30);
  }, 90_000);

  it('reads over TLS with a certificate it trusts, and with no other', async () => {
    await dovecot().append(user, [letter('one')], received);
    const tls = accessTo(dovecot().url(user, 'tls'));
    const refused = await fetchOf(tls).run();
    expect(refused).toMatchObject({ stored: 0, failure: expect.stringContaining('certificate') });
    const trusted = fetchOf(tls, quick, { ca: dovecot().certificate });
    expect(await trusted.run()).toEqual({ stored: 1, failure: null });
  });

  it('says why it may not sign in, and since when no mail comes', async () => {
    const wrong = { ...access(), password: 'wrong' };
    const patient = { ...quick, silence: 10_000 };
    const result = await fetchOf(wrong, patient).run();
    expect(result?.failure).toContain('refused our sign-in');
    clock.set('2026-11-20T10:05:00Z');
    await fetchOf(wrong, patient).run();
    const halt = await inboundHalt(db, mailboxKey(sealer, wrong), clock.now());
    expect(halt).toEqual({ since: now, reason: expect.stringContaining('sign-in') });
    expect(await fetchOf(access()).run()).toEqual({ stored: 0, failure: null });
    expect(await inboundHalt(db, mailboxKey(sealer, wrong), clock.now())).toBeNull();
  });

  it('goes on where it was when the connection dies half way', async () => {
    const messages = Array.from({ length: 250 }, (_, n) => letter(`m${n}`, 'x'.repeat(2_000)));
    await dovecot().append(user, messages, received);
    const { port } = access();
    const between = await cutAfter(port, 350_000);
    const cut = { ...access(), port: between.port };
    const first = await fetchOf(cut).run();
    expect(first?.failure).toMatch(/broke|does not answer/);
    expect(first?.stored).toBeGreaterThan(0);
    expect(first?.stored).toBeLessThan(250);
    between.heal();
    const second = await fetchOf(cut).run();
    expect(second).toEqual({ stored: 250 - (first?.stored ?? 0), failure: null });
    expect(new Set(await subjects()).size).toBe(250);
    between.close();
  }, 30_000);
});

describe('a mail server that is no help', () => {
  const key = mailboxKey(sealer, accessTo('imap://u:p@127.0.0.1:1'));

  it('says it cannot be reached', async () => {
    const { port, close } = await silent();
    close();
    const result = await fetchOf(accessTo(`imap://u:p@127.0.0.1:${port}`)).run();
    expect(result).toEqual({ stored: 0, failure: expect.stringContaining('cannot be reached') });
    expect(await inboundHalt(db, key, clock.now())).toMatchObject({ since: now });
  });

  it('does not wait for ever for one that says nothing', async () => {
    const { port, close } = await silent();
    const result = await fetchOf(accessTo(`imap://u:p@127.0.0.1:${port}`)).run();
    expect(result).toEqual({ stored: 0, failure: 'the mail server does not answer' });
    close();
  });

  it('does not wait for ever for one that greets and then drips', async () => {
    const { port, close } = await silent((socket) => {
      socket.write('* OK ready\r\n');
      const timer = setInterval(() => socket.write('* OK still here\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const drips = { ...quick, visit: 1_000 };
    const result = await fetchOf(accessTo(`imap://u:p@127.0.0.1:${port}`), drips).run();
    expect(result).toEqual({ stored: 0, failure: 'the mail server does not answer' });
    close();
  });

  it('says that mail is not looked for when no worker runs', async () => {
    await db.query('INSERT INTO inbound_mailbox (key, checked_at) VALUES ($1, $2)', [key, now]);
    clock.set('2026-11-20T10:14:00Z');
    expect(await inboundHalt(db, key, clock.now())).toBeNull();
    clock.set('2026-11-20T10:16:00Z');
    expect(await inboundHalt(db, key, clock.now())).toMatchObject({ since: now });
  });
});

interface Listening {
  port: number;
  close(): void;
}

async function silent(greet: (socket: Socket) => void = () => undefined): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  const port = await listen(server);
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Stands between, and cuts each connection after so many bytes from the server, until healed. */
async function cutAfter(to: number, bytes: number): Promise<Listening & { heal(): void }> {
  let left = bytes;
  const sockets = new Set<Socket>();
  const { connect } = await import('node:net');
  const server = createServer((socket) => {
    const upstream = connect(to, '127.0.0.1');
    sockets.add(socket).add(upstream);
    for (const one of [socket, upstream]) one.on('error', () => undefined);
    socket.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left > 0) socket.write(chunk);
      else {
        socket.destroy();
        upstream.destroy();
      }
    });
  });
  const port = await listen(server);
  return {
    port,
    heal: () => {
      left = Number.POSITIVE_INFINITY;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
