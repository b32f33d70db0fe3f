import type { Server } from 'node:http';
import { ApiTokens, type Officer, Officers, type Role, SignInLinks } from '@app/officers';
import { createLogger, Database, type RunningConfig, SettableClock } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { createApi } from '../../apps/api/src/create-api';
import { type TestDatabase, testDatabase } from './database';
import { testConfig } from './running-config';

/** The HTTP process on a database of its own, with a clock that stands still until it is set. */
export interface TestApi {
  app: NestExpressApplication;
  server: Server;
  db: Database;
  clock: SettableClock;
  /** Links that were shown because there is no mail server. */
  shownLinks: string[];
  /** Everything that was logged, one JSON text a line. */
  logLines: string[];
  addOfficer(role: Role, email?: string): Promise<{ officer: Officer; token: string }>;
  /** Signs in by a one-time link, as a browser does. @returns the session's cookie */
  signIn(officer: Officer): Promise<string>;
  close(): Promise<void>;
}

/** What a browser sends with a form of ours. */
export const fromOwnPage = { 'Sec-Fetch-Site': 'same-origin' } as const;

/** @param change what the configuration holds besides the database and the secrets */
export async function startApi(
  start: string,
  change: Partial<RunningConfig> = {},
): Promise<TestApi> {
  const database: TestDatabase = await testDatabase();
  const config = testConfig(database.url, change);
  const clock = new SettableClock(start);
  const shownLinks: string[] = [];
  const logLines: string[] = [];
  const logger = createLogger(
    { logLevel: 'debug' },
    { destination: { write: (line: string) => void logLines.push(line) } },
  );
  const app = await createApi({
    config,
    clock,
    logger,
    showSignInLink: (line) => void shownLinks.push(line),
  });
  // Kept open, so that supertest need not open and close it for each request.
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  const db = app.get(Database);
  let officers = 0;
  return {
    app,
    server,
    db,
    clock,
    shownLinks,
    logLines,
    async addOfficer(role, email) {
      officers += 1;
      const officer = await app.get(Officers).add({
        email: email ?? `${role}${officers}@example.org`,
        name: `${role} ${officers}`,
        role,
      });
      const { token } = await app.get(ApiTokens).create(officer.id, 'test');
      return { officer, token };
    },
    async signIn(officer) {
      const { url } = await app.get(SignInLinks).make(officer.id);
      const answer = await request(server).post(new URL(url).pathname).set(fromOwnPage).expect(303);
      return sessionCookie(answer.headers['set-cookie']);
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

/** Name and value of the cookie that was set, as it is sent back. */
export function sessionCookie(header: string | string[] | undefined): string {
  const [cookie = ''] = [header ?? []].flat();
  return cookie.split(';')[0] ?? '';
}
