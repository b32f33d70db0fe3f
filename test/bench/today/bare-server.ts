import { everyCase } from '@app/domain';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { todayAsJson } from '@app/measures';
import { Pool, type QueryConfig } from 'pg';
import { answerCalls } from '../contestant';
import { later } from '../morning';

let pool: Pool;
let server: Server;

answerCalls({
  /** Nothing but HTTP and the statement: whoever asks is answered. */
  async start({ databaseUrl }: { databaseUrl: string }) {
    const statement = await todayStatement();
    pool = new Pool({ connectionString: databaseUrl, max: 10, options: '-c timezone=UTC' });
    server = createServer((_request, response) => {
      pool.query<{ today: string }>(statement).then(
        ({ rows }) => {
          const body = Buffer.from(rows[0]?.today ?? '');
          response.writeHead(200, {
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': body.length,
          });
          response.end(body);
        },
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  },
  async stop() {
    server.closeAllConnections();
    server.close();
    await pool.end();
  },
});

/** The very statement that our own page asks. */
async function todayStatement(): Promise<QueryConfig> {
  let statement: QueryConfig | undefined;
  const listener = {
    query<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
      statement = { text, values: [...values], name };
      return Promise.resolve([]);
    },
  };
  await todayAsJson(listener, later, everyCase);
  if (!statement) throw new Error('Today was read without a statement.');
  return statement;
}
