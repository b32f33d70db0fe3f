import type { AddressInfo } from 'node:net';
import { ApiTokens, SignInLinks } from '@app/officers';
import { createLogger } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Client } from 'pg';
import { testConfig } from '../../harness/running-config';
import { answerCalls } from '../contestant';
import { later, MovableClock } from '../morning';

type CreateApi = typeof import('../../../apps/api/src/create-api');

/** One statement as it went to the database. */
export interface Statement {
  text: string;
  values: unknown[];
  name?: string;
}

/** How to reach it, and what shows who is asking. */
export interface OurApi {
  port: number;
  token: string;
  cookie: string;
}

const clock = new MovableClock();
clock.move(later);
let app: NestExpressApplication;
let noted: Statement[] = [];

answerCalls({
  /** The HTTP process as it is shipped, with one officer's token and session. */
  async start({ databaseUrl, officerId }: { databaseUrl: string; officerId: string }) {
    // Compiled as it is shipped: what stands in for the compiler here leaves out decorators.
    const built = '../../../dist/apps/api/src/create-api.js';
    const { createApi } = require(built) as CreateApi;
    const config = testConfig(databaseUrl);
    app = await createApi({ config, clock, logger: createLogger(config) });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const { token } = await app.get(ApiTokens).create(officerId, 'bench');
    const { url } = await app.get(SignInLinks).make(officerId);
    const entered = await fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { port, token, cookie } satisfies OurApi;
  },
  /** From here on statements are noted. */
  note() {
    noted = [];
    Client.prototype.query = noting;
  },
  /** @returns those noted, and notes no more */
  noted() {
    Client.prototype.query = query;
    return noted;
  },
  async stop() {
    await app.close();
  },
});

const query = Client.prototype.query;

const noting = function (this: Client, ...words: unknown[]) {
  const [first] = words as (string | Statement)[];
  if (typeof first === 'string') noted.push({ text: first, values: [] });
  else if (first) noted.push({ text: first.text, values: first.values, name: first.name });
  return (query as (...words: unknown[]) => unknown).apply(this, words);
} as typeof query;
