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
let noted: Statement[] | null = null;

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
    watch();
  },
  /** @returns those noted, and notes no more */
  noted() {
    const statements = noted;
    noted = null;
    return statements;
  },
  async stop() {
    await app.close();
  },
});

function watch(): void {
  const query = Client.prototype.query as (...words: unknown[]) => unknown;
  Client.prototype.query = function noting(this: Client, ...words: unknown[]) {
    const [first] = words as (string | Statement)[];
    if (noted && first)
      noted.push(
        typeof first === 'string'
          ? { text: first, values: [] }
          : { text: first.text, values: first.values, name: first.name },
      );
    return query.apply(this, words);
  } as typeof Client.prototype.query;
}
