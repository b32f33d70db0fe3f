import { randomUUID } from 'node:crypto';
import { Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildBareCase } from '../../../test/builders/letters';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { type RaisedTask, raiseTask, withdrawRaisedTasks, withdrawTasksAbout } from './raise-task';

const now = Temporal.Instant.from('2026-11-25T10:00:00Z');
let test: TestDatabase;
let db: Database;
let caseId: string;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
});
beforeEach(async () => {
  caseId = (await buildBareCase(db, { homeName: 'Oak House' })).id;
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const task = (changes: Partial<RaisedTask> = {}): RaisedTask => ({
  caseId,
  kind: 'mail/unknown',
  addressee: 'officer',
  dueAt: now,
  about: null,
  ...changes,
});

const stored = () =>
  db.query<{ status: string }>(
    'SELECT kind, about, status, settled_by AS by, reason FROM task WHERE case_id = $1 ORDER BY kind, status, about',
    [caseId],
  );

it('asks once about a letter, however often and by however many it is told', async () => {
  const [one, two] = [randomUUID(), randomUUID()].sort() as [string, string];
  await Promise.all(Array.from({ length: 8 }, () => raiseTask(db, task({ about: one }), now)));
  await raiseTask(db, task({ about: two }), now);
  await raiseTask(db, task({ about: one, kind: 'mail/refused' }), now);
  const open = { status: 'open', by: null, reason: null };
  expect(await stored()).toEqual([
    { kind: 'mail/refused', about: one, ...open },
    { kind: 'mail/unknown', about: one, ...open },
    { kind: 'mail/unknown', about: two, ...open },
  ]);
});

it('asks once about the case as a whole, and again when the first has been done', async () => {
  for (let n = 0; n < 2; n++) await raiseTask(db, task({ kind: 'people/arrived' }), now);
  expect(await stored()).toHaveLength(1);
  await db.query(
    "UPDATE task SET status = 'done', settled_at = $2, settled_by = 'officer:x' WHERE case_id = $1",
    [caseId, now.toString()],
  );
  await raiseTask(db, task({ kind: 'people/arrived' }), now);
  expect((await stored()).map((t) => t.status)).toEqual(['done', 'open']);
});

it('takes back what somebody has dealt with elsewhere, and nothing else', async () => {
  const about = randomUUID();
  await raiseTask(db, task({ about }), now);
  await raiseTask(db, task({ about: randomUUID() }), now);
  await withdrawTasksAbout(db, about, ['mail/unknown'], 'Jo Reed said that it arrived', now);
  expect((await stored()).filter((t) => t.status === 'withdrawn')).toEqual([
    {
      kind: 'mail/unknown',
      about,
      status: 'withdrawn',
      by: 'system',
      reason: 'Jo Reed said that it arrived',
    },
  ]);
  expect(await stored()).toHaveLength(2);
});

it('asks nothing on a closed case, and takes back what was asked when it closes', async () => {
  await raiseTask(db, task({ about: randomUUID() }), now);
  await db.query('UPDATE application_case SET open = false WHERE id = $1', [caseId]);
  await withdrawRaisedTasks(db, caseId, now);
  await raiseTask(db, task({ about: randomUUID() }), now);
  expect((await stored()).map((t) => t.status)).toEqual(['withdrawn']);
});
