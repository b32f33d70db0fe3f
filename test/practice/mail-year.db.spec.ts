import { Database, readMailFrom, SettableClock, SmtpTransport } from '@app/platform';
import { Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { runPractice } from '../../apps/caseload/src/practice/run-practice';
import { type TestDatabase, testDatabase } from '../harness/database';
import { MailWeather } from '../harness/mail-weather';
import { testConfig } from '../harness/running-config';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink';

/*
 * The town lives with a mail server that has its troubles. In the end three witnesses are heard: the
 * ledger, the server's own log, and the facts of the cases. `MAIL_HOMES` and `MAIL_DAYS` set the size.
 */

const size = {
  homes: Number(process.env.MAIL_HOMES ?? 24),
  days: Number(process.env.MAIL_DAYS ?? 90),
  seed: 11,
};
const now = Temporal.Instant.from('2026-11-21T13:40:00Z');
const timeouts = { connect: 5_000, greeting: 5_000, silence: 5_000, letter: 10_000 };

interface LedgerRow {
  id: string;
  messageId: string;
  status: string;
  routine: boolean;
  addressKey: string;
  reply: string | null;
}

let test: TestDatabase;
let db: Database;
let sink: SmtpSink;
let ledger: LedgerRow[];
/** How often somebody was asked about a letter of which nobody knew, and said it had not come. */
const sentAgain = new Map<string, number>();
const shownAsUnknown = new Set<string>();

const copies = (messageId: string): number => sink.copies(messageId);
const accepted = (messageId: string): number =>
  sink.received.filter((m) => m.messageId === messageId && m.answer === 'accepted').length;

beforeAll(async () => {
  for (const how of ['error', 'warn', 'log'] as const)
    jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
  test = await testDatabase();
  db = new Database(test.url, { max: 2 });
  sink = await startSmtpSink();
  const config = testConfig(test.url);
  await runPractice(config, new SettableClock(now), size, {
    checked: true,
    mail: {
      transport: (clock) => {
        const weather = new MailWeather(size.seed, clock);
        sink.behave((recipient) => weather.letter(recipient));
        sink.greet(() => weather.connection());
        return new SmtpTransport(sink.url, readMailFrom(config.mailFrom), timeouts);
      },
      arrived: (messageId) => {
        shownAsUnknown.add(messageId);
        const isThere = copies(messageId) > 0;
        if (!isThere) sentAgain.set(messageId, (sentAgain.get(messageId) ?? 0) + 1);
        return isThere;
      },
    },
  });
  ledger = await db.query<LedgerRow>(
    `SELECT id, message_id AS "messageId", status, routine, encode(address_key, 'hex') AS "addressKey",
            server_reply AS reply
       FROM letter ORDER BY planned_at, id`,
  );
}, 3_600_000);
afterAll(async () => {
  await sink.stop();
  await db.close();
  await test.drop();
});

it('met every kind of trouble', () => {
  const of = (status: string): number => ledger.filter((l) => l.status === status).length;
  const figures = {
    letters: ledger.length,
    sent: of('sent'),
    refused: of('refused'),
    withdrawn: of('withdrawn'),
    waiting: of('planned') + of('deferred'),
    wereUnknown: shownAsUnknown.size,
    sentAgain: sentAgain.size,
    serverTook: sink.received.filter((m) => m.answer !== 'refused').length,
    serverRefused: sink.received.filter((m) => m.answer === 'refused').length,
  };
  process.stdout.write(`${JSON.stringify({ ...size, ...figures })}\n`);
  expect(figures.letters).toBeGreaterThan(size.homes);
  expect(figures.refused).toBeGreaterThan(0);
  expect(figures.wereUnknown).toBeGreaterThan(0);
  expect(figures.serverRefused).toBeGreaterThan(0);
});

it('the ledger and the log of the server agree to the last letter', () => {
  const known = new Set(ledger.map((l) => l.messageId));
  expect(sink.received.filter((m) => !known.has(m.messageId))).toEqual([]);
  const wrong = ledger.filter(({ messageId, status }) => {
    const took = copies(messageId);
    const isClear = accepted(messageId) > 0;
    switch (status) {
      case 'sent':
        return took === 0;
      case 'unknown':
        return false;
      default:
        // What somebody was told may have gone, and had sent again, may then be refused.
        return isClear || (took > 0 && !shownAsUnknown.has(messageId));
    }
  });
  expect(wrong).toEqual([]);
});

it('nobody got a letter twice without being shown as unknown before', () => {
  const twice = ledger.filter(({ messageId }) => copies(messageId) > 1);
  expect(twice.filter(({ messageId }) => !sentAgain.has(messageId))).toEqual([]);
  for (const { messageId } of ledger)
    expect(copies(messageId)).toBeLessThanOrEqual(1 + (sentAgain.get(messageId) ?? 0));
});

it('each address got at most one routine letter a day, by the log of the server', () => {
  const routine = new Map(ledger.filter((l) => l.routine).map((l) => [l.messageId, l]));
  const got = new Map<string, Set<string>>();
  for (const { messageId, raw, answer } of sink.received) {
    const letter = routine.get(messageId);
    if (!letter || answer === 'refused') continue;
    const at = /^Date: (.+)$/m.exec(raw)?.[1] ?? '';
    const day = londonDayOf(at);
    const key = `${letter.addressKey} ${day}`;
    got.set(key, (got.get(key) ?? new Set()).add(messageId));
  }
  expect([...got].filter(([, letters]) => letters.size > 1)).toEqual([]);
  expect(got.size).toBeGreaterThan(size.homes / 2);
});

/** From a Date header, which we write in UTC. */
const londonDayOf = (header: string): string =>
  Temporal.Instant.from(new Date(header).toISOString())
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate()
    .toString();

it('every rung the facts say was written lies in one letter, or has its reason why not', async () => {
  const fired = await db.query<{ parts: number; reason: string | null; outcome: string }>(
    `SELECT fu.outcome, fu.reason,
            (SELECT count(*)::int FROM letter_part p WHERE p.follow_up_id = fu.id
                AND (p.withdrawn_at IS NULL OR p.withdraw_reason IS NOT NULL)) AS parts
       FROM fact f
       JOIN follow_up fu ON fu.case_id = f.case_id AND fu.clock = f.details ->> 'clock'
        AND fu.rung = f.details ->> 'rung' AND fu.anchor_fact = (f.details ->> 'anchorFact')::uuid
      WHERE f.type = 'follow-up-fired' AND f.details ->> 'outcome' IN ('sent', 'merged')`,
  );
  expect(fired.length).toBeGreaterThan(size.homes);
  expect(fired.filter(({ parts }) => parts < 1)).toEqual([]);
});

it('every live part of a letter that went is a rung the facts know, or was written by hand', async () => {
  const strange = await db.query(
    `SELECT p.letter_id, p.kind
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
       LEFT JOIN follow_up fu ON fu.id = p.follow_up_id
      WHERE p.withdrawn_at IS NULL AND l.status = 'sent' AND p.follow_up_id IS NOT NULL
        AND NOT EXISTS (
          SELECT FROM fact f
           WHERE f.case_id = fu.case_id AND f.type = 'follow-up-fired'
             AND f.details ->> 'clock' = fu.clock AND f.details ->> 'rung' = fu.rung
             AND f.details ->> 'anchorFact' = fu.anchor_fact::text
             AND f.details ->> 'outcome' IN ('sent', 'merged'))`,
  );
  expect(strange).toEqual([]);
});
