import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestAccount } from './accounts';

const checkout = resolve(__dirname, '../..');
const library = join(checkout, 'libs/platform/src/embedded-postgres');

const script = `
const { openEmbeddedPostgres } = require(${JSON.stringify(library)});
const tell = (news) => console.log(JSON.stringify(news));
const log = [];
openEmbeddedPostgres({ home: process.argv[1], log: (line) => log.push(line) }).then(
  (server) => {
    tell({ url: server.url, adopted: server.adopted, log });
    process.stdin.resume().once('end', () => server.stop().then(() => process.exit(0)));
  },
  (error) => {
    tell({ code: error.code, message: error.message, log });
    process.exit(1);
  },
);`;

/** What a launcher says once it has opened the server, or failed to. */
export interface Opened {
  url: string;
  adopted: boolean;
  log: string[];
}

export interface Failed {
  code: string;
  message: string;
  log: string[];
}

/** A process of its own that holds the embedded PostgreSQL open, and can be killed. */
export class LauncherProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly outcome: Opened | Failed,
  ) {}

  static async open(home: string, account: TestAccount): Promise<LauncherProcess> {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script, home], {
      cwd: checkout,
      stdio: ['pipe', 'pipe', 'inherit'],
      ...account.ids,
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = (await once(lines, 'line')) as [string];
    return new LauncherProcess(child, JSON.parse(line) as Opened | Failed);
  }

  get opened(): Opened {
    if ('url' in this.outcome) return this.outcome;
    throw new Error(`Did not open: ${this.outcome.message}`);
  }

  get failed(): Failed {
    if ('code' in this.outcome) return this.outcome;
    throw new Error('Opened, although it should not.');
  }

  /** Ends in order: the launcher stops the server unless another one uses it. */
  async leave(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.stdin?.end();
    await exit;
  }

  async kill(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}
