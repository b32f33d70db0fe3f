import { AskAgainService, MailTroubles } from '@app/cases';
import { type Bells } from '@app/follow-ups';
import { MailLane } from '@app/letters';
import { type Queues, SmtpTransport } from '@app/platform';
import { lettersOfCase, newAddress } from '../../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { type SmtpSink, startSmtpSink } from '../../../../test/harness/smtp-sink';
import { AnswerBellJob } from './answer-bell.job';
import { SendLettersJob } from './send-letters.job';
import { SweepJob } from './sweep.job';

// A mail server that takes the connection and then says nothing, for longer than the tests last.

const now = '2026-11-20T10:00:00Z';
const from = { name: 'Caseload', address: 'caseload@example.org' };
const patience = { connect: 60_000, greeting: 60_000, silence: 60_000, letter: 60_000 };

let engine: Engine;
let sink: SmtpSink;
let lane: MailLane;
let letters: SendLettersJob;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(now);
  officerId = await buildOfficer(engine.db);
  sink = await startSmtpSink();
  sink.greet({ do: 'hang', at: 'banner' });
  const { db, clock, sealer, settings } = engine;
  lane = new MailLane(db, clock, sealer, new SmtpTransport(sink.url, from, patience));
  letters = new SendLettersJob(
    new AskAgainService(db, clock, settings),
    lane,
    new MailTroubles(db, clock),
    db,
    clock,
    settings,
  );
});
afterAll(async () => {
  letters.beforeApplicationShutdown();
  // The server goes first: whoever waits for it is told so at once.
  await sink.stop();
  await lane.stop();
  await engine.close();
});

/** A case whose letter is due now. */
async function dueCase(): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: null, email: newAddress() },
  });
  const opened = { locationId, officerId, on: '2026-11-01' };
  const { id } = await engine.cases.open(opened, 'officer:test');
  const fact = { type: 'otp-requested', on: '2026-11-14', channel: 'post' };
  await engine.cases.record(id, fact, 'officer:test');
  return id;
}

const lettersOf = async (caseId: string) =>
  (
    await engine.db.query<{ status: string }>(`SELECT status FROM letter WHERE ${lettersOfCase}`, [
      caseId,
    ])
  ).length;

const noBells = { setComing: () => Promise.resolve(0) } as unknown as Bells;
const noQueue = { worker: () => undefined } as unknown as Queues;

it('does not hold up the sweep', async () => {
  const sweep = new SweepJob(noBells, engine.due, lane, letters);
  const first = await dueCase();
  await sweep.run();
  const second = await dueCase();
  await sweep.run();
  expect([await lettersOf(first), await lettersOf(second)]).toEqual([1, 1]);
  expect(sink.received).toEqual([]);
}, 10_000);

it('does not hold up what other bells ring for', async () => {
  const answer = new AnswerBellJob(noQueue, engine.clock, engine.due, letters);
  const first = await dueCase();
  await answer.run({ clock: 'otp-arrival', at: now });
  await answer.run({ clock: 'letters', at: now });
  const second = await dueCase();
  await answer.run({ clock: 'otp-arrival', at: now });
  expect([await lettersOf(first), await lettersOf(second)]).toEqual([1, 1]);
}, 10_000);
