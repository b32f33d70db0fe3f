import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a contestant can be told to do. Arguments and answers travel as JSON. */
type Calls = Record<string, (argument: never) => unknown>;

interface Call {
  id: number;
  name: string;
  argument: unknown;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** A process of its own, so that nobody pays for another's garbage; it waits until it is called. */
export class Contestant {
  private readonly child: ChildProcess;
  private readonly open = new Map<number, { done(value: unknown): void; fail(e: Error): void }>();
  private lastId = 0;

  /** @param file below test/bench, without its ending */
  constructor(file: string) {
    const folder = process.env.BENCH_PROFILE;
    const profile = folder ? ['--cpu-prof', '--cpu-prof-dir', folder] : [];
    this.child = fork(join(__dirname, `${file}.ts`), {
      execArgv: [...process.execArgv, ...profile],
    });
    this.child.on('message', (answer: Answer) => this.settle(answer));
    this.child.on('exit', (code) => {
      for (const call of this.open.values())
        call.fail(new Error(`${file} ended with status ${code} while it was measured.`));
    });
  }

  call<T>(name: string, argument?: unknown): Promise<T> {
    const id = ++this.lastId;
    return new Promise<T>((done, fail) => {
      this.open.set(id, { done: done as (value: unknown) => void, fail });
      this.child.send({ id, name, argument } satisfies Call);
    });
  }

  /** CPU seconds it has used so far, user and system. */
  cpu(): Promise<number> {
    return this.call('cpu');
  }

  /** Lets it close what it has open, and waits until it has ended. */
  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    await this.call('stop');
    this.child.disconnect();
    await ended;
  }

  private settle({ id, value, error }: Answer): void {
    const call = this.open.get(id);
    this.open.delete(id);
    if (error === undefined) call?.done(value);
    else call?.fail(new Error(error));
  }
}

/** The other side: what this process does when it is called. `stop` is the last call. */
export function answerCalls(calls: Calls & { stop(): Promise<void> }): void {
  const all: Calls = {
    ...calls,
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000_000;
    },
  };
  process.on('message', ({ id, name, argument }: Call) => {
    const run = async (): Promise<unknown> => {
      const work = all[name];
      if (!work) throw new Error(`Nobody here can ${name}.`);
      return work(argument as never);
    };
    run().then(
      (value) => process.send?.({ id, value } satisfies Answer),
      (error: Error) => process.send?.({ id, error: error.stack ?? error.message }),
    );
  });
  process.once('disconnect', () => process.exit(0));
}
