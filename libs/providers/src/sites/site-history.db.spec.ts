import { randomUUID } from 'node:crypto';
import { Database, SettableClock } from '@app/platform';
import { buildSite } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { Corrections } from '../register/corrections/corrections.service';
import { SiteHistory } from './site-history.service';

let test: TestDatabase;
let db: Database;
let history: SiteHistory;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  history = new SiteHistory(db);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

async function changedBy(
  locationId: string,
  at: string,
  change: { before: object; after: object; undone?: boolean },
): Promise<void> {
  const id = randomUUID();
  await db.query(
    `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result,
                             as_of, undone_at)
     VALUES ($1, 'cqc', 'later.csv', '', $2, 'Jo', '{}', '2026-07-19', $3)`,
    [id, at, change.undone ? at : null],
  );
  await db.query(
    `INSERT INTO register_change (import_id, subject, key, before, after)
     VALUES ($1, 'site', $2, $3, $4)`,
    [id, locationId, change.before, change.after],
  );
}

it('tells what files and people changed, the newest first, without what was undone', async () => {
  const { locationId } = await buildSite(db);
  await changedBy(locationId, '2026-08-01T09:00:00Z', {
    before: { name: 'Old House', sources: {}, changed_at: '2026-01-01' },
    after: { name: 'New House', sources: { name: 'x' }, changed_at: '2026-08-01' },
  });
  await changedBy(locationId, '2026-08-02T09:00:00Z', {
    before: { name: 'New House' },
    after: { name: 'Wrong House' },
    undone: true,
  });
  const clock = new SettableClock('2026-09-01T09:00:00Z');
  const corrections = new Corrections(db, clock);
  await corrections.correct(locationId, 'phone', '01522 123456', 'They said so.', 'officer:x');
  expect(await history.of(locationId)).toEqual([
    {
      what: 'corrected',
      at: '2026-09-01T09:00:00Z',
      by: 'officer:x',
      field: 'phone',
      from: null,
      to: '01522123456',
      reason: 'They said so.',
    },
    {
      what: 'changed',
      at: '2026-08-01T09:00:00Z',
      by: 'Jo',
      importId: expect.any(String),
      fileName: 'later.csv',
      asOf: '2026-07-19',
      changes: [{ field: 'name', from: 'Old House', to: 'New House' }],
    },
    {
      what: 'created',
      at: '2026-01-01T00:00:00Z',
      by: 'test',
      importId: expect.any(String),
      fileName: 'builder',
      asOf: null,
      changes: [],
    },
  ]);
});

it('has nothing to tell of a site that is not there', async () => {
  expect(await history.of('1-1')).toEqual([]);
  expect(await history.of('\0')).toEqual([]);
});
