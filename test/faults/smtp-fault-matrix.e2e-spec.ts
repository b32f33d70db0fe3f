import { MailTroubles } from '@app/cases';
import {
  addressKey,
  addressStandings,
  LetterBook,
  lettersNeedingSomebody,
  lettersPutOff,
  MailLane,
  type NewLetter,
  planLetters,
  readMailHealth,
} from '@app/letters';
import { Database, type MailTls, Sealer, SettableClock, SmtpTransport } from '@app/platform';
import { Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { everyCase, londonDay } from '@app/domain';
import { presentMail } from '../../apps/api/src/officer/mail/mail.presenter';
import { presentTray } from '../../apps/api/src/officer/mail-tray/mail-tray.presenter';
import { viewEnvironment } from '../../apps/api/src/views/configure-views';
import { buildBareCase, newLetter } from '../builders/letters';
import { type TestDatabase, testDatabase } from '../harness/database';
import {
  type Behaviour,
  type SinkOptions,
  type SmtpSink,
  startSmtpSink,
} from '../harness/smtp-sink';

// Real: PostgreSQL, the SMTP server, TLS, nodemailer, the pages. Set by hand: the clock.

const from = { name: 'Caseload', address: 'caseload@example.org' };
const timeouts = { connect: 1500, greeting: 700, silence: 700, letter: 1500 };
const morning = Temporal.Instant.from('2026-12-24T09:00:00Z');

/** What a letter has come to. */
interface Outcome {
  /** Whose it is; the part before the @. */
  to: string;
  status: 'sent' | 'planned' | 'deferred' | 'refused' | 'unknown';
  attempts: number;
  /** What the officer reads about it, on the page of mail or in the tray. */
  words: RegExp;
  /** The call somebody is asked to make. */
  task: string | null;
  /** Copies the recipient may find. */
  copies: number;
}

interface Row {
  fault: string;
  server?: SinkOptions;
  tls?: MailTls;
  /** Nobody listens at the address of the mail server. */
  away?: true;
  greet?: Behaviour;
  letter?: Behaviour | ((recipient: string) => Behaviour);
  /** Every RSET is answered with this. */
  rset?: number;
  /** Who gets a letter each; one manager unless said. */
  to?: readonly string[];
  /** All mail waits, and the page says why. */
  halted?: RegExp;
  /** Nothing more is sent to these. */
  silenced?: readonly string[];
  outcomes: readonly Outcome[];
  /** So many minutes later the server is well, and this is how it ends. */
  later?: { minutes: number; outcomes: readonly Outcome[] };
}

const refuse = (at: Extract<Behaviour, { do: 'refuse' }>['at'], code: number, text: string) =>
  ({ do: 'refuse', at, code, text }) as const;

const one = (outcome: Omit<Outcome, 'to'>): Outcome[] => [{ to: 'manager', ...outcome }];

const deferred = (words: RegExp): Outcome[] =>
  one({ status: 'deferred', attempts: 1, words, task: null, copies: 0 });
const halted = one({
  status: 'planned',
  attempts: 0,
  words: /Waiting to be sent/,
  task: null,
  copies: 0,
});
const unknown = one({
  status: 'unknown',
  attempts: 1,
  words:
    /may or may not have arrived: the connection broke\. Ask the home if they have it\. .*It arrived.*Send it again/,
  task: 'mail/unknown',
  copies: 1,
});
const refused = (words: RegExp, task = 'mail/refused'): Outcome[] =>
  one({ status: 'refused', attempts: 1, words, task, copies: 0 });
const sent = (attempts = 1): Outcome[] =>
  one({ status: 'sent', attempts, words: /Sent/, task: null, copies: 1 });
const goesLater = { minutes: 5, outcomes: sent(2) };
const goesAfterHalt = { minutes: 1, outcomes: sent() };

const rows: readonly Row[] = [
  {
    fault: 'refuse connect',
    away: true,
    outcomes: deferred(/Put off .*Tried 1 time\. Next try today at 9:05am.*connection refused/),
  },
  {
    fault: 'hang before banner',
    greet: { do: 'hang', at: 'banner' },
    outcomes: deferred(/did not answer in time/),
    later: goesLater,
  },
  {
    fault: '421 banner',
    greet: refuse('banner', 421, 'too busy'),
    outcomes: deferred(/asked us to try again later: "421 too busy"/),
    later: goesLater,
  },
  {
    fault: 'EHLO 5xx',
    greet: refuse('ehlo', 550, 'go away'),
    halted: /takes no letters from us: "550 go away"/,
    outcomes: halted,
    later: goesAfterHalt,
  },
  {
    fault: 'STARTTLS missing',
    tls: 'required',
    halted: /No secure connection to the mail server/,
    outcomes: halted,
  },
  {
    fault: 'STARTTLS with a bad certificate',
    server: { tls: 'starttls' },
    halted: /No secure connection to the mail server .*Check its certificate/,
    outcomes: halted,
  },
  {
    fault: 'AUTH 535',
    server: { auth: { user: 'caseload', pass: 'another' } },
    halted: /did not accept our sign-in: "535 .*Check the user name and password/,
    outcomes: halted,
  },
  {
    fault: 'MAIL 4xx',
    greet: refuse('mail', 451, 'not just now'),
    outcomes: deferred(/try again later: "451 not just now"/),
    later: goesLater,
  },
  {
    fault: 'MAIL 5xx',
    greet: refuse('mail', 553, 'not your address'),
    halted: /refuses our sender address: "553 not your address"\. Check MAIL_FROM/,
    outcomes: halted,
    later: goesAfterHalt,
  },
  {
    fault: 'RCPT 450 greylist, accepted after 5 minutes',
    letter: refuse('rcpt', 450, '4.2.0 greylisted'),
    outcomes: deferred(/"450 4\.2\.0 greylisted"/),
    later: goesLater,
  },
  {
    fault: 'RCPT 451',
    letter: refuse('rcpt', 451, '4.3.0 local error'),
    outcomes: deferred(/"451 4\.3\.0 local error"/),
    later: goesLater,
  },
  {
    fault: 'RCPT 550 5.1.1',
    letter: refuse('rcpt', 550, '5.1.1 no such user'),
    silenced: ['manager'],
    outcomes: refused(
      /There is no such address\. Nothing more is sent to it\. .*record an address that works/,
      'mail/bounced',
    ),
    later: { minutes: 180, outcomes: refused(/There is no such address/, 'mail/bounced') },
  },
  {
    fault: 'RCPT 552 full',
    letter: refuse('rcpt', 552, '5.2.2 mailbox full'),
    outcomes: refused(/did not take it\..*Their mailbox is full: "552 5\.2\.2 mailbox full"/),
    later: { minutes: 180, outcomes: refused(/Their mailbox is full/) },
  },
  {
    fault: 'DATA 4xx',
    letter: refuse('data', 451, 'later'),
    outcomes: deferred(/"451 later"/),
    later: goesLater,
  },
  {
    fault: 'DATA 5xx',
    letter: refuse('data', 554, 'no'),
    outcomes: refused(/refused this letter: "554 no"/),
    later: { minutes: 180, outcomes: refused(/refused this letter/) },
  },
  {
    fault: 'final dot 4xx',
    letter: refuse('dot', 452, 'out of space'),
    outcomes: deferred(/"452 out of space"/),
    later: goesLater,
  },
  {
    fault: 'final dot 5xx',
    letter: refuse('dot', 554, '5.7.1 looks like spam'),
    outcomes: refused(/refused this letter: "554 5\.7\.1 looks like spam"/),
    later: { minutes: 180, outcomes: refused(/refused this letter/) },
  },
  {
    fault: 'drip-feed',
    letter: { do: 'drip', at: 'rcpt' },
    outcomes: deferred(/did not answer in time/),
    later: goesLater,
  },
  {
    fault: 'drop in the middle of the body',
    letter: { do: 'drop', at: 'body' },
    outcomes: one({
      status: 'unknown',
      attempts: 1,
      words: /may or may not have arrived/,
      task: 'mail/unknown',
      copies: 0,
    }),
  },
  {
    fault: 'drop after the final dot, before 250',
    letter: { do: 'drop', at: 'dot' },
    outcomes: unknown,
    later: { minutes: 180, outcomes: unknown },
  },
  {
    fault: '250 after our time-out',
    letter: { do: 'slow', ms: 1200 },
    outcomes: unknown,
    later: { minutes: 180, outcomes: unknown },
  },
  {
    fault: 'drop after 250',
    letter: { do: 'drop', at: 'after-250' },
    outcomes: sent(),
    later: { minutes: 180, outcomes: sent() },
  },
  {
    fault: 'RSET storms',
    rset: 421,
    to: ['no-1', 'yes-1', 'no-2', 'yes-2', 'no-3', 'yes-3'],
    letter: (to) => (to.startsWith('no') ? refuse('rcpt', 450, 'greylisted') : { do: 'accept' }),
    outcomes: [1, 2, 3].flatMap((n) => [
      ...deferred(/"450 greylisted"/).map((o) => ({ ...o, to: `no-${n}` })),
      ...sent().map((o) => ({ ...o, to: `yes-${n}` })),
    ]),
    later: {
      minutes: 5,
      outcomes: [1, 2, 3].flatMap((n) => [
        ...sent(2).map((o) => ({ ...o, to: `no-${n}` })),
        ...sent().map((o) => ({ ...o, to: `yes-${n}` })),
      ]),
    },
  },
  {
    fault: '3 recipients’ letters with mixed answers',
    to: ['good', 'grey', 'gone'],
    letter: (to) =>
      to.startsWith('grey')
        ? refuse('rcpt', 450, 'greylisted')
        : to.startsWith('gone')
          ? refuse('rcpt', 550, '5.1.1 unknown')
          : { do: 'accept' },
    silenced: ['gone'],
    outcomes: [
      ...sent().map((o) => ({ ...o, to: 'good' })),
      ...deferred(/"450 greylisted"/).map((o) => ({ ...o, to: 'grey' })),
      ...refused(/There is no such address/, 'mail/bounced').map((o) => ({ ...o, to: 'gone' })),
    ],
    later: {
      minutes: 5,
      outcomes: [
        ...sent().map((o) => ({ ...o, to: 'good' })),
        ...sent(2).map((o) => ({ ...o, to: 'grey' })),
        ...refused(/There is no such address/, 'mail/bounced').map((o) => ({ ...o, to: 'gone' })),
      ],
    },
  },
];

const sealer = new Sealer('a field key for tests, long enough to pass');
const clock = new SettableClock(morning);
const views = viewEnvironment({ 'caseload.css': 'x.css', 'favicon.svg': 'x.svg' });
let test: TestDatabase;
let db: Database;
let sink: SmtpSink;
let lane: MailLane;
let letters: Map<string, NewLetter>;

beforeAll(async () => {
  for (const how of ['error', 'warn', 'log'] as const)
    jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  test = await testDatabase();
  db = new Database(test.url);
});
beforeEach(async () => {
  clock.set(morning);
  for (const table of ['task', 'letter', 'mail_halt', 'correspondent_silence', 'correspondent'])
    await db.query(`DELETE FROM ${table}`);
});
afterEach(async () => {
  await lane.stop();
  await sink.stop();
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const addressOf = (name: string): string => `${name}@home.example`;

async function arrange(row: Row): Promise<void> {
  sink = await startSmtpSink(row.server);
  if (row.greet) sink.greet(row.greet);
  if (row.letter) sink.behave(row.letter);
  if (row.rset) sink.stormAtRset(row.rset);
  const url = row.away ? 'smtp://127.0.0.1:1' : sink.url.replace('another', 'wrong');
  lane = new MailLane(
    db,
    clock,
    sealer,
    new SmtpTransport(url, from, timeouts, row.tls ? { tls: row.tls } : {}),
  );
  letters = new Map();
  for (const name of row.to ?? ['manager']) {
    const { id } = await buildBareCase(db, { homeName: `The home of ${name}` });
    letters.set(
      name,
      newLetter(id, {
        to: { name: null, address: addressOf(name) },
        addressKey: addressKey(sealer, addressOf(name)),
      }),
    );
  }
  await planLetters(db, sealer, [...letters.values()], 'example.org');
}

/** One round of the worker: it sends, sweeps, and tells of what stopped. */
async function work(): Promise<void> {
  await lane.sendDue();
  await lane.sweepLeases();
  await new MailTroubles(db, clock).tell();
}

/** The page of mail and the tray as an officer reads them. */
async function screen(): Promise<string> {
  const now = clock.now();
  const book = new LetterBook(db, sealer);
  const mail = presentMail({
    now,
    leaves: true,
    perMinute: 60,
    health: await readMailHealth(db, now),
    halt: await book.halted(),
    needing: await lettersNeedingSomebody(db, 50, everyCase),
    putOff: await lettersPutOff(db, 50, everyCase),
    leftOut: [],
    practice: false,
  });
  const asked = { onlyTrouble: false, laterPage: false, practice: false };
  const tray = presentTray(await book.list({ scope: everyCase, limit: 50 }), asked, londonDay(now));
  const html = [views.render('mail/mail.njk', mail), views.render('mail-tray/mail-tray.njk', tray)];
  return html
    .join(' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

async function expectOutcomes(outcomes: readonly Outcome[]): Promise<void> {
  const shown = await screen();
  for (const { to, status, attempts, words, task, copies } of outcomes) {
    const { id } = letters.get(to) as NewLetter;
    const [row] = await db.query<object>('SELECT status, attempts FROM letter WHERE id = $1', [id]);
    const tasks = await db.query<{ kind: string }>(
      "SELECT kind FROM task WHERE about = $1 AND status = 'open'",
      [id],
    );
    expect({
      to,
      ...row,
      task: tasks.map(({ kind }) => kind),
      copies: sink.copies(`<${id}@example.org>`),
    }).toEqual({ to, status, attempts, task: task === null ? [] : [task], copies });
    expect(shown).toMatch(words);
  }
}

// Twenty-four faults, each its own: a name given twice would hide one.
if (new Set(rows.map(({ fault }) => fault)).size !== 24) throw new Error('A row is missing.');

it.each(rows)('$fault', async (row) => {
  await arrange(row);
  await work();
  await expectOutcomes(row.outcomes);
  const { halted: why = null } = row;
  const halt = await new LetterBook(db, sealer).halted();
  if (why === null) expect(halt).toBeNull();
  else {
    expect(halt?.reason).toMatch(why);
    expect(await screen()).toMatch(/No mail goes out since today at 9:00am/);
  }
  const keys = [...letters.keys()].map((name) => [name, addressKey(sealer, addressOf(name))]);
  const standings = await addressStandings(
    db,
    keys.map(([, key]) => key as Buffer),
  );
  const silenced = keys.filter(([, key]) => standings.has((key as Buffer).toString('hex')));
  expect(silenced.map(([name]) => name)).toEqual(row.silenced ?? []);

  if (!row.later) return;
  sink.greet({ do: 'accept' });
  sink.behave({ do: 'accept' });
  clock.set(morning.add({ minutes: row.later.minutes }));
  await work();
  await work();
  await expectOutcomes(row.later.outcomes);
});
