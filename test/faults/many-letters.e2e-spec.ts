import { MailTroubles } from '@app/cases';
import { addressKey, type NewLetter, planLetters } from '@app/letters';
import { Database, type FaultPoint, Sealer, SettableClock } from '@app/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { buildBareCase, newLetter } from '../builders/letters';
import { type TestDatabase, testDatabase } from '../harness/database';
import { testFieldKey } from '../harness/engine';
import { testConfig } from '../harness/running-config';
import { type Behaviour, type SmtpSink, startSmtpSink } from '../harness/smtp-sink';
import { startWorkerProcess, type WorkerProcess } from '../harness/worker-process';

// Real: PostgreSQL, the mail server, two worker processes at a time that are killed with -9.

/** In full: LETTERS=10000 npx jest test/faults/many-letters */
const count = Number(process.env.LETTERS ?? 400);
const seed = Number(process.env.LETTERS_SEED ?? 20261224);
const rounds = count >= 5000 ? 40 : 6;
/** Of the letters, so many meet a fault of the server each, and as many connections meet one. */
const faultyShare = 0.05;

const morning = Temporal.Instant.from('2026-12-24T09:05:00Z');
/** More than a lease lasts, so that each round finds what the one before left behind. */
const minutesEachRound = 10;
/** Where every core is busy a worker takes long to start; then it lives on for as long as this. */
const longestStartMs = 20_000;
const longestLifeMs = 3_500;
/** Nothing more becomes of letters at this hour: the next has to come. */
const longestStillMs = count >= 5000 ? 60_000 : 10_000;
const timeouts = '?connectionTimeout=1000&greetingTimeout=1000&socketTimeout=1000';

/** What a worker has in hand when it dies becomes unknown: at a pace it takes few at a time. */
const mailPerMinute = 3000;

const points: readonly FaultPoint[] = [
  'before-claim',
  'after-claim',
  'after-smtp',
  'after-commit',
  'sweep',
];

/** A stream of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomFrom(seed);
const upTo = (most: number): number => Math.floor(random() * most);
const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T;

const refuse = (at: 'rcpt' | 'data' | 'dot' | 'mail' | 'banner', code: number): Behaviour => ({
  do: 'refuse',
  at,
  code,
  text: 'said the server',
});

/** The first time only; later the letter is taken. */
const passing: readonly Behaviour[] = [
  refuse('rcpt', 450),
  refuse('rcpt', 421),
  refuse('data', 451),
  refuse('dot', 452),
  { do: 'drop', at: 'rcpt' },
  { do: 'hang', at: 'rcpt' },
  { do: 'drip', at: 'rcpt' },
];
const lasting: readonly Behaviour[] = [
  refuse('rcpt', 550),
  refuse('rcpt', 552),
  refuse('data', 554),
  refuse('dot', 554),
];
/** After which nobody can know. */
const ambiguous: readonly Behaviour[] = [
  { do: 'drop', at: 'body' },
  { do: 'drop', at: 'dot' },
  { do: 'hang', at: 'dot' },
  { do: 'slow', ms: 1500 },
  { do: 'drop', at: 'after-250' },
];
const ofConnections: readonly Behaviour[] = [
  refuse('banner', 421),
  refuse('mail', 451),
  { do: 'hang', at: 'banner' },
  { do: 'drop', at: 'banner' },
  { do: 'drop', at: 'mail' },
  { do: 'drip', at: 'mail' },
];

interface Row {
  id: string;
  message_id: string;
  status: string;
  attempts: number;
}

let test: TestDatabase;
let db: Database;
let sink: SmtpSink;
const sealer = new Sealer(testFieldKey);
const running = new Set<WorkerProcess>();

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url, { max: 2 });
  sink = await startSmtpSink();
});
afterAll(async () => {
  await Promise.all([...running].map((worker) => worker.kill()));
  await sink.stop();
  await db.close();
  await test.drop();
});

/** Letters that fall due bit by bit over the rounds. */
async function planAll(): Promise<void> {
  const cases: string[] = [];
  for (let n = 0; n < 20; n++) cases.push((await buildBareCase(db)).id);
  let batch: NewLetter[] = [];
  for (let n = 0; n < count; n++) {
    const address = `person-${n}@home.example`;
    const round = Math.floor((n * rounds) / count);
    batch.push(
      newLetter(cases[n % cases.length] as string, {
        to: { name: null, address },
        addressKey: addressKey(sealer, address),
        sendFrom: morning.add({ minutes: round * minutesEachRound }),
      }),
    );
    if (batch.length === 500 || n === count - 1) {
      await planLetters(db, sealer, batch, 'example.org');
      batch = [];
    }
  }
}

/** Gives one letter in twenty a fault of its own, and one connection in twenty. */
function misbehave(): void {
  const faults = new Map<string, Behaviour>();
  const met = new Set<string>();
  for (let n = 0; n < count; n++)
    if (random() < faultyShare)
      faults.set(`person-${n}@home.example`, pick(pick([passing, lasting, ambiguous])));
  sink.behave((recipient) => {
    const fault = faults.get(recipient);
    if (!fault || (met.has(recipient) && passing.includes(fault))) return { do: 'accept' };
    // The rule is asked at RCPT, at DATA and at the end: it is met once it has been carried out.
    setTimeout(() => met.add(recipient), 200).unref();
    return fault;
  });
}

const faultsOfConnections = new Map<number, Behaviour>();
function faultOfConnection(n: number): Behaviour {
  const known = faultsOfConnections.get(n);
  if (known) return known;
  const fault: Behaviour = random() < faultyShare ? pick(ofConnections) : { do: 'accept' };
  faultsOfConnections.set(n, fault);
  return fault;
}

function start(startAt: Temporal.Instant, fault?: string): WorkerProcess {
  const worker = startWorkerProcess({
    ...testConfig(test.url, { smtpUrl: `${sink.url}${timeouts}`, startAt: startAt.toString() }),
    mailPerMinute,
    fault,
  });
  running.add(worker);
  return worker;
}

/** Two workers; one dies at a named point, the other at any moment, and now and then the database cuts them off. */
async function round(n: number): Promise<void> {
  const now = morning.add({ minutes: n * minutesEachRound });
  // All mail is refused for one round in ten: nothing may come of that but waiting.
  const isHalted = n % 10 === 3;
  sink.greet(isHalted ? refuse('mail', 553) : faultOfConnection);
  const point = points[n % points.length] as FaultPoint;
  const times = point === 'after-smtp' || point === 'after-commit' ? 1 + upTo(20) : 1 + upTo(2);
  const connections = sink.connections();
  const named = start(now, `${point}:kill:${times}`);
  const other = start(now);
  const namedEnded = named.ended.catch(() => undefined);
  await until(() => sink.connections() > connections, longestStartMs);
  const life = upTo(2_500);
  const cutOff = n % 3 === 1 ? pause(life / 2).then(cutOffWorkers) : Promise.resolve();
  await Promise.all([
    Promise.race([namedEnded, pause(longestLifeMs)]).then(() => end(named)),
    pause(life).then(() => end(other)),
    cutOff,
  ]);
}

/** Waits until something holds, on a machine that may be busy; then goes on all the same. */
async function until(holds: () => boolean | Promise<boolean>, longestMs: number): Promise<void> {
  const began = performance.now();
  while (!(await holds()) && performance.now() - began < longestMs) await pause(50);
}

async function end(worker: WorkerProcess): Promise<void> {
  await worker.kill();
  running.delete(worker);
}

/** The database ends the workers' connections, as when it is started anew. */
async function cutOffWorkers(): Promise<void> {
  await db.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND client_port IS NOT NULL`,
  );
}

const unsettled = async (): Promise<number> => {
  const [row] = await db.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM letter WHERE status IN ('planned', 'claimed', 'deferred')",
  );
  return row?.n ?? 0;
};

/** Lives on, some minutes at a time, until nothing waits. */
async function settle(): Promise<void> {
  const last = morning.add({ minutes: rounds * minutesEachRound });
  sink.greet({ do: 'accept' });
  for (let n = 0; n < 8 && (await unsettled()) > 0; n++) {
    const worker = start(last.add({ minutes: n * 8 }));
    let left = await unsettled();
    let movedAt = performance.now();
    await until(async () => {
      const now = await unsettled();
      if (now !== left) movedAt = performance.now();
      left = now;
      return left === 0 || performance.now() - movedAt > longestStillMs;
    }, 5 * 60_000);
    await end(worker);
  }
  await new MailTroubles(db, new SettableClock(last.add({ hours: 1 }))).tell();
}

it(
  `${count} letters under faults and kills: none lost in silence, none twice unflagged`,
  async () => {
    await planAll();
    misbehave();
    const began = performance.now();
    for (let n = 0; n < rounds; n++) await round(n);
    await settle();
    const seconds = Math.round((performance.now() - began) / 1000);

    const ledger = await db.query<Row>('SELECT id, message_id, status, attempts FROM letter');
    const copies = new Map<string, number>();
    for (const { messageId, answer } of sink.received)
      if (answer !== 'refused') copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
    const got = (row: Row): number => copies.get(row.message_id) ?? 0;
    const being = (status: string): Row[] => ledger.filter((row) => row.status === status);
    const tasks = await db.query<{ about: string }>(
      "SELECT about FROM task WHERE status = 'open' AND kind LIKE 'mail/%'",
    );
    const told = new Set(tasks.map(({ about }) => about));

    const figures = {
      letters: ledger.length,
      sent: being('sent').length,
      refused: being('refused').length,
      unknown: being('unknown').length,
      unknownButArrived: being('unknown').filter((row) => got(row) === 1).length,
      received: sink.received.length,
      retried: ledger.filter((row) => row.attempts > 1).length,
      silentlyLost: ledger.filter((row) => row.status === 'sent' && got(row) === 0).length,
      copiesUnflagged: ledger.filter((row) => row.status !== 'unknown' && got(row) > 1).length,
      copiesAtAll: ledger.filter((row) => got(row) > 1).length,
      arrivedUnflagged: ledger.filter(
        (row) => !['sent', 'unknown'].includes(row.status) && got(row) > 0,
      ).length,
      troublesUntold: [...being('refused'), ...being('unknown')].filter(({ id }) => !told.has(id))
        .length,
      seed,
      rounds,
      seconds,
    };
    if (process.env.LETTERS) process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(figures).toMatchObject({
      letters: count,
      silentlyLost: 0,
      copiesUnflagged: 0,
      copiesAtAll: 0,
      arrivedUnflagged: 0,
      troublesUntold: 0,
    });
    expect(figures.sent + figures.refused + figures.unknown).toBe(count);
    // The faults did strike: otherwise this would prove nothing.
    expect(figures.unknown).toBeGreaterThan(0);
    expect(figures.refused).toBeGreaterThan(0);
    expect(figures.retried).toBeGreaterThan(0);
  },
  40 * 60_000,
);
