import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describeWithProgram, programInPath, startTied, stopTied } from './programs';

/** A Redis of our own on the loopback address, empty at the start. */
export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

export function redisAvailable(): boolean {
  return programInPath('redis-server') !== undefined;
}

/**
 * A `describe` with a Redis of its own, started before its first test and stopped after its last.
 * Without redis-server in PATH it is skipped, or fails where `CI` is `true`.
 * @param body receives a function that gives the server, for use inside tests and hooks
 */
export function describeWithRedis(name: string, body: (redis: () => TestRedis) => void): void {
  describeWithProgram(name, 'redis-server', redisAvailable(), () => {
    let server: TestRedis | undefined;
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(() => server?.stop());
    body(() => {
      if (!server) throw new Error('Redis runs only inside tests and hooks.');
      return server;
    });
  });
}

/**
 * Starts a Redis that keeps nothing on disk.
 * @throws when there is no redis-server in PATH or it does not come up
 */
export async function startRedis(): Promise<TestRedis> {
  const program = programInPath('redis-server');
  if (!program) throw new Error('No redis-server in PATH.');
  const port = await freePort();
  const settings = `--port ${port} --bind 127.0.0.1 --appendonly no --maxmemory-policy noeviction`;
  const shell = startTied(program, [...settings.split(' '), '--dir', tmpdir(), '--save', '']);
  const url = `redis://127.0.0.1:${port}`;
  const stop = () => stopTied(shell);
  try {
    await answers(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** Waits for the first answer; a hundred tries are some five seconds. */
async function answers(url: string): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    for (let tries = 1; ; tries++) {
      try {
        if (client.status !== 'ready') await client.connect();
        await client.ping();
        return;
      } catch (cause) {
        if (tries >= 100) throw new Error('redis-server did not answer.', { cause });
        await pause(50);
      }
    }
  } finally {
    client.disconnect();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
