import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { Database } from './database';

let test: TestDatabase;
let db: Database;
let other: Database;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url, { max: 1 });
  other = new Database(test.url, { max: 1 });
});
afterAll(async () => {
  await db.close();
  await other.close();
  await test.drop();
});

describe('a connection that dies', () => {
  it('between two statements of a transaction fails that transaction and nothing else', async () => {
    const cut = db.transaction(async (tx) => {
      const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await other.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      // The end of the connection arrives while nothing is being asked.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await tx.query('SELECT 1');
    });
    await expect(cut).rejects.toThrow();
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('values', () => {
  it('come back as ISO instants and days', async () => {
    const rows = await db.query(
      "SELECT timestamptz '2026-12-24 09:00:00.5+01' AS at, date '2026-12-24' AS day",
    );
    expect(rows).toEqual([{ at: '2026-12-24T08:00:00.5Z', day: '2026-12-24' }]);
  });
});
