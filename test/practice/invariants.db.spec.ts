import { Temporal } from 'temporal-polyfill';
import { allInvariants } from '../../apps/caseload/src/practice/invariants/all-invariants';
import { checkInvariants } from '../../apps/caseload/src/practice/invariants/check-invariants';
import { PracticeEngine } from '../../apps/caseload/src/practice/practice-engine';
import { buildOfficer, buildSite } from '../builders/register';
import { type TestDatabase, testDatabase } from '../harness/database';
import { testConfig } from '../harness/running-config';

const start = Temporal.Instant.from('2026-11-02T09:00:00Z');
const end = Temporal.Instant.from('2026-12-03T00:00:00Z');
const span = { from: Temporal.Instant.from('2026-11-01T00:00:00Z'), until: end };
const day = Temporal.PlainDate.from('2026-12-02');

let database: TestDatabase;
let engine: PracticeEngine;
/** Cases: a code by post that dies, an application without a reply, an account never activated. */
const cases = { code: '', form: '', account: '' };

beforeAll(async () => {
  database = await testDatabase();
  engine = new PracticeEngine(testConfig(database.url), start);
  const officerId = await buildOfficer(engine.db);
  const open = async (facts: Record<string, unknown>[]): Promise<string> => {
    const contact = { name: 'Sam Carter', email: 'sam.carter@home.example' };
    const { locationId } = await buildSite(engine.db, { contact, sealer: engine.sealer });
    const { id } = await engine.opening.open({ locationId, officerId }, `officer:${officerId}`);
    for (const fact of facts) await engine.recording.record(id, fact, `officer:${officerId}`);
    return id;
  };
  cases.code = await open([{ type: 'otp-requested', on: '2026-11-02', channel: 'post' }]);
  cases.form = await open([{ type: 'submitted', at: '2026-11-02T09:00:00Z' }]);
  const person = { person: 'Femi Gale', email: 'femi.gale@home.example', role: 'owner' };
  cases.account = await open([
    { type: 'person-added', on: '2026-11-02', ...person },
    { type: 'account-created', on: '2026-11-02', person: person.person },
    { type: 'leaver-marked', on: '2026-11-02', person: person.person },
  ]);
  await engine.fireUntil(end, () => Promise.resolve());
  engine.clock.set(end);
});

afterAll(async () => {
  await engine.close();
  await database.drop();
});

/** A fact slipped in behind the program's back. */
const slipIn = (which: keyof typeof cases, type: string, moment: string, details = {}): string => `
  INSERT INTO fact (case_id, seq, id, type, ${moment.includes('T') ? 'happened_at' : 'happened_on'},
                    details, recorded_at, recorded_by)
  SELECT '${cases[which]}', max(seq) + 1, gen_random_uuid(), '${type}', '${moment}',
         '${JSON.stringify(details)}', '${moment.slice(0, 10)}T07:00:00Z', 'test'
    FROM fact WHERE case_id = '${cases[which]}'`;

/** The id of the fact a clock of the code counts from, as SQL. */
const anchor = (): string =>
  `(SELECT id FROM fact WHERE case_id = '${cases.code}' AND type = 'otp-requested')`;

/** The database itself refuses a second one; the invariant must not lean on that. */
const noCeiling = 'DROP INDEX letter_one_routine_a_day';

/** A second letter beside the one of 9 November, for a rung of this name and letter. */
const secondLetter = (clock: string, kind: string): string => `
  WITH one AS (
    SELECT l.* FROM letter l WHERE l.id = ${firstLetter()}),
  copy AS (
    INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                        planned_at, day, attempts, settled_at)
    SELECT gen_random_uuid(), address_key, kinds, routine, '<second>', subject, sealed, status,
           planned_at, day, attempts, settled_at FROM one RETURNING id),
  rung AS (
    INSERT INTO follow_up (case_id, clock, rung, anchor_fact, anchor, act, addressee, letter, due_at,
                           send_at, ring_at, basis, status, outcome, settled_at, letter_id)
    SELECT f.case_id, '${clock}', 'second', f.anchor_fact, f.anchor, f.act, f.addressee, '${kind}',
           f.due_at, f.send_at, f.ring_at, f.basis, f.status, f.outcome, f.settled_at, copy.id
      FROM copy, follow_up f WHERE f.case_id = '${cases.code}' AND f.rung = 'day-5'
    RETURNING id, case_id, letter_id)
  INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind, follow_up_id)
  SELECT letter_id, 1, case_id, 'provider', '${kind}', id FROM rung`;

const firstLetter = (): string => `(
  SELECT l.id FROM letter l JOIN letter_part p ON p.letter_id = l.id
   WHERE p.case_id = '${cases.code}' ORDER BY l.planned_at LIMIT 1)`;

const letters = (set: string): string => `UPDATE letter SET ${set} WHERE id = ${firstLetter()}`;

/** What is done behind the program's back, and the invariant that has to notice. */
const breakages: [what: string, invariant: string, sql: () => string[]][] = [
  [
    'a case that waits for nobody known',
    'every open case has an owner and one to wait for',
    () => [`UPDATE application_case SET waiting_on = 'fate' WHERE id = '${cases.code}'`],
  ],
  [
    'an owner who has left',
    'every open case has an owner and one to wait for',
    () => [`UPDATE officer SET disabled_at = now()`],
  ],
  [
    'a case without a date',
    'every open case has a date running or a day it is looked at again',
    () => [
      'ALTER TABLE application_case DROP CONSTRAINT application_case_no_orphan',
      `UPDATE follow_up SET status = 'superseded', outcome = 'superseded'
        WHERE case_id = '${cases.account}' AND status = 'waiting'`,
      `UPDATE application_case SET parked_until = NULL WHERE id = '${cases.account}'`,
    ],
  ],
  [
    'a rung nobody fired',
    'what is due has been dealt with',
    () => [`UPDATE follow_up SET status = 'waiting', outcome = NULL WHERE rung = 'day-7'`],
  ],
  [
    'a call whose rung has gone',
    'a call is asked for only while it is wanted',
    () => [
      `UPDATE follow_up SET status = 'superseded', outcome = 'superseded' WHERE rung = 'call'`,
    ],
  ],
  [
    'a rung fired again',
    'no rung fires twice',
    () => [
      `INSERT INTO fact (case_id, seq, id, type, happened_at, details, recorded_at, recorded_by)
       SELECT case_id, 1000, gen_random_uuid(), type, happened_at, details, recorded_at, recorded_by
         FROM fact WHERE type = 'follow-up-fired' AND details ->> 'rung' = 'day-7'`,
    ],
  ],
  [
    'the same letter once more',
    'no letter goes out twice',
    () => [noCeiling, secondLetter('otp-arrival', 'otp-on-its-way')],
  ],
  [
    'a letter handed over again',
    'every letter is handed over once',
    () => [letters('attempts = 2')],
  ],
  [
    'a second routine letter that day',
    'at most one routine letter an address a day',
    () => [noCeiling, secondLetter('dspt-currency', 'dspt-expiring')],
  ],
  ...['2026-11-08T10:00:00Z', '2026-11-09T08:59:00Z', '2026-11-09T17:00:00Z'].map(
    (moment): [string, string, () => string[]] => [
      `a letter at ${moment}`,
      'letters go only in sending hours on working days',
      () => [letters(`planned_at = '${moment}'`)],
    ],
  ),
  [
    'a letter that left at night',
    'letters go only in sending hours on working days',
    () => [letters(`settled_at = '2026-11-09T23:00:00Z'`)],
  ],
  [
    'a letter left behind',
    'every letter has left or been withdrawn',
    () => [letters(`status = 'planned'`)],
  ],
  ...(
    [
      ['otp-requested', '2026-11-06', { channel: 'post' }],
      ['otp-used', '2026-11-06T08:00:00Z', {}],
      ['submitted', '2026-11-06T08:00:00Z', {}],
      ['contact-id-confirmed', '2026-11-06', {}],
      ['otp-received', '2026-11-06', {}],
    ] as const
  ).map(([type, moment, details]): [string, string, () => string[]] => [
    `letters after ${type}`,
    'no letter about a retired code',
    () => [slipIn('code', type, moment, details)],
  ]),
  [
    'letters after the request was retracted',
    'no letter about a retired code',
    () => [
      slipIn('code', 'retracted', '2026-11-06T08:00:00Z', { fact: '00' }).replace(
        `'{"fact":"00"}'`,
        `jsonb_build_object('fact', ${anchor()})`,
      ),
    ],
  ],
  [
    'a letter after the code died',
    'no letter about a retired code',
    () => [letters(`planned_at = '2026-12-02T10:00:00Z', settled_at = '2026-12-02T10:00:00Z'`)],
  ],
  [
    'letters after an opt-out',
    'no letter to a provider who asked for none',
    () => [slipIn('code', 'opted-out', '2026-11-06T07:00:00Z')],
  ],
  [
    'letters after the end',
    'no letter about a closed case',
    () => [slipIn('account', 'closed', '2026-11-03T07:00:00Z', { reason: 'site closed' })],
  ],
  [
    'letters on an account in use',
    'no letter on activating an account in use',
    () => [
      slipIn('account', 'account-activated', '2026-11-04', { person: '' }).replace(
        `'{"person":""}'`,
        `(SELECT details FROM fact WHERE type = 'account-created')`,
      ),
    ],
  ],
  ...['expired', 'breach', 'day-30'].map((rung): [string, string, () => string[]] => [
    `${rung} recorded an hour off`,
    'what ends is recorded at its true time',
    () => [
      `UPDATE follow_up SET due_at = due_at + interval '1 hour'
        WHERE rung = '${rung}' AND act = 'record'`,
    ],
  ]),
  [
    'a fact put in behind later ones',
    'facts stand in the order they were recorded',
    () => [slipIn('account', 'note-added', '2026-11-03T07:00:00Z', { text: 'Rang.' })],
  ],
  [
    'a death noticed late',
    'what ends is recorded when it ends',
    () => [
      `UPDATE follow_up SET settled_at = settled_at + interval '2 hours' WHERE rung = 'expired'`,
    ],
  ],
];

class RollBack extends Error {}

/** Breaks something, asks the invariant of that name (or all), and puts everything back. */
async function askedAfter(statements: readonly string[], name?: string): Promise<unknown> {
  let answer: unknown = null;
  const asked = allInvariants.filter((invariant) => name === undefined || invariant.name === name);
  await engine.db
    .transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE NONE');
      for (const statement of statements) await tx.query(statement);
      await checkInvariants(tx, day, span, asked).catch((error: unknown) => {
        answer = error;
      });
      throw new RollBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RollBack)) throw error;
    });
  return answer;
}

describe('the invariants of the practice town', () => {
  it('hold for a caseload that was let alone', async () => {
    expect(await askedAfter([])).toBeNull();
  });

  it.each(breakages)('notice %s', async (_what, invariant, statements) => {
    expect(await askedAfter(statements(), invariant)).toMatchObject({ invariant });
  });

  it('are each broken by something here', () => {
    expect(new Set(breakages.map(([, invariant]) => invariant))).toEqual(
      new Set(allInvariants.map(({ name }) => name)),
    );
  });

  it('name the day, the case and the home in a sentence', async () => {
    const waitsForFate = `UPDATE application_case SET waiting_on = 'fate' WHERE id = '${cases.code}'`;
    expect(String(await askedAfter([waitsForFate]))).toContain(
      `On 2026-12-02, case ${cases.code} (Invented House 1): it is open and waits for nobody (fate).`,
    );
  });
});
