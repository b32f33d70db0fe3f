import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { answerHealth } from './answer-health';

let stored: TestDatabase;
let db: Database;
let server: Server;

beforeAll(async () => {
  stored = await testDatabase();
  db = new Database(stored.url);
  server = await answerHealth(db, 0);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await db.close();
  await stored.drop();
});

const status = async (path: string) =>
  (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).status;

it('is live and ready while the database answers', async () => {
  expect(await status('/health/live')).toBe(200);
  expect(await status('/health/ready')).toBe(200);
});

it('serves nothing else', async () => {
  expect(await status('/')).toBe(404);
  expect(await status('/health/ready/x')).toBe(404);
});

it('is live but not ready once the database is gone', async () => {
  await stored.drop();
  expect(await status('/health/live')).toBe(200);
  expect(await status('/health/ready')).toBe(503);
});

it('refuses a port that is taken', async () => {
  const { port } = server.address() as AddressInfo;
  await expect(answerHealth(db, port)).rejects.toThrow('EADDRINUSE');
});
