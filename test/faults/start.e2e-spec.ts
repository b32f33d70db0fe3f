import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { accounts, folderOf, type TestAccount } from '../harness/accounts';
import { runs } from '../harness/embedded-server';

// Real: the process, its signals, its parents, PostgreSQL. Doubles: the migrations, pages and worker,
// which only tell when they are called.

jest.setTimeout(60_000);

const checkout = resolve(__dirname, '../..');
const program = ['--import', 'tsx', join(checkout, 'test/harness/start-program.ts')];

class Started {
  out = '';
  err = '';
  readonly end: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => {
      this.out += text.toString();
    });
    child.stderr?.on('data', (text: Buffer) => {
      this.err += text.toString();
    });
    // Not 'close', which a child whose IPC channel was cut does not emit.
    const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
    this.end = Promise.all([once(child, 'exit'), ...streams]).then(([[code]]) => code);
  }

  async says(text: string): Promise<void> {
    for (let i = 0; i < 3_000 && !this.out.includes(text); i++) {
      if (this.child.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 10));
    }
    expect(`${this.out}${this.out.includes(text) ? '' : this.err}`).toContain(text);
  }

  events = () => this.out.trim().split('\n');
}

describe('start', () => {
  let folder: ReturnType<typeof folderOf>;
  let port: number;
  const children: ChildProcess[] = [];

  const begin = (env: NodeJS.ProcessEnv = {}, options: SpawnOptions = {}) =>
    launch(process.execPath, program, env, options);

  const launch = (
    command: string,
    args: string[],
    env: NodeJS.ProcessEnv = {},
    options: SpawnOptions = {},
  ) => {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_)/.test(name));
    const child = spawn(command, args, {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: {
        ...Object.fromEntries(inherited),
        DATABASE_URL: '',
        CASELOAD_HOME: join(folder.path, '.caseload'),
        PORT: String(port),
        ...env,
      },
      ...options,
    });
    children.push(child);
    return new Started(child);
  };

  const serverPid = () => {
    const file = join(folder.path, '.caseload/postgres-18/postmaster.pid');
    return Number(readFileSync(file, 'utf8').split('\n')[0]);
  };

  const groupSignal = (started: Started, signal: NodeJS.Signals) =>
    process.kill(-(started.child.pid as number), signal);

  beforeAll(() => {
    folder = folderOf(accounts[0] as TestAccount);
  });
  afterAll(() => folder.remove());
  beforeEach(async () => {
    const probe = await listen(0);
    port = portOf(probe);
    probe.close();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        const end = once(child, 'exit');
        process.kill(-(child.pid as number), 'SIGKILL');
        await end;
      }
    }
  });

  const order = [
    'migrate: database answers',
    'migrated',
    'practice',
    'first page',
    'close',
    'closed: database answers',
  ];

  it('brings everything up, and on Ctrl-C down: the applications, then their database', async () => {
    const started = begin();
    await started.says('first page');
    const pid = serverPid();
    groupSignal(started, 'SIGINT');
    expect(await started.end).toBe(0);
    expect(started.events()).toEqual(order);
    expect(runs(pid)).toBe(false);
    expect(started.err.trim().split('\n').at(-1)).toMatch(/^ +\d+\.\d s {2}Stopped\.$/);
  });

  it('leaves out the practice caseload when asked', async () => {
    const started = launch(process.execPath, [...program, '--empty']);
    await started.says('first page');
    groupSignal(started, 'SIGTERM');
    expect(await started.end).toBe(0);
    expect(started.events()).toEqual(order.filter((event) => event !== 'practice'));
  });

  it('takes the hang-up of its terminal, sent twice at once, for one request', async () => {
    const started = begin();
    await started.says('first page');
    groupSignal(started, 'SIGHUP');
    groupSignal(started, 'SIGINT');
    expect(await started.end).toBe(0);
    expect(started.events()).toEqual(order);
  });

  it('hurries on the second request', async () => {
    const started = begin({ TRY: 'hanging close' });
    await started.says('first page');
    const pid = serverPid();
    groupSignal(started, 'SIGINT');
    await started.says('close');
    await new Promise((done) => setTimeout(done, 700));
    groupSignal(started, 'SIGINT');
    expect(await started.end).toBe(0);
    expect(runs(pid)).toBe(false);
  });

  it('ends in order while it is still starting', async () => {
    const started = begin({ TRY: 'slow migration' });
    await started.says('migrate: database answers');
    const pid = serverPid();
    groupSignal(started, 'SIGTERM');
    expect(await started.end).toBe(0);
    expect(started.events()).toEqual(order.slice(0, 2));
    expect(runs(pid)).toBe(false);
  });

  it('is refused to a second one, and the first goes on', async () => {
    const first = begin();
    await first.says('first page');
    const second = begin();
    expect(await second.end).toBe(1);
    expect(second.out).toBe('');
    expect(second.err).toBe(
      `A Caseload is already running here (process ${first.child.pid}): use that one, stop it ` +
        'first, or give this one a folder of its own with CASELOAD_HOME and PORT.\n',
    );
    groupSignal(first, 'SIGINT');
    expect(await first.end).toBe(0);
    expect(first.events()).toEqual(order);
  });

  it('works again after kill -9', async () => {
    const first = begin();
    await first.says('first page');
    const pid = serverPid();
    groupSignal(first, 'SIGKILL');
    await first.end;
    expect(runs(pid)).toBe(true);
    const second = begin();
    await second.says('first page');
    groupSignal(second, 'SIGINT');
    expect(await second.end).toBe(0);
    expect(second.events()).toEqual(order);
    expect(runs(pid)).toBe(false);
  });

  it('says when the port is taken, before it starts anything', async () => {
    const other = await listen(port);
    const started = begin();
    expect(await started.end).toBe(1);
    other.close();
    expect(started.err).toBe(
      `Port ${port} is in use by another program: stop that one, or choose another port with ` +
        `PORT=${port + 1} npm start.\n`,
    );
  });

  it.each([
    [{ PORT: 'eighty' }, 'The environment is not right: PORT must be a port number.\n'],
    [
      { DATABASE_URL: 'postgres://ann:secret@127.0.0.1:1/x', SESSION_SECRET: 'ok', FIELD_KEY: '' },
      'The environment is not right: SESSION_SECRET must be at least 32 characters',
    ],
    [
      { DATABASE_URL: 'postgres://ann:secret@127.0.0.1:1/x' },
      'SESSION_SECRET is missing: set it to 32 or more random characters.\n',
    ],
    [
      {
        DATABASE_URL: 'postgres://ann:secret@127.0.0.1:1/x',
        SESSION_SECRET: 'abcdefghijklmnopqrstuvwxyz012345',
        FIELD_KEY: 'abcdefghijklmnopqrstuvwxyz012345',
      },
      'The PostgreSQL at 127.0.0.1:1, which DATABASE_URL names, cannot be reached (connect ' +
        'ECONNREFUSED 127.0.0.1:1): start it or correct the address.\n',
    ],
  ])('says in one sentence what is wrong in the environment: %j', async (env, sentence) => {
    const started = begin(env);
    expect(await started.end).toBe(1);
    expect(started.err).toMatch(/^[^\n]*\n$/);
    expect(started.err).toContain(sentence);
  });

  it.each([
    ['failing migration', 'no such column'],
    ['uncaught error', 'oops'],
  ])('ends in order with status 1 after a %s', async (trial, text) => {
    const started = begin({ TRY: trial });
    expect(await started.end).toBe(1);
    expect(started.err).toContain(`Error: ${text}`);
    expect(() => serverPid()).toThrow('ENOENT');
    if (trial === 'uncaught error') expect(started.events()).toEqual(order);
  });

  it('ends when the program at the other end of its IPC channel does', async () => {
    const started = begin({}, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    await started.says('first page');
    started.child.disconnect();
    expect(await started.end).toBe(0);
    expect(started.events()).toEqual(order);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'ends when npm gets %s, which it does not hand on',
    async (signal) => {
      const place = join(folder.path, `npm-${signal}`);
      mkdirSync(place);
      const words = [process.execPath, ...program].map((word) => `'${word}'`).join(' ');
      const start = `cd '${checkout}' && ${words}`;
      writeFileSync(join(place, 'package.json'), JSON.stringify({ scripts: { start } }));
      const started = launch('npm', ['start'], {}, { cwd: place });
      await started.says('first page');
      const pid = serverPid();
      started.child.kill(signal);
      await started.says('closed: database answers');
      await started.end;
      expect(runs(pid)).toBe(false);
    },
  );
});

function listen(port: number): Promise<Server> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(port, () => done(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
