import { DomainError } from '@app/domain';
import { SilentBells } from '@app/follow-ups';
import { MailLane, resolveUnknown } from '@app/letters';
import { MailTransport, type SendOutcome } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildManagedHomes } from '../../../test/builders/group-manager';
import { type Engine, testEngine } from '../../../test/harness/engine';
import { AddressBook } from './address-book/address-book.service';
import { ChangeContact } from './address-book/change-contact.service';
import { FireDueService } from './fire-due.service';
import { RecordFactService } from './record-fact.service';
import { SendLetterService } from './send-letter/send-letter.service';

const rounds = Number(process.env.ROUNDS ?? 6);
const actor = 'officer:test';
const days = ['2026-11-25', '2026-11-26', '2026-11-27'];

let engine: Engine;

beforeAll(async () => {
  engine = await testEngine('2026-11-20T10:00:00Z');
});
afterAll(() => engine.close());

interface Received {
  id: string;
  to: string | null;
  day: string;
}

/** A mail server that is slow and answers in turn. */
class Server extends MailTransport {
  readonly kind = 'smtp';
  readonly log: Received[] = [];
  private count = 0;

  override async send(message: Parameters<MailTransport['send']>[0]): Promise<SendOutcome> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.count += 1;
    if (this.count % 5 === 0) return { kind: 'deferred', reason: 'busy' };
    const day = message.at.toZonedDateTimeISO('Europe/London').toPlainDate().toString();
    this.log.push({ id: message.messageId.slice(1, 37), to: message.to.address, day });
    return this.count % 7 === 0
      ? { kind: 'unknown', reason: 'the line broke' }
      : { kind: 'sent', reply: 'ok' };
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

const ask = {
  kind: 'ask',
  recipient: 'provider',
  about: 'the names',
  title: null,
  text: null,
  clock: null,
  person: null,
  askedFor: null,
} as const;

describe('while officers, readers and workers write to one address at once', () => {
  it(
    'it gets one routine letter a day, nothing deadlocks, and no rung is lost',
    async () => {
      const { db, clock, settings } = engine;
      const bells = new SilentBells();
      const recording = new RecordFactService(db, clock, bells, settings);
      const letters = new SendLetterService(db, clock, recording, bells, settings);
      const book = new AddressBook(db, clock, settings);
      const contact = new ChangeContact(db, clock, settings);
      for (let round = 0; round < rounds; round++) {
        clock.set('2026-11-20T10:00:00Z');
        const homes = await buildManagedHomes(engine, [
          '2026-11-18',
          '2026-11-20',
          '2026-11-18',
          '2026-11-19',
        ]);
        const { cases, email } = homes;
        const [first = '', second = '', third = '', fourth = ''] = cases;
        const server = new Server();
        const lanes = [1, 2].map(() => new MailLane(db, clock, engine.sealer, server));
        const troubles: unknown[] = [];
        const harmless = (work: Promise<unknown>): Promise<void> =>
          work.then(
            () => undefined,
            (error: unknown) => {
              if (!(error instanceof DomainError)) troubles.push(error);
            },
          );
        const record = (id: string, fact: object): Promise<void> =>
          harmless(engine.cases.record(id, fact, actor));
        const at = (): string => clock.now().toString();
        const [row] = await db.query<{ location: string }>(
          'SELECT location_id AS location FROM application_case WHERE id = $1',
          [fourth],
        );
        for (const [n, day] of days.entries()) {
          clock.set(`${day}T09:0${n}:00Z`);
          const fire = (id: string): Promise<void> =>
            harmless(new FireDueService(db, clock, settings)['oneByOne']([id]));
          const unknown = await db.query<{ id: string }>(
            "SELECT id FROM letter WHERE status = 'unknown'",
          );
          const since = Temporal.Instant.from(at());
          const told = { why: 'objected', since, asker: 'reader', how: 'phone' } as const;
          const key = engine.sealer.addressKey(email).toString('hex');
          await Promise.all([
            ...cases.map(fire),
            ...cases.map(fire),
            harmless(engine.asking.run()),
            harmless(letters.send(first, ask, actor)),
            harmless(letters.send(second, { ...ask, kind: 'reminder', about: null }, actor)),
            record(third, { type: 'opted-out', at: at(), asker: 'reader', how: 'email' }),
            record(second, { type: 'provider-replied', at: at() }),
            ...lanes.map((lane) => harmless(lane.sendDue())),
            ...unknown.map(({ id }) =>
              harmless(resolveUnknown(db, id, 'send-again', 'Priya', clock.now())),
            ),
            ...(n === 1
              ? [
                  harmless(
                    contact.set(row?.location ?? '', {
                      name: null,
                      email: `other${round}@elsewhere.example`,
                    }),
                  ),
                  harmless(book.silence(email, told, actor)),
                ]
              : []),
            record(third, {
              type: 'person-added',
              on: day,
              person: `Jo Field${n}`,
              email,
              role: 'member',
            }),
          ]);
          await harmless(book.hearAgain(key, 'objected', actor));
          await record(third, { type: 'opted-in', at: at(), asker: 'reader', how: 'email' });
          const facts = await engine.cases.timeline(second);
          const reply = facts.findLast((fact) => fact.type === 'provider-replied');
          if (reply) await record(second, { type: 'retracted', at: at(), fact: reply.id });
          for (const minute of [20, 40]) {
            clock.set(`${day}T09:${minute}:00Z`);
            await Promise.all([
              engine.due.drain(),
              engine.asking.run(),
              ...lanes.map((lane) => lane.sendDue()),
            ]);
          }
        }
        expect(troubles).toEqual([]);
        expect(engine.troubles).toEqual([]);
        const routine = new Set(
          (await db.query<{ id: string }>('SELECT id FROM letter WHERE routine')).map((l) => l.id),
        );
        const received = server.log.filter(({ id }) => routine.has(id));
        const perDay = received.map(({ to, day, id }) => `${to} ${day} ${id}`);
        const addressDays = new Set(received.map(({ to, day }) => `${to} ${day}`));
        // What a person had sent again, since nobody knew, is the same letter a second time.
        expect(new Set(perDay).size).toBe(addressDays.size);
        expect(addressDays.size).toBeGreaterThan(0);
        const odd = await db.query(
          `SELECT f.clock, f.rung, f.outcome FROM follow_up f
            WHERE f.case_id = ANY($1) AND f.outcome IN ('sent', 'merged')
              AND (SELECT count(*) FROM letter_part p
                    WHERE p.follow_up_id = f.id AND p.withdrawn_at IS NULL) <> 1
              AND NOT EXISTS (SELECT FROM letter_part p
                               WHERE p.follow_up_id = f.id AND p.withdraw_reason IS NOT NULL)`,
          [cases],
        );
        expect(odd).toEqual([]);
      }
      expect((await engine.audit.audit()).drift).toEqual([]);
    },
    4 * 60_000,
  );
});
