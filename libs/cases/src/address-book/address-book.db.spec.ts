import { everyCase } from '@app/domain';
import { SilentBells } from '@app/follow-ups';
import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { RecordFactService } from '../record-fact.service';
import { SendLetterService } from '../send-letter/send-letter.service';
import { AddressBook } from './address-book.service';
import { readNotWrittenTo } from './not-written-to';

const friday = '2026-11-20T10:00:00Z';
const actor = 'officer:test';
const since = Temporal.Instant.from(friday);

let engine: Engine;
let book: AddressBook;
let letters: SendLetterService;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  const { db, clock, settings } = engine;
  book = new AddressBook(db, clock, settings);
  const bells = new SilentBells();
  const recording = new RecordFactService(db, clock, bells, settings);
  letters = new SendLetterService(db, clock, recording, bells, settings);
  officerId = await buildOfficer(db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

/** A case of a home of its own, whose contact has this address. */
async function openCase(email: string, name = 'Invented House'): Promise<string> {
  const contact = { name: 'Jo Manager', email };
  const { locationId } = await buildSite(engine.db, { name, sealer: engine.sealer, contact });
  return (await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor)).id;
}

const free = {
  kind: 'free',
  recipient: 'provider',
  about: null,
  title: 'Hello',
  text: 'Hello.',
  clock: null,
  person: null,
  askedFor: null,
} as const;

it('withdraws what waits for an address, and suppresses what comes, in every case', async () => {
  const email = 'group@homes.example';
  const [one, two] = [await openCase(email), await openCase(email)];
  await letters.send(one, free, actor);
  await book.silence(email, { why: 'objected', since, asker: 'reader', how: 'phone' }, actor);
  const waiting = await engine.db.query<{ status: string; reason: string }>(
    `SELECT l.status, l.withdraw_reason AS reason FROM letter l
       JOIN letter_part p ON p.letter_id = l.id WHERE p.case_id = $1`,
    [one],
  );
  expect(waiting).toEqual([
    { status: 'withdrawn', reason: 'whoever reads this address asked for no letters' },
  ]);
  await engine.cases.record(two, a.requested('2026-11-15'), actor);
  engine.clock.set('2026-11-20T12:00:00Z');
  await engine.due.drain();
  const fired = (await engine.cases.followUps(two)).filter((f) => f.outcome !== null);
  expect(fired.map((f) => [f.rung, f.outcome, f.reason])).toEqual([
    ['day-5', 'suppressed', 'objected'],
  ]);
  expect(await engine.audit.auditCases([one, two])).toEqual([]);
});

it('lists who is not written to, and forgets nobody who asked', async () => {
  const silent = await openCase('silent@home.example', 'Silent House');
  const ann = { email: 'ann@home.example' };
  await engine.cases.record(silent, a.named('2026-11-02', 'Ann Lee', ann), actor);
  await engine.cases.record(silent, a.optedOut('2026-11-19T10:00:00Z'), actor);
  await engine.cases.record(silent, a.personOptedOut('2026-11-19T11:00:00Z', 'Ann Lee'), actor);
  await book.silence('lost@nowhere.example', { why: 'bounced', since }, actor);
  const { counts, addresses, cases } = await readNotWrittenTo(engine.db, engine.sealer, everyCase);
  expect(counts).toMatchObject({ bounced: 1, 'wrong-person': 0 });
  expect(JSON.stringify(addresses)).not.toContain('lost@');
  expect(cases).toEqual([
    {
      caseId: silent,
      home: 'Silent House',
      person: null,
      isPerson: false,
      since: '2026-11-19T10:00:00Z',
    },
    {
      caseId: silent,
      home: 'Silent House',
      person: 'Ann Lee',
      isPerson: true,
      since: '2026-11-19T11:00:00Z',
    },
  ]);
  await engine.cases.record(silent, a.optedIn('2026-11-20T09:00:00Z'), actor);
  const after = await readNotWrittenTo(engine.db, engine.sealer, everyCase);
  expect(after.cases.map((c) => c.isPerson)).toEqual([true]);
});

it('writes to an address again, and says who is back', async () => {
  const email = 'again@home.example';
  const id = await openCase(email);
  await book.silence(email, { why: 'bounced', since }, actor);
  const [note] = await book.notes([email]);
  expect(note?.silences).toMatchObject([{ why: 'bounced', recordedBy: actor }]);
  await book.hearAgain(note?.key ?? '', 'bounced', actor);
  expect((await book.notes([email]))[0]?.silences).toEqual([]);
  await letters.send(id, free, actor);
  await expect(book.hearAgain('nonsense', 'bounced', actor)).rejects.toMatchObject({
    code: 'no-such-address',
  });
});
