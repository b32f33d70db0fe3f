import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RunningConfig } from '@app/platform';

const program = join(__dirname, '..', '..', 'dist', 'apps', 'worker', 'src', 'main.js');

/** A real worker in a process of its own, from the build. */
export interface WorkerProcess {
  child: ChildProcess;
  /** Resolves with the signal it died of, or its exit status. */
  ended: Promise<NodeJS.Signals | number | null>;
  kill(): Promise<void>;
}

/** @param config of which the worker is told by its environment alone */
export function startWorkerProcess(config: RunningConfig): WorkerProcess {
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    DATABASE_URL: config.databaseUrl,
    REDIS_URL: config.redisUrl,
    SMTP_URL: config.smtpUrl,
    MAIL_FROM: config.mailFrom,
    MAIL_PER_MINUTE: String(config.mailPerMinute),
    MAIL_TLS: config.mailTls,
    SESSION_SECRET: config.sessionSecret,
    FIELD_KEY: config.fieldKey,
    LOG_LEVEL: 'error',
    CASELOAD_NOW: config.startAt,
    FAULT: config.fault,
  };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
  const ended = once(child, 'exit').then(([status, signal]) => {
    if (status !== 0 && signal === null) throw new Error(`The worker gave up: ${said}`);
    return (signal ?? status) as NodeJS.Signals | number | null;
  });
  // Whoever waits for it hears of it; nobody else has to.
  ended.catch(() => undefined);
  return {
    child,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}
