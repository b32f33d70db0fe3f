import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RunningConfig } from '@app/platform';
import { eventually } from './eventually';

const program = join(__dirname, '..', '..', 'dist', 'apps', 'api', 'src', 'main.js');

/** A real HTTP process, from the build. */
export interface ApiProcess {
  child: ChildProcess;
  url: string;
  port: number;
  /** Everything it wrote, log lines included. */
  said(): string;
  stop(): Promise<void>;
}

/**
 * @param config of which the process is told by its environment alone; its port is a free one
 * @throws when it does not come up within half a minute
 */
export async function startApiProcess(config: RunningConfig): Promise<ApiProcess> {
  const port = await freePort();
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    PORT: String(port),
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: config.databaseUrl,
    SMTP_URL: config.smtpUrl,
    MAIL_FROM: config.mailFrom,
    SESSION_SECRET: config.sessionSecret,
    FIELD_KEY: config.fieldKey,
    LOG_LEVEL: 'warn',
    CASELOAD_NOW: config.startAt,
  };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`The process gave up: ${said.join('')}`);
    const { status } = await fetch(`${url}/health/ready`);
    if (status !== 200) throw new Error(`The process is not ready: ${said.join('')}`);
  }, 30_000);
  return {
    child,
    url,
    port,
    said: () => said.join(''),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** One that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
