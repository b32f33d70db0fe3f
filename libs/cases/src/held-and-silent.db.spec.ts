import { noteAway, type MailLane, silenceAddress } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import * as a from '../../../test/builders/facts';
import { buildManagedHomes } from '../../../test/builders/group-manager';
import { type Engine, testEngine } from '../../../test/harness/engine';
import { laneTo, LoggingServer } from '../../../test/harness/logging-server';

const before = '2026-11-20T10:00:00Z';

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

/** What the worker does at a moment. */
async function work(at: string): Promise<void> {
  engine.clock.set(at);
  await engine.due.drain();
  await engine.asking.run();
  await lane.sendDue();
}

const away = (email: string, until: string): Promise<void> =>
  engine.db.transaction((tx) =>
    noteAway(tx, engine.sealer.addressKey(email), Temporal.Instant.from(until), engine.clock.now()),
  );

const rungsOf = (caseId: string) =>
  engine.db.query<{ rung: string; outcome: string | null; reason: string | null }>(
    `SELECT rung, outcome, reason FROM follow_up
      WHERE case_id = $1 AND letter IS NOT NULL AND status = 'done' ORDER BY due_at`,
    [caseId],
  );

const daysOf = (email: string): string[] =>
  server.to(email).map(({ at }) => `${at.toPlainDate().toString()} ${at.hour}`);

describe('a letter to a reader who is away', () => {
  it('waits until the morning they are back, and then says what holds', async () => {
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-18']);
    await away(email, '2026-11-27T00:00:00Z');
    await work('2026-11-25T09:00:00Z');
    await work('2026-11-26T09:00:00Z');
    expect(server.log).toEqual([]);
    expect(await rungsOf(cases[0] ?? '')).toEqual([]);
    // A clock that moves meanwhile is heard: the code was issued later than was thought.
    await engine.cases.record(cases[0] ?? '', a.issued('2026-11-20'), 'officer:test');
    await work('2026-11-27T09:00:00Z');
    expect(daysOf(email)).toEqual(['2026-11-27 9']);
    expect(server.to(email)[0]?.text).toContain('That is 9 days ago');
    expect(server.to(email)[0]?.text).toContain('Friday 18 December 2026');
    expect(await rungsOf(cases[0] ?? '')).toContainEqual({
      rung: 'day-7',
      outcome: 'sent',
      reason: null,
    });
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('does not wait when what it asks for has come', async () => {
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-18']);
    await away(email, '2026-11-27T00:00:00Z');
    await work('2026-11-25T09:00:00Z');
    engine.clock.set('2026-11-25T10:00:00Z');
    await engine.cases.record(cases[0] ?? '', a.received('2026-11-25'), 'officer:test');
    await work('2026-11-27T09:00:00Z');
    expect(daysOf(email)).toEqual([]);
  });

  it('goes before the deadline it warns of, away or not', async () => {
    const { email } = await buildManagedHomes(engine, ['2026-11-02']);
    await work('2026-11-20T10:00:00Z');
    await away(email, '2026-12-10T00:00:00Z');
    for (const day of ['23', '24', '25', '26', '27', '30']) await work(`2026-11-${day}T09:00:00Z`);
    const last = server.to(email).filter(({ text }) => text.includes('Monday 30 November 2026'));
    expect(last).not.toEqual([]);
    expect(last.at(-1)?.at.toPlainDate().toString() ?? '').toMatch(/^2026-11-(27|30)$/);
    const sent = server.to(email).length;
    await work('2026-12-10T09:00:00Z');
    // The code is dead: nothing more is said of it.
    expect(server.to(email)).toHaveLength(sent);
    expect((await engine.audit.audit()).drift).toEqual([]);
  });
});

describe('a letter to an address that is not written to', () => {
  it('is suppressed with its reason, the officer keeps her call, and the facts say so', async () => {
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-18']);
    const id = cases[0] ?? '';
    const key = engine.sealer.addressKey(email);
    await engine.db.transaction((tx) =>
      silenceAddress(
        tx,
        { key, why: 'bounced', since: engine.clock.now(), by: 'system' },
        engine.clock.now(),
      ),
    );
    await work('2026-11-23T09:00:00Z');
    await work('2026-11-25T09:00:00Z');
    await work('2026-11-30T09:00:00Z');
    expect(server.log).toEqual([]);
    const rungs = await rungsOf(id);
    expect(rungs.map(({ rung, outcome }) => `${rung} ${outcome}`)).toEqual([
      'day-5 suppressed',
      'day-7 suppressed',
    ]);
    expect(new Set(rungs.map(({ reason }) => reason))).toEqual(new Set(['bounced']));
    const fired = (await engine.cases.timeline(id)).filter(
      (f) => f.details.outcome === 'suppressed',
    );
    expect(fired.map((f) => f.details.reason)).toEqual(['bounced', 'bounced']);
    const calls = (await engine.db.query('SELECT kind FROM task WHERE case_id = $1', [id])) as {
      kind: string;
    }[];
    expect(calls.map(({ kind }) => kind)).toContain('otp-arrival/day-10');
    expect((await engine.audit.audit()).drift).toEqual([]);
  });
});

describe('the letter of twelve homes', () => {
  it('is read from the nearest deadline on, with all of one home together', async () => {
    // Codes of different age, the newest first; three of the homes are asked something besides.
    const days = ['20', '19', '18', '13', '12', '11', '10', '09', '06', '05', '04', '03'];
    const { cases, email } = await buildManagedHomes(
      engine,
      days.map((day) => `2026-11-${day}`),
    );
    for (const n of [0, 5, 11])
      await engine.cases.record(
        cases[n] ?? '',
        a.asked('2026-11-20T10:00:00Z', 'the names'),
        'officer:test',
      );
    await work('2026-11-27T09:00:00Z');
    await work('2026-11-27T09:02:00Z');
    const [letter, ...more] = server.to(email);
    expect(more).toEqual([]);
    const homes = await engine.db.query<{ id: string; name: string }>(
      'SELECT c.id, s.name FROM application_case c JOIN site s USING (location_id)',
    );
    const nameOf = new Map(homes.map(({ id, name }) => [id, name]));
    const text = letter?.text ?? '';
    expect(text).toContain('about 12 homes');
    // Each home has one heading, the home whose code ends first stands first.
    const headings = [...text.matchAll(/(Invented House \d+) =+/g)];
    expect(headings.map(([, name]) => name)).toEqual(
      [...cases].reverse().map((id) => nameOf.get(id)),
    );
    // What is asked of a home besides stands under its heading, after what has a deadline.
    for (const n of [0, 5, 11]) {
      const own = headings.findIndex(([, name]) => name === nameOf.get(cases[n] ?? ''));
      const section = text.slice(headings[own]?.index, headings[own + 1]?.index);
      expect(section.indexOf('passcode')).toBeGreaterThan(0);
      expect(section.indexOf('Did you see my question?')).toBeGreaterThan(
        section.indexOf('passcode'),
      );
    }
    const deadlines = [...text.matchAll(/(?:until|by) the end of \w+ (\d+) (\w+) 2026/g)];
    expect(deadlines).toHaveLength(12);
    expect(deadlines.map(([, day]) => Number(day))).toEqual([
      1, 2, 3, 4, 7, 8, 9, 10, 11, 16, 17, 18,
    ]);
  });
});
