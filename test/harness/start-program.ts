import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { start } from '../../apps/caseload/src/start';

// `start` with steps that only tell what happens, for tests of its order and its end. Run as a
// process of its own; TRY names what goes wrong.

const trial = process.env.TRY ?? '';
const tell = (event: string) => process.stdout.write(`${event}\n`);

async function database(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT 1');
  await client.end();
  return 'answers';
}

void start(
  { empty: process.argv.includes('--empty') },
  {
    async migrate(url) {
      tell(`migrate: database ${await database(url)}`);
      if (trial === 'slow migration') await sleep(1_500);
      if (trial === 'failing migration') throw new Error('no such column');
      tell('migrated');
    },
    async practice() {
      tell('practice');
    },
    async serve(url) {
      if (trial === 'uncaught error') setTimeout(() => void Promise.reject(new Error('oops')), 300);
      const open = setInterval(() => undefined, 1_000);
      return {
        firstPage: 'first page',
        async close() {
          tell('close');
          if (trial === 'hanging close') await new Promise(() => undefined);
          await sleep(700);
          tell(`closed: database ${await database(url)}`);
          clearInterval(open);
        },
      };
    },
  },
).then((status) => process.exit(status));
