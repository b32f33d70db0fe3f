import { randomUUID } from 'node:crypto';
import { SilentBells } from '@app/follow-ups';
import {
  addressKey,
  addressStandings,
  planLetters,
  signedReplyAddress,
  storeArrivals,
} from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { rawMessage } from '../../../../test/builders/inbound';
import { newLetter, newMatter } from '../../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { RecordFactService } from '../record-fact.service';
import { TakeInMail } from './take-in-mail.service';

const now = '2026-11-20T10:00:00Z';
const config = { mailFrom: 'Help <help@association.example>', publicUrl: 'http://localhost:3000' };
const old = 'sam.former@brookfield.example';

let engine: Engine;
let mail: TakeInMail;
let officerId: string;
let homes = 0;

beforeAll(async () => {
  engine = await testEngine(now);
  officerId = await buildOfficer(engine.db, { email: 'priya@association.example' });
  const { db, clock, settings } = engine;
  const recording = new RecordFactService(db, clock, new SilentBells(), settings);
  mail = new TakeInMail(db, clock, recording, new SilentBells(), settings, config);
});
afterAll(() => engine.close());

/** A home that has had a letter at an address. */
async function home(email: string) {
  homes += 1;
  const site = await buildSite(engine.db, {
    name: `Brookfield Number${homes}`,
    sealer: engine.sealer,
    contact: { name: 'Sam Carter', email },
  });
  const opened = { locationId: site.locationId, officerId, on: '2026-11-01' };
  const { id: caseId } = await engine.cases.open(opened, 'officer:test');
  const at = Temporal.Instant.from('2026-11-19T09:00:00Z');
  const letter = newLetter(caseId, {
    addressKey: addressKey(engine.sealer, email),
    matters: [newMatter(caseId)],
    to: { name: 'Sam Carter', address: email },
    routine: false,
    plannedAt: at,
    sendFrom: at,
    day: '2026-11-19',
  });
  await planLetters(engine.db, engine.sealer, [letter], 'association.example');
  await engine.db.query("UPDATE letter SET status = 'sent', settled_at = $2 WHERE id = $1", [
    letter.id,
    at.toString(),
  ]);
  const replyTo = signedReplyAddress(engine.sealer, config.mailFrom, letter.id);
  return { caseId, locationId: site.locationId, email, letterId: letter.id, replyTo };
}

async function arrive(headers: Record<string, string>, body: string): Promise<string> {
  const raw = rawMessage({ Date: 'Fri, 20 Nov 2026 09:45:00 +0000', ...headers }, body);
  const receivedAt = Temporal.Instant.from('2026-11-20T09:50:00Z');
  const place = randomUUID();
  await storeArrivals(
    engine.db,
    engine.sealer,
    [{ raw, size: raw.length, receivedAt, place }],
    engine.clock.now(),
  );
  await mail.run();
  const [last] = await engine.db.query<{ status: string }>(
    'SELECT status FROM inbound_message ORDER BY ctid DESC LIMIT 1',
  );
  return last?.status ?? '';
}

const factsOf = async (caseId: string): Promise<string[]> =>
  (await engine.cases.timeline(caseId)).map((fact) => fact.type).slice(1);

const tasksOf = async (caseId: string): Promise<string[]> =>
  (await engine.tasks.forCase(caseId)).map((task) => task.kind);

const silencedWhy = async (address: string) => {
  const key = addressKey(engine.sealer, address);
  return (await addressStandings(engine.db, [key])).get(key.toString('hex'))?.silenced ?? null;
};

const report = (address: string, messageId: string | null): string =>
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
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
    '',
    ...(messageId
      ? ['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${messageId}`, '']
      : []),
    '--b--',
  ].join('\r\n');

const reportHeaders = {
  From: 'MAILER-DAEMON@mx.elsewhere.example',
  To: 'help@association.example',
  Subject: 'Undelivered Mail Returned to Sender',
  'Auto-Submitted': 'auto-replied',
  'MIME-Version': '1.0',
  'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
};

describe('a report of a letter that came back', () => {
  it('silences no address by naming it alone: that anybody can write; somebody rings', async () => {
    const one = await home('manager@oakmere.example');
    await arrive(reportHeaders, report(one.email, null));
    expect(await silencedWhy(one.email)).toBeNull();
    expect(await tasksOf(one.caseId)).toEqual(['mail/bounced']);
  });

  it('silences no address to which the letter it shows did not go', async () => {
    const [one, two] = [await home('a@oakmere.example'), await home('b@oakmere.example')];
    await arrive(reportHeaders, report(two.email, `<${one.letterId}@association.example>`));
    expect([await silencedWhy(one.email), await silencedWhy(two.email)]).toEqual([null, null]);
    await arrive(
      reportHeaders,
      report('B@Oakmere.Example', `<${two.letterId}@association.example>`),
    );
    expect(await silencedWhy(two.email)).toBe('bounced');
  });
});

describe('a former contact of a home', () => {
  const moved = async () => {
    const one = await home(old);
    const next = { name: 'New Manager', email: `next${homes}@brookfield.example` };
    await engine.settings.confidential.contacts.set(one.locationId, next, engine.clock.now());
    return one;
  };

  it.each([
    ['STOP', 'STOP'],
    ['an answer', 'Yes, the code came this morning.'],
  ])('does not speak for it any more: %s to an old letter lies in the tray', async (_, words) => {
    const one = await moved();
    expect(await arrive({ From: old, To: one.replyTo, Subject: 'Re: x' }, words)).toBe('tray');
    expect(await factsOf(one.caseId)).toEqual([]);
  });

  it('nor does what they write of their own', async () => {
    const email = 'left@oldfield.example';
    const one = await home(email);
    const next = { name: 'New Manager', email: 'new@oldfield.example' };
    await engine.settings.confidential.contacts.set(one.locationId, next, engine.clock.now());
    expect(
      await arrive({ From: email, To: 'help@association.example', Subject: 'x' }, 'We are done.'),
    ).toBe('tray');
    expect(await factsOf(one.caseId)).toEqual([]);
  });
});

it('calls somebody about a few answers of one address a day, not about thousands', async () => {
  const one = await home('loop@oakmere.example');
  const headers = { From: one.email, To: one.replyTo, Subject: 'Re: x' };
  for (let n = 0; n < 25; n++)
    expect(await arrive(headers, `The post came at ${n} past nine today.`)).toBe('filed');
  expect(await factsOf(one.caseId)).toHaveLength(20);
  expect((await tasksOf(one.caseId)).filter((kind) => kind === 'mail/answer')).toHaveLength(20);
  await arrive(headers, 'STOP');
  expect(await factsOf(one.caseId)).toContain('opted-out');
});
