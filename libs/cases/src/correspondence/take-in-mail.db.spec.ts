import { randomUUID } from 'node:crypto';
import { SilentBells } from '@app/follow-ups';
import {
  addressKey,
  addressStandings,
  Inbox,
  planLetters,
  signedReplyAddress,
  storeArrivals,
} from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { newLetter, newMatter } from '../../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import type { CaseRow } from '../case.repository';
import { RecordFactService } from '../record-fact.service';
import { TakeInMail } from './take-in-mail.service';

const friday = '2026-11-20T10:00:00Z';
const received = '2026-11-20T09:50:00Z';
const config = { mailFrom: 'Help <help@association.example>', publicUrl: 'http://localhost:3000' };
const domain = 'association.example';

let engine: Engine;
let mail: TakeInMail;
let officerId: string;
let homes = 0;

const takeInMail = (): TakeInMail => {
  const { db, clock, settings } = engine;
  const recording = new RecordFactService(db, clock, new SilentBells(), settings);
  return new TakeInMail(db, clock, recording, new SilentBells(), settings, config);
};

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db, { email: 'priya@association.example' });
  mail = takeInMail();
});
beforeEach(() => engine.clock.set(friday));
afterAll(() => engine.close());

interface Home {
  case: CaseRow;
  name: string;
  email: string;
}

async function home(email?: string): Promise<Home> {
  homes += 1;
  const address = email ?? `manager@brookfield${homes}.example`;
  const site = await buildSite(engine.db, {
    name: `Brookfield Number${homes}`,
    sealer: engine.sealer,
    contact: { name: 'Sam Carter', email: address },
  });
  const row = await engine.cases.open(
    { locationId: site.locationId, officerId, on: '2026-11-01' },
    'officer:test',
  );
  return { case: row, name: site.name, email: address };
}

/** A letter that has gone to this address about these homes. */
async function letterTo(address: string, ...about: Home[]): Promise<string> {
  const at = Temporal.Instant.from('2026-11-19T09:00:00Z');
  const letter = newLetter(about[0]?.case.id ?? '', {
    addressKey: addressKey(engine.sealer, address),
    matters: about.map((one) => newMatter(one.case.id)),
    to: { name: 'Sam Carter', address },
    routine: false,
    plannedAt: at,
    sendFrom: at,
    day: '2026-11-19',
  });
  await planLetters(engine.db, engine.sealer, [letter], domain);
  await engine.db.query("UPDATE letter SET status = 'sent', settled_at = $2 WHERE id = $1", [
    letter.id,
    at.toString(),
  ]);
  return letter.id;
}

const replyTo = (letterId: string) => signedReplyAddress(engine.sealer, config.mailFrom, letterId);

const message = (headers: Record<string, string>, body: string): string =>
  [
    ...Object.entries({
      'Message-ID': `<${randomUUID()}@mail.example>`,
      Date: 'Fri, 20 Nov 2026 09:45:00 +0000',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
    '',
  ].join('\r\n');

async function arrive(...raws: string[]): Promise<string[]> {
  const receivedAt = Temporal.Instant.from(received);
  const before = await engine.db.query<{ id: string }>('SELECT id FROM inbound_message');
  await storeArrivals(
    engine.db,
    engine.sealer,
    raws.map((raw) => ({ raw: Buffer.from(raw), size: raw.length, receivedAt, place: '' })),
    engine.clock.now(),
  );
  await mail.run();
  const known = new Set(before.map(({ id }) => id));
  const all = await engine.db.query<{ id: string }>(
    'SELECT id FROM inbound_message ORDER BY stored_at, id',
  );
  return all.map(({ id }) => id).filter((id) => !known.has(id));
}

const row = async (id: string | undefined) => {
  const [found] = await engine.db.query<Record<string, unknown>>(
    `SELECT m.status, m.kind, m.letter_id,
            ARRAY(SELECT case_id::text FROM inbound_message_case WHERE message_id = m.id ORDER BY 1) AS cases
       FROM inbound_message m WHERE m.id = $1`,
    [id],
  );
  return found;
};

const factsOf = async ({ case: { id } }: Home): Promise<string[]> =>
  (await engine.cases.timeline(id)).map((fact) => fact.type).slice(1);

const openTasks = async ({ case: { id } }: Home): Promise<string[]> =>
  (await engine.tasks.forCase(id)).filter((t) => t.status === 'open').map((t) => t.kind);

const standing = async (address: string) => {
  const key = addressKey(engine.sealer, address);
  return (await addressStandings(engine.db, [key])).get(key.toString('hex'));
};

describe('an answer of a person', () => {
  it('to the reply address of a letter about one home is a reply, at the moment it came', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(
      message(
        { From: `Sam Carter <${one.email}>`, To: replyTo(letterId), Subject: 'Re: your letter' },
        'The code came this morning, I have it here.',
      ),
    );
    expect(await row(id)).toEqual({
      status: 'filed',
      kind: 'human',
      letter_id: letterId,
      cases: [one.case.id],
    });
    expect(await factsOf(one)).toEqual(['provider-replied']);
    expect(await openTasks(one)).toContain('mail/answer');
    const [fact] = (await engine.cases.timeline(one.case.id)).slice(1);
    expect(fact).toMatchObject({ at: received, recordedBy: `mail:${id}` });
    const [task] = await engine.tasks.forCase(one.case.id);
    expect(task?.about).toBe(id);
  });

  it('that names our Message-ID is one too; the same once more changes nothing', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const raw = message(
      {
        From: one.email,
        To: 'help@association.example',
        Subject: 'code',
        'In-Reply-To': `<${letterId}@${domain}>`,
      },
      'Still nothing in the post here.',
    );
    const [id] = await arrive(raw);
    expect(await row(id)).toMatchObject({ status: 'filed', cases: [one.case.id] });
    expect(await arrive(raw)).toEqual([]);
    expect(await factsOf(one)).toEqual(['provider-replied']);
  });

  it('that only says thanks is filed, and the plan goes on', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(
      message(
        { From: one.email, To: replyTo(letterId), Subject: 'Re: x' },
        'Many thanks for your help.',
      ),
    );
    expect(await row(id)).toMatchObject({ status: 'filed', kind: 'thanks', cases: [one.case.id] });
    expect(await factsOf(one)).toEqual([]);
    expect(await openTasks(one)).not.toContain('mail/answer');
  });

  it('to a letter about two homes lies in the tray, both offered', async () => {
    const email = 'group@brookfieldgroup.example';
    const [one, two] = [await home(email), await home(email)];
    const letterId = await letterTo(email, one, two);
    const [id] = await arrive(
      message({ From: email, To: replyTo(letterId), Subject: 'Re: x' }, 'The code came today.'),
    );
    expect(await row(id)).toMatchObject({ status: 'tray', letter_id: letterId, cases: [] });
    expect([...(await factsOf(one)), ...(await factsOf(two))]).toEqual([]);
  });

  it('from the contact of one home, answering nothing, is filed by its sender', async () => {
    const one = await home();
    const [id] = await arrive(
      message(
        { From: one.email, To: 'help@association.example', Subject: 'NHSmail' },
        'We have a question about the form.',
      ),
    );
    expect(await row(id)).toMatchObject({ status: 'filed', letter_id: null, cases: [one.case.id] });
    expect(await factsOf(one)).toEqual(['provider-replied']);
  });

  it('from a stranger is never filed by its subject alone', async () => {
    const one = await home();
    await letterTo(one.email, one);
    const [id] = await arrive(
      message(
        {
          From: 'who@elsewhere.example',
          To: 'help@association.example',
          Subject: 'Re: Has your NHSmail passcode come?',
        },
        `About ${one.name}: yes it came.`,
      ),
    );
    expect(await row(id)).toMatchObject({ status: 'tray', cases: [] });
    expect(await factsOf(one)).toEqual([]);
  });

  it('with a reply address that somebody made up counts for nothing', async () => {
    const [one, two] = [await home(), await home()];
    const letterId = await letterTo(two.email, two);
    const forged = replyTo(letterId).replace(/.@/, (c) => (c === 'a@' ? 'b@' : 'a@'));
    const [id] = await arrive(
      message({ From: 'x@elsewhere.example', To: forged, Subject: 'Re: x' }, 'It came today.'),
    );
    expect(await row(id)).toMatchObject({ status: 'tray', letter_id: null });
    expect([...(await factsOf(one)), ...(await factsOf(two))]).toEqual([]);
  });

  it('that was passed on by an officer is filed by its original', async () => {
    const one = await home();
    const inline = message(
      {
        From: 'Priya <priya@association.example>',
        To: 'help@association.example',
        Subject: 'FW: our code',
      },
      [
        'For the case.',
        '',
        '-----Original Message-----',
        `From: Sam Carter <${one.email}>`,
        'Sent: 20 November 2026 08:15',
        'To: Priya',
        'Subject: our code',
        '',
        'The code came on Thursday.',
      ].join('\r\n'),
    );
    const [id] = await arrive(inline);
    expect(await row(id)).toMatchObject({ status: 'filed', cases: [one.case.id] });
    expect(await factsOf(one)).toEqual(['provider-replied']);
  });

  it('that came by redirection is filed by its sender and its letter', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(
      message(
        {
          'Resent-From': 'priya@association.example',
          'Resent-To': 'help@association.example',
          'Delivered-To': 'help@association.example',
          From: one.email,
          To: 'priya@association.example',
          Subject: 'Re: x',
          References: `<${letterId}@${domain}>`,
        },
        'I will send the form on Monday.',
      ),
    );
    expect(await row(id)).toMatchObject({ status: 'filed', letter_id: letterId });
    expect(await factsOf(one)).toEqual(['provider-replied']);
  });

  it('that an officer sent is kept with the case and is no reply', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(
      message(
        {
          From: 'priya@association.example',
          To: `${one.email}, ${replyTo(letterId)}`,
          Subject: 'Re: x',
        },
        'I will ring you tomorrow at ten.',
      ),
    );
    expect(await factsOf(one)).toEqual([]);
    expect(await row(id)).toMatchObject({ status: 'filed', cases: [one.case.id] });
  });

  it('that says STOP ends letters, as they promise', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    await arrive(message({ From: one.email, To: replyTo(letterId), Subject: 'Re: x' }, 'STOP'));
    expect(await factsOf(one)).toEqual(['opted-out']);
    expect(await openTasks(one)).not.toContain('mail/answer');
  });

  it('that says STOP to a letter about two homes ends it for both', async () => {
    const email = 'boss@brookfieldpair.example';
    const [one, two] = [await home(email), await home(email)];
    const letterId = await letterTo(email, one, two);
    const [id] = await arrive(
      message({ From: email, To: replyTo(letterId), Subject: 'Re: x' }, 'Stop please'),
    );
    expect(await row(id)).toMatchObject({ status: 'filed' });
    expect([...(await factsOf(one)), ...(await factsOf(two))]).toEqual(['opted-out', 'opted-out']);
  });
});

describe('mail from machines', () => {
  it('out of office: letters wait for the day of return, and nothing counts as progress', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(
      message(
        {
          From: one.email,
          To: replyTo(letterId),
          Subject: 'Automatic reply: Has your NHSmail passcode come?',
          'Auto-Submitted': 'auto-replied',
          'In-Reply-To': `<${letterId}@${domain}>`,
        },
        'I am out of the office until Monday 30 November 2026.',
      ),
    );
    expect(await row(id)).toMatchObject({ status: 'machine', kind: 'out-of-office' });
    expect((await standing(one.email))?.awayUntil?.toString()).toBe('2026-11-30T00:00:00Z');
    expect(await factsOf(one)).toEqual([]);
    expect(await openTasks(one)).toEqual([]);
  });

  const bounce = (letterId: string, address: string, status: string, action = 'failed') =>
    message(
      {
        From: 'MAILER-DAEMON@mx.example',
        To: 'help@association.example',
        Subject: 'Undelivered Mail Returned to Sender',
        'Auto-Submitted': 'auto-replied',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      [
        '--b',
        'Content-Type: text/plain',
        '',
        'It could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example',
        '',
        `Final-Recipient: rfc822; ${address}`,
        `Action: ${action}`,
        `Status: ${status}`,
        'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: <${letterId}@${domain}>`,
        'Subject: Has your NHSmail passcode come?',
        '',
        '--b--',
      ].join('\r\n'),
    );

  it('a bounce for ever: the address is silent, the letter marked, and somebody is to ring', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(bounce(letterId, one.email, '5.1.1'));
    expect(await row(id)).toMatchObject({
      status: 'machine',
      kind: 'delivery-failure',
      letter_id: letterId,
    });
    expect(await standing(one.email)).toMatchObject({ silenced: 'bounced' });
    expect(await openTasks(one)).toEqual(['mail/bounced']);
    const [letter] = await engine.db.query('SELECT bounced_at FROM letter WHERE id = $1', [
      letterId,
    ]);
    expect(letter).toEqual({ bounced_at: received });
    expect(await factsOf(one)).toEqual([]);
    // Once more, in other words: no second call.
    await arrive(bounce(letterId, one.email, '5.1.10'));
    expect(await openTasks(one)).toEqual(['mail/bounced']);
  });

  it('a bounce of a closed case, late: the address is silent, and it lies in the tray', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    await engine.cases.record(
      one.case.id,
      { type: 'closed', at: '2026-11-19T15:00:00Z', reason: 'declined' },
      'officer:test',
    );
    const [id] = await arrive(bounce(letterId, one.email, '5.1.1'));
    expect(await row(id)).toMatchObject({ status: 'tray', letter_id: letterId });
    expect(await standing(one.email)).toMatchObject({ silenced: 'bounced' });
  });

  it('a delay: noted at the letter, and nothing else', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const [id] = await arrive(bounce(letterId, one.email, '4.4.7', 'delayed'));
    expect(await row(id)).toMatchObject({
      status: 'machine',
      kind: 'delivery-delay',
      letter_id: letterId,
    });
    expect(await standing(one.email)).toBeUndefined();
    expect(await openTasks(one)).toEqual([]);
  });
});

describe('taking in', () => {
  it('shows a message that cannot be read, after trying again, and goes on with the others', async () => {
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const answer = message(
      { From: one.email, To: replyTo(letterId), Subject: 'x' },
      'It has come.',
    );
    const id = randomUUID();
    await engine.db.query(
      `INSERT INTO inbound_message (id, content_key, received_at, stored_at, size, status)
       VALUES ($1, $2, $3, '2026-11-20T08:00:00Z', 10, 'arrived')`,
      [id, Buffer.from(id), received],
    );
    await engine.db.query('INSERT INTO inbound_raw (message_id, sealed) VALUES ($1, $2)', [
      id,
      Buffer.from('damaged'),
    ]);
    await arrive(answer);
    expect(await factsOf(one)).toEqual(['provider-replied']);
    expect(await row(id)).toMatchObject({ status: 'arrived' });
    for (const minute of ['10:05', '10:10', '10:15']) {
      engine.clock.set(`2026-11-20T${minute}:00Z`);
      await mail.run();
    }
    expect(await row(id)).toMatchObject({ status: 'tray', kind: null });
  });

  it('keeps files apart and sealed, those that are too large by their names only', async () => {
    const file = (name: string, bytes: number): string =>
      [
        '--b',
        `Content-Type: application/pdf; name="${name}"`,
        `Content-Disposition: attachment; filename="${name}"`,
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.alloc(bytes, 'x').toString('base64').replace(/.{76}/g, '$&\r\n'),
      ].join('\r\n');
    const one = await home();
    const letterId = await letterTo(one.email, one);
    const headers = { From: one.email, To: replyTo(letterId), Subject: 'Re: x' };
    const type = { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary="b"' };
    const body = [file('small.pdf', 1_000), file('large.pdf', 11 * 1024 * 1024), '--b--'];
    const [id] = await arrive(message({ ...headers, ...type }, body.join('\r\n')));
    const inbox = new Inbox(engine.db, engine.sealer, engine.clock, null);
    const { attachments, status } = await inbox.get(id ?? '');
    expect(status).toBe('filed');
    expect(attachments).toEqual([
      { seq: 1, name: 'small.pdf', type: 'application/pdf', size: 1_000, kept: true },
      { seq: 2, name: 'large.pdf', type: 'application/pdf', size: 11 * 1024 * 1024, kept: false },
    ]);
    expect((await inbox.attachment(id ?? '', 1)).content).toEqual(Buffer.alloc(1_000, 'x'));
    await expect(inbox.attachment(id ?? '', 2)).rejects.toThrow('no such attachment');
    // How it came is thrown away once it has been read.
    expect(await engine.db.query('SELECT FROM inbound_raw WHERE message_id = $1', [id])).toEqual(
      [],
    );
  }, 60_000);

  it('is shared by two workers, and nothing is done twice', async () => {
    const some = await Promise.all([home(), home(), home(), home()]);
    const letters = await Promise.all(some.map((one) => letterTo(one.email, one)));
    const raws = some.map((one, n) =>
      message(
        { From: one.email, To: replyTo(letters[n] ?? ''), Subject: 'Re: x' },
        'It has come today.',
      ),
    );
    const receivedAt = Temporal.Instant.from(received);
    const arrivals = raws.map((raw) => ({ raw: Buffer.from(raw), size: 1, receivedAt, place: '' }));
    await storeArrivals(engine.db, engine.sealer, arrivals, engine.clock.now());
    const taken = await Promise.all([takeInMail().run(), takeInMail().run()]);
    expect(taken[0] + taken[1]).toBe(4);
    for (const one of some) expect(await factsOf(one)).toEqual(['provider-replied']);
  });
});

it('reads 1,000 messages', async () => {
  const one = await home();
  const letterId = await letterTo(one.email, one);
  const raws = Array.from({ length: 1_000 }, (_, n) =>
    message(
      { From: one.email, To: replyTo(letterId), Subject: 'Re: x' },
      `Thanks, ${'!'.repeat(n % 7)}`,
    ),
  );
  const began = performance.now();
  await arrive(...raws);
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write(`1,000 messages were read and filed in ${seconds.toFixed(1)} s.\n`);
  expect(await engine.db.query("SELECT FROM inbound_message WHERE status = 'arrived'")).toEqual([]);
}, 120_000);
