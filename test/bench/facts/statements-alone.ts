import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { answerCalls } from '../contestant';
import type { Statement } from '../http/our-api';

/** The transaction of one recording, as it was noted, to be repeated for other cases. */
export interface Recording {
  statements: Statement[];
  caseId: string;
  factId: string;
}

let clients: Client[] = [];
let recording: Recording;

answerCalls({
  /** So many connections, like clients of pgbench: one statement after the other on each. */
  async start(given: { databaseUrl: string; clients: number; recording: Recording }) {
    recording = given.recording;
    clients = Array.from(
      { length: given.clients },
      () => new Client({ connectionString: given.databaseUrl, options: '-c timezone=UTC' }),
    );
    await Promise.all(clients.map((client) => client.connect()));
  },
  /** Runs the transaction once for each case. */
  async send(caseIds: string[]) {
    const queue = caseIds.values();
    await Promise.all(
      clients.map(async (client) => {
        for (const caseId of queue) await repeatFor(client, caseId);
      }),
    );
  },
  async stop() {
    await Promise.all(clients.map((client) => client.end()));
  },
});

async function repeatFor(client: Client, caseId: string): Promise<void> {
  const factId = randomUUID();
  for (const { text, name, values } of recording.statements)
    await client.query({ text, name, values: values.map((v) => put(v, caseId, factId)) });
}

/** The same value with this case and fact in the place of those noted. */
function put(value: unknown, caseId: string, factId: string): unknown {
  if (value === recording.caseId) return caseId;
  if (value === recording.factId) return factId;
  return Array.isArray(value) ? value.map((v) => put(v, caseId, factId)) : value;
}
