import { SilentBells } from '@app/follow-ups';
import type { MailLane } from '@app/letters';
import type { SendOutcome } from '@app/platform';
import * as a from '../../../test/builders/facts';
import { buildManagedHomes } from '../../../test/builders/group-manager';
import { buildOfficer } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';
import { laneTo, LoggingServer } from '../../../test/harness/logging-server';
import { ChangeContact } from './address-book/change-contact.service';
import { RecordFactService } from './record-fact.service';
import type { LetterWish } from './send-letter/letter-wish';
import { SendLetterService } from './send-letter/send-letter.service';

const before = '2026-11-20T10:00:00Z';
/** Wednesday 25 November 2026, nine in the morning. */
const nine = '2026-11-25T09:00:00Z';
/** The day it was asked for, so that on that Wednesday it is asked whether it has come. */
const requestedOn = '2026-11-18';

let engine: Engine;
let server: LoggingServer;
let lane: MailLane;

beforeAll(async () => {
  engine = await testEngine(before);
});
afterAll(() => engine.close());
beforeEach(() => {
  engine.clock.set(before);
  server = new LoggingServer();
  lane = laneTo(engine, server);
});

const record = async (caseId: string, fact: a.GivenFact): Promise<string> =>
  (await engine.cases.record(caseId, fact, 'officer:test')).fact.id;

/** What the worker does before mail leaves, and then. */
async function round(): Promise<void> {
  await engine.asking.run();
  await lane.sendDue();
}

/** A case whose letter of nine waits to be sent. */
async function caseWithLetter(): Promise<{ id: string; email: string }> {
  const { cases, email } = await buildManagedHomes(engine, [requestedOn]);
  engine.clock.set(nine);
  await engine.due.drain();
  engine.clock.set('2026-11-25T09:00:30Z');
  return { id: cases[0] ?? '', email };
}

const letterOf = async (caseId: string) => {
  const [row] = await engine.db.query<{ status: string; day: string; next: string }>(
    `SELECT status, day, next_attempt_at AS next FROM letter
      WHERE id IN (SELECT letter_id FROM letter_part WHERE case_id = $1)
      ORDER BY planned_at DESC LIMIT 1`,
    [caseId],
  );
  return row;
};

/** As an import of the register does. */
async function renameSite(locationId: string, name: string, at: string): Promise<void> {
  await engine.db.query(
    `WITH run AS (
       INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES (gen_random_uuid(), 'cqc', 'register.csv', '', $3, 'test', '{}') RETURNING id
     )
     UPDATE site SET name = $2, changed_at = $3, import_id = run.id
       FROM run WHERE location_id = $1`,
    [locationId, name, at],
  );
}

/** Whatever is learned, and what the letter then may not say, and says. */
const learned: [string, (id: string) => Promise<unknown>, { not: string; but: string }][] = [
  [
    'the day the passcode was issued',
    (id) => record(id, a.issued('2026-11-20')),
    { not: 'Wednesday 16 December', but: 'Friday 18 December' },
  ],
  [
    'that it was asked for on another day',
    async (id) => {
      const [fact] = (await engine.cases.timeline(id)).filter((f) => f.type === 'otp-requested');
      await record(id, { type: 'retracted', at: nine, fact: fact?.id ?? '' });
      await record(id, a.requested('2026-11-17'));
      await engine.due.drain();
    },
    { not: '18 November', but: '17 November' },
  ],
  [
    'that another officer looks after the home',
    async (id) => {
      const officer = await buildOfficer(engine.db, { name: 'Robin Newcomer' });
      await record(id, { type: 'handed-over', at: nine, officer });
    },
    { not: 'Alex Officer', but: 'Robin Newcomer' },
  ],
  [
    'the right name of the contact',
    async (id) => {
      const { locationId } = await engine.cases.get(id);
      const [contact] = await engine.settings.confidential.contacts
        .current([locationId], engine.db)
        .then((found) => [...found.values()]);
      await new ChangeContact(engine.db, engine.clock, engine.settings).set(locationId, {
        name: 'Jo Manager-Smith',
        email: contact?.email ?? '',
      });
    },
    { not: 'Jo Manager,', but: 'Jo Manager-Smith' },
  ],
  [
    'another name of the home from the register',
    async (id) => {
      const { locationId } = await engine.cases.get(id);
      await engine.asking.run();
      await renameSite(locationId, 'Elm Court', '2026-11-25T09:00:20Z');
      // The worker that sends hears of it before any mail leaves.
      await engine.asking.run();
    },
    { not: 'Invented House', but: 'Elm Court' },
  ],
];

describe('a letter that waits while something is learned', () => {
  it.each(learned)('%s: goes the same day, and says what holds', async (_, learn, says) => {
    const { id, email } = await caseWithLetter();
    await learn(id);
    // Even a worker that has not asked it again does not send the old words.
    await lane.sendDue();
    expect(server.to(email).filter(({ text }) => text.includes(says.not))).toEqual([]);
    await round();
    const [letter, ...more] = server.to(email);
    expect(more).toEqual([]);
    expect(letter?.text).not.toContain(says.not);
    expect(letter?.text).toContain(says.but);
    expect(letter?.at.toPlainDate().toString()).toBe('2026-11-25');
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('would have said something else', async () => {
    const { email } = await caseWithLetter();
    await round();
    const text = server.to(email)[0]?.text ?? '';
    for (const [, , { not }] of learned) expect(text).toContain(not);
  });

  it('goes at once, as it was, when it changes nothing', async () => {
    const { id, email } = await caseWithLetter();
    const planned = await letterOf(id);
    await record(id, a.answered('2026-11-25T09:00:00Z'));
    await round();
    expect(server.to(email)).toHaveLength(1);
    expect(await letterOf(id)).toMatchObject({ status: 'sent', day: planned?.day });
  });

  it('is not marked by a note, which changes no letter', async () => {
    const { id, email } = await caseWithLetter();
    await record(id, a.note(nine));
    await lane.sendDue();
    expect(server.to(email)).toHaveLength(1);
  });

  it('goes as it is once a worker has it in hand', async () => {
    const { id, email } = await caseWithLetter();
    server.answer = async () => {
      await record(id, a.issued('2026-11-20'));
      return { kind: 'sent', reply: 'ok' };
    };
    await lane.sendDue();
    expect(server.to(email)).toHaveLength(1);
    expect(await letterOf(id)).toMatchObject({ status: 'sent' });
    await round();
    expect(server.to(email)).toHaveLength(1);
  });

  it('says what holds if its server puts it off meanwhile', async () => {
    const { id, email } = await caseWithLetter();
    server.answer = async (): Promise<SendOutcome> => {
      await record(id, a.issued('2026-11-20'));
      return { kind: 'deferred', reason: 'busy' };
    };
    await lane.sendDue();
    server.answer = () => ({ kind: 'sent', reply: 'ok' });
    engine.clock.set('2026-11-25T09:10:00Z');
    await round();
    expect(server.to(email).map(({ text }) => text.includes('Friday 18 December'))).toEqual([true]);
  });

  it('of several homes waits for the others once, not after every fact', async () => {
    const { cases, email } = await buildManagedHomes(engine, [requestedOn, requestedOn]);
    engine.clock.set(nine);
    await engine.due.drain();
    expect(await letterOf(cases[0] ?? '')).toMatchObject({ next: '2026-11-25T09:02:00Z' });
    engine.clock.set('2026-11-25T09:01:30Z');
    await record(cases[1] ?? '', a.issued('2026-11-20'));
    await round();
    expect(await letterOf(cases[0] ?? '')).toMatchObject({ next: '2026-11-25T09:02:00Z' });
    engine.clock.set('2026-11-25T09:02:00Z');
    await round();
    expect(server.to(email)).toHaveLength(1);
    expect(server.to(email)[0]?.text).toContain('Friday 18 December');
  });

  it('keeps what is still to be asked when a matter of another home is taken out', async () => {
    const { cases, email } = await buildManagedHomes(engine, [requestedOn, requestedOn]);
    engine.clock.set(nine);
    await engine.due.drain();
    engine.clock.set('2026-11-25T09:00:30Z');
    await record(cases[0] ?? '', a.issued('2026-11-20'));
    await record(cases[1] ?? '', a.received('2026-11-24'));
    engine.clock.set('2026-11-25T09:02:00Z');
    await lane.sendDue();
    expect(server.to(email)).toEqual([]);
    await round();
    expect(server.to(email).map(({ text }) => text.includes('Friday 18 December'))).toEqual([true]);
  });
});

describe('a letter sent by hand that waits while something is learned', () => {
  const wish = (kind: LetterWish['kind'], more: Partial<LetterWish> = {}): LetterWish => ({
    kind,
    recipient: 'provider',
    about: null,
    title: null,
    text: null,
    clock: null,
    person: null,
    askedFor: null,
    ...more,
  });
  const free = wish('free', { title: 'Our talk', text: 'Thank you for your time.' });

  async function send(given: LetterWish, ...facts: a.GivenFact[]) {
    const { db, clock, settings } = engine;
    const bells = new SilentBells();
    const recording = new RecordFactService(db, clock, bells, settings);
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-20']);
    const id = cases[0] ?? '';
    for (const fact of facts) await record(id, fact);
    await new SendLetterService(db, clock, recording, bells, settings).send(id, given, 'officer:t');
    return { id, email };
  }

  it('names the officer who looks after the home now', async () => {
    const { id, email } = await send(free);
    const officer = await buildOfficer(engine.db, { name: 'Robin Newcomer' });
    await record(id, { type: 'handed-over', at: before, officer });
    await round();
    expect(server.to(email).map(({ text }) => text.includes('Robin Newcomer'))).toEqual([true]);
  });

  it('does not remind of what has come', async () => {
    const { id, email } = await send(wish('reminder'), a.published('2026-06-20'));
    await record(id, a.received('2026-11-20'));
    await round();
    // The reminder was of a passcode on its way; it has come.
    expect(server.to(email)).toEqual([]);
    expect(await letterOf(id)).toMatchObject({ status: 'withdrawn' });
  });

  it('does not ask what has been answered', async () => {
    const { id, email } = await send(wish('ask', { about: 'the mobile numbers' }));
    engine.clock.set('2026-11-20T10:01:00Z');
    await record(id, a.answered('2026-11-20T10:01:00Z'));
    await round();
    expect(server.to(email)).toEqual([]);
    expect(await letterOf(id)).toMatchObject({ status: 'withdrawn' });
  });

  it('does not go when it does not fit the case any more', async () => {
    const parked = a.parked(before, '2027-01-04');
    const { id, email } = await send(wish('parked'), parked);
    await record(id, a.resumed('2026-11-20T10:00:00Z'));
    await round();
    expect(server.to(email)).toEqual([]);
    expect(await letterOf(id)).toMatchObject({ status: 'withdrawn' });
  });

  it('goes at once when all of it still holds', async () => {
    const { id, email } = await send(free);
    await record(id, a.issued('2026-11-20'));
    await round();
    expect(server.to(email)).toHaveLength(1);
    expect((await engine.audit.audit()).drift).toEqual([]);
  });
});
