import { MailLane, type SealedLetter } from '@app/letters';
import { MailTransport, type SendOutcome } from '@app/platform';
import fc from 'fast-check';
import { FireDueService } from './fire-due.service';
import { buildManagedHomes } from '../../../test/builders/group-manager';
import { lettersOfCase } from '../../../test/builders/letters';
import { type Engine, testEngine } from '../../../test/harness/engine';

const minute = 60_000;

/** Wednesday 25 November 2026, nine in the morning. */
const nine = '2026-11-25T09:00:00Z';

let engine: Engine;

beforeAll(async () => {
  engine = await testEngine('2026-11-20T10:00:00Z');
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set('2026-11-20T10:00:00Z'));

interface Row {
  id: string;
  kinds: string[];
  status: string;
  day: string;
  next: string;
  reason: string | null;
}

const lettersOf = (caseId: string | undefined): Promise<Row[]> =>
  engine.db.query<Row>(
    `SELECT id, kinds, status, day, next_attempt_at AS next, withdraw_reason AS reason
       FROM letter WHERE ${lettersOfCase} ORDER BY planned_at, id`,
    [caseId],
  );

async function textOf(letterId: string): Promise<string> {
  const [row] = await engine.db.query<{ sealed: Buffer }>(
    'SELECT sealed FROM letter WHERE id = $1',
    [letterId],
  );
  const sealed = row?.sealed ?? Buffer.alloc(0);
  return engine.sealer.open<SealedLetter>(`letter:${letterId}`, sealed).text.replace(/\s+/g, ' ');
}

/** A mail server that answers as it is told, and keeps a log. */
class Server extends MailTransport {
  readonly kind = 'smtp';
  readonly log: { messageId: string; to: string | null; day: string }[] = [];
  answer: () => SendOutcome = () => ({ kind: 'sent', reply: 'ok' });

  daysOf(address: string): string[] {
    return this.log.flatMap(({ to, day }) => (to === address ? [day] : []));
  }

  override send(message: Parameters<MailTransport['send']>[0]): Promise<SendOutcome> {
    const outcome = this.answer();
    const day = message.at.toZonedDateTimeISO('Europe/London').toPlainDate().toString();
    if (outcome.kind === 'sent')
      this.log.push({ messageId: message.messageId, to: message.to.address, day });
    return Promise.resolve(outcome);
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

const laneTo = (server: Server): MailLane =>
  new MailLane(engine.db, engine.clock, engine.sealer, server);

/** What the worker does at a moment: what is due fires, what is stale is asked, what waits leaves. */
async function work(at: string, lane: MailLane): Promise<void> {
  engine.clock.set(at);
  await engine.due.drain();
  await engine.asking.run();
  await lane.sendDue();
}

const deferred: SendOutcome = { kind: 'deferred', reason: 'busy' };

describe('a manager of twelve homes', () => {
  it('gets one letter for all, the nearest deadline first', async () => {
    const days = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? '2026-11-20' : '2026-11-18'));
    const { cases } = await buildManagedHomes(engine, days);
    engine.clock.set(nine);
    expect(await engine.due.drain()).toMatchObject({ letters: 1, failed: 0 });
    const [letter, ...more] = await lettersOf(cases[0]);
    expect(more).toEqual([]);
    // It waits a little, so that homes fired by another worker are in it too.
    expect(letter?.next).toBe('2026-11-25T09:02:00Z');
    const parts = await engine.db.query<{ case_id: string }>(
      'SELECT case_id FROM letter_part WHERE letter_id = $1 AND withdrawn_at IS NULL',
      [letter?.id],
    );
    expect(parts.map((p) => p.case_id).sort()).toEqual([...cases].sort());
    const arrived = Array<string>(6).fill('otp-arrived');
    expect([...(letter?.kinds ?? [])].sort()).toEqual([
      ...arrived,
      ...Array<string>(6).fill('otp-on-its-way'),
    ]);
    const words = await textOf(letter?.id ?? '');
    expect(words).toContain('about 12 homes');
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('is not written to again that day, whichever home falls due', async () => {
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-20', '2026-11-20']);
    const server = new Server();
    const lane = laneTo(server);
    await work('2026-11-25T09:02:00Z', lane);
    await work('2026-11-25T09:05:00Z', lane);
    const late = { type: 'otp-requested', on: '2026-11-19', channel: 'email' };
    await engine.cases.record(cases[1] ?? '', late, 'officer:test');
    await engine.cases.record(
      cases[0] ?? '',
      { type: 'provider-asked', at: '2026-11-17T10:00:00Z', about: 'the names' },
      'officer:test',
    );
    await work('2026-11-25T12:00:00Z', lane);
    expect(server.daysOf(email)).toEqual(['2026-11-25']);
    await work('2026-11-26T09:00:00Z', lane);
    await work('2026-11-26T09:02:00Z', lane);
    expect(server.daysOf(email)).toEqual(['2026-11-25', '2026-11-26']);
  });
});

describe('two workers at once', () => {
  it(
    'write one letter for all homes of a manager, every time',
    async () => {
      for (let round = 0; round < 15; round++) {
        engine.clock.set('2026-11-20T10:00:00Z');
        const { cases } = await buildManagedHomes(engine, Array<string>(6).fill('2026-11-20'));
        engine.clock.set(nine);
        const one = async (id: string): Promise<void> => {
          // As the sweep does when a batch has failed: each case in a transaction of its own.
          const due = new FireDueService(engine.db, engine.clock, engine.settings);
          await due['oneByOne']([id]);
        };
        await Promise.all(cases.map(one));
        expect(engine.troubles).toEqual([]);
        const letters = await Promise.all(cases.map(lettersOf));
        expect(new Set(letters.flat().map(({ id }) => id)).size).toBe(1);
        expect(letters[0]?.[0]?.kinds).toHaveLength(6);
      }
    },
    2 * minute,
  );
});

describe('a letter put off past midnight', () => {
  it('goes the next day in words of that day, with what has fallen due since', async () => {
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-20']);
    const server = new Server();
    const lane = laneTo(server);
    server.answer = () => deferred;
    await work(nine, lane);
    const [before] = await lettersOf(cases[0]);
    expect(before).toMatchObject({ status: 'deferred', kinds: ['otp-on-its-way'] });
    await work('2026-11-26T09:00:00Z', lane);
    server.answer = () => ({ kind: 'sent', reply: 'ok' });
    // Day 7 has come: it is asked whether the code has arrived, not told that it is on its way.
    await work('2026-11-27T09:00:00Z', lane);
    await work('2026-11-27T11:00:00Z', lane);
    expect(server.log.filter(({ to }) => to === email)).toMatchObject([
      { messageId: `<${before?.id}@caseload.example>` },
    ]);
    const [after, ...more] = await lettersOf(cases[0]);
    expect(more).toEqual([]);
    expect(after).toMatchObject({ status: 'sent', day: '2026-11-27', kinds: ['otp-arrived'] });
    expect(await textOf(after?.id ?? '')).toMatch(/^Friday 27 November 2026/);
    const parts = await engine.db.query(
      'SELECT kind, withdraw_reason AS reason FROM letter_part WHERE letter_id = $1 ORDER BY seq',
      [after?.id],
    );
    expect(parts).toEqual([
      { kind: 'otp-on-its-way', reason: 'a newer letter about the same has taken its place' },
      { kind: 'otp-arrived', reason: null },
    ]);
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('is withdrawn with its reason when nothing of it is wanted any more', async () => {
    const { cases, email } = await buildManagedHomes(engine, ['2026-11-20']);
    const server = new Server();
    server.answer = () => deferred;
    const lane = laneTo(server);
    await work(nine, lane);
    await engine.db.query(
      `INSERT INTO correspondent (address_key, silenced_at, silenced_why, changed_at)
       VALUES ($1, $2, 'objected', $2)`,
      [engine.sealer.addressKey(email), nine],
    );
    server.answer = () => ({ kind: 'sent', reply: 'ok' });
    await work('2026-11-26T09:00:00Z', lane);
    expect(server.daysOf(email)).toEqual([]);
    expect(await lettersOf(cases[0])).toMatchObject([
      { status: 'withdrawn', reason: 'whoever reads this address asked for no letters' },
    ]);
  });
});

/** What the mail server does on one attempt of a day, by number. */
const answers: readonly (() => SendOutcome)[] = [
  () => ({ kind: 'sent', reply: 'ok' }),
  () => deferred,
  () => ({ kind: 'unknown', reason: 'the line broke' }),
  () => ({ kind: 'refused', reason: 'no', scope: 'server' }) as SendOutcome,
];

const workingDays = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'];

describe('whatever happens to letters', () => {
  it(
    'an address gets at most one routine letter a day, and each rung is in one letter or has a reason',
    async () => {
      const plans = fc.record({
        managers: fc.array(
          fc.array(fc.constantFrom('2026-11-18', '2026-11-19', '2026-11-20'), {
            minLength: 1,
            maxLength: 3,
          }),
          { minLength: 1, maxLength: 2 },
        ),
        // Three attempts a day: what the server answers, and whether somebody sends again.
        days: fc.array(
          fc.array(fc.record({ answer: fc.nat(answers.length - 1), again: fc.boolean() }), {
            minLength: 3,
            maxLength: 3,
          }),
          { minLength: workingDays.length, maxLength: workingDays.length },
        ),
      });
      for (const { managers, days } of fc.sample(plans, { numRuns: 12, seed: 20261125 })) {
        engine.clock.set('2026-11-20T10:00:00Z');
        const homes = [];
        for (const requested of managers) homes.push(await buildManagedHomes(engine, requested));
        const server = new Server();
        const lane = laneTo(server);
        for (const [n, attempts] of days.entries())
          for (const [m, { answer, again }] of attempts.entries()) {
            server.answer = answers[answer] ?? server.answer;
            if (again)
              await engine.db.query(
                "UPDATE letter SET status = 'planned', settled_at = NULL WHERE status = 'unknown'",
              );
            await work(`${workingDays[n]}T${['09', '11', '15'][m]}:05:00Z`, lane);
          }
        for (const { email, cases } of homes) {
          const sent = server.daysOf(email);
          expect(sent).toEqual([...new Set(sent)]);
          const [odd] = await engine.db.query<{ odd: number }>(
            `SELECT count(*)::int AS odd FROM follow_up f
              WHERE f.case_id = ANY($1) AND f.outcome IN ('sent', 'merged')
                AND (SELECT count(*) FROM letter_part p
                      WHERE p.follow_up_id = f.id AND p.withdrawn_at IS NULL) <> 1
                AND NOT EXISTS (SELECT FROM letter_part p
                                 WHERE p.follow_up_id = f.id AND p.withdraw_reason IS NOT NULL)`,
            [cases],
          );
          expect(odd).toEqual({ odd: 0 });
        }
      }
      expect(engine.troubles).toEqual([]);
    },
    2 * minute,
  );
});
