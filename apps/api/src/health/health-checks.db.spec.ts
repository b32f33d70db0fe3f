import { Database } from '@app/platform';
import { migrations } from '../../../../migrations';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { databaseCheck, migrationsCheck } from './health-checks';

let stored: TestDatabase;
let db: Database;

beforeAll(async () => {
  stored = await testDatabase();
  db = new Database(stored.url);
});
afterAll(async () => {
  await db.close();
  await stored.drop();
});

it('is well with a database that is up to date', async () => {
  await expect(databaseCheck(db).check()).resolves.toBeUndefined();
  await expect(migrationsCheck(db).check()).resolves.toBeUndefined();
});

it('is not ready while the newest migration has not run', async () => {
  await db.query('DELETE FROM migration WHERE name = $1', [migrations.at(-1)?.name]);
  await expect(migrationsCheck(db).check()).rejects.toThrow('not up to date');
});

it('is not ready without a database', async () => {
  await stored.drop();
  await expect(databaseCheck(db).check()).rejects.toThrow();
});
