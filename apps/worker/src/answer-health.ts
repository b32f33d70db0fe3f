import { createServer, type Server } from 'node:http';
import type { Database } from '@app/platform';

const patienceMs = 2_000;

/**
 * Tells whoever watches over the process, such as a container engine, how it does:
 * `/health/live` whether it answers at all, `/health/ready` whether it can work, which takes the
 * database. Nothing else is served.
 * @param port 0 for any free one
 */
export function answerHealth(db: Database, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    void statusOf(request.url, db).then((status) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: status === 200 ? 'ok' : 'unavailable' }));
    });
  });
  // Nobody waits for a watcher when the process ends.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}

async function statusOf(path: string | undefined, db: Database): Promise<number> {
  if (path === '/health/live') return 200;
  if (path === '/health/ready') return (await isReady(db)) ? 200 : 503;
  return 404;
}

async function isReady(db: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([db.query('SELECT 1').then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
