import { Redis } from 'ioredis';
import { Client } from 'pg';
import { describeWithChromium } from './chromium';
import { type TestDatabase, testDatabase } from './database';
import { describeWithRedis } from './redis';

describe('testDatabase', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  });
  afterAll(() => Promise.all([first.drop(), second.drop()]));

  it('gives a database with our tables and the queue’s', async () => {
    const schemas = await ask(
      first.url,
      `SELECT DISTINCT table_schema AS schema FROM information_schema.tables
       WHERE table_schema IN ('public', 'bullmq') ORDER BY 1`,
    );
    expect(schemas).toEqual([{ schema: 'bullmq' }, { schema: 'public' }]);
  });

  it('gives each caller a database of its own', async () => {
    await ask(first.url, 'CREATE TABLE only_here (n int)');
    const found = "SELECT to_regclass('only_here') IS NOT NULL AS found";
    expect(await ask(first.url, found)).toEqual([{ found: true }]);
    expect(await ask(second.url, found)).toEqual([{ found: false }]);
  });

  it('drops a database although someone is still connected', async () => {
    const third = await testDatabase();
    const client = new Client({ connectionString: third.url });
    client.on('error', () => undefined);
    await client.connect();
    await third.drop();
    await expect(ask(third.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});

describeWithRedis('startRedis', (redis) => {
  it('gives an empty server that never throws away keys', async () => {
    const client = new Redis(redis().url);
    expect(await client.dbsize()).toBe(0);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
    client.disconnect();
  });
});

describeWithChromium('startChromium', (browser) => {
  it('shows a page', async () => {
    const page = await browser().newPage();
    await page.setContent('<h1>Caseload</h1>');
    expect(await page.textContent('h1')).toBe('Caseload');
    await page.close();
  });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
