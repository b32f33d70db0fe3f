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

describe('a snapshot', () => {
  const add = (key: string): Promise<unknown[]> =>
    other.query('INSERT INTO rate_limit (key, points) VALUES ($1, 1)', [key]);
  beforeAll(() => add('one'));

  const count = async (): Promise<number | undefined> =>
    (await db.query<{ n: number }>('SELECT count(*)::int AS n FROM rate_limit'))[0]?.n;

  it('shows one moment in every statement, also side by side, and nothing else of it', async () => {
    const seen = await db.snapshot(async () => {
      const before = await count();
      await add('two');
      return [before, ...(await Promise.all([count(), count()]))];
    });
    expect(seen).toEqual([1, 1, 1]);
    expect(await count()).toBe(2);
  });

  it('changes nothing', async () => {
    await expect(db.snapshot(() => db.query('DELETE FROM rate_limit'))).rejects.toThrow(
      'read-only',
    );
    expect(await count()).toBe(2);
  });

  it('gives its connection back, and who reads on afterwards sees what is there now', async () => {
    let later: Promise<number | undefined> = Promise.resolve(0);
    const failed = db.snapshot(async () => {
      await count();
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(count);
      throw new Error('enough');
    });
    await expect(failed).rejects.toThrow('enough');
    await add('three');
    expect(await later).toBe(3);
  });
});
