import { everyCase } from '@app/domain';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';
import { readLeftOut } from './left-out';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine('2026-11-16T09:00:00Z');
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());

async function openCase(name: string): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    name,
    sealer: engine.sealer,
    contact: { name: null, email: `${name.toLowerCase().replace(' ', '-')}@home.example` },
  });
  const opened = { locationId, officerId, on: '2026-11-14' };
  const { id } = await engine.cases.open(opened, 'officer:test');
  return id;
}

const record = (id: string, fact: object) => engine.cases.record(id, fact, 'officer:test');

const leftOut = async () =>
  (await readLeftOut(engine.db, engine.clock.now(), 50, everyCase)).map(
    ({ home, letter, reason }) => ({
      home,
      letter,
      reason,
    }),
  );

it('says nothing while everything goes as planned', async () => {
  const id = await openCase('Elm House');
  await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
  expect(await leftOut()).toEqual([]);
  await record(id, { type: 'closed', at: '2026-11-16T09:00:00Z', reason: 'no longer wanted' });
  expect(await leftOut()).toEqual([]);
});

it('lists what was passed over after an outage, and why', async () => {
  const id = await openCase('Oak House');
  await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
  engine.clock.set('2026-11-23T12:00:00Z');
  await engine.due.drain();
  expect(await leftOut()).toEqual([
    { home: 'Oak House', letter: 'otp-on-its-way', reason: 'passed-over' },
  ]);
});

it('lists a letter that was withdrawn before it left', async () => {
  const [unsent] = await engine.db.query<{ case_id: string }>(
    `SELECT p.case_id FROM letter l JOIN letter_part p ON p.letter_id = l.id
      WHERE l.status = 'planned' LIMIT 1`,
  );
  await record(unsent?.case_id ?? '', { type: 'otp-received', on: '2026-11-23' });
  expect(await leftOut()).toContainEqual({
    home: 'Oak House',
    letter: 'otp-arrived',
    reason: 'the reason for it has ended',
  });
});

it('forgets after two weeks', async () => {
  engine.clock.set('2026-12-12T09:00:00Z');
  expect(await leftOut()).toEqual([]);
});
