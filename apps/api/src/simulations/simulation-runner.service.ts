import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { shippedBankHolidays } from '@app/cases';
import { BadInput, type InputProblem } from '@app/domain';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpRefusal } from '../problems/problem';

/** What the thread says of one simulation: its result as JSON, or why there is none. */
export type ThreadAnswer =
  | { result: string }
  | { refused: { code: string; message: string; problems: InputProblem[] } };

/** What simulations may cost. */
export interface SimulationLimits {
  /** For one, from its turn on. */
  seconds: number;
  /** How many may stand in line, the one that runs among them. */
  inLine: number;
}

const shippedLimits: SimulationLimits = { seconds: 10, inLine: 20 };
const memoryMegabytes = 512;

const extension = extname(__filename);
const threadFile = JSON.stringify(join(__dirname, `simulation-thread${extension}`));
/** From source, as the tests run, the thread has to be told how to read TypeScript. */
const begin = `${extension === '.ts' ? "require('tsx/cjs');" : ''} require(${threadFile});`;

/**
 * Runs simulations one after another in a thread of their own, so that none holds up the pages. One
 * that takes too long is ended with its thread; the next begins in a new one.
 */
@Injectable()
export class SimulationRunner implements OnApplicationShutdown {
  private thread: Worker | undefined;
  private inLine = 0;
  private last: Promise<unknown> = Promise.resolve();
  /** Smaller in tests. */
  limits = shippedLimits;

  /**
   * @returns the result as JSON
   * @throws BadInput when it cannot be read; HttpRefusal when it takes too long, or too many wait
   */
  async run(input: unknown): Promise<string> {
    if (this.inLine >= this.limits.inLine) throw tooMany();
    this.inLine++;
    const turn = this.last.then(() => this.take(input));
    this.last = turn.catch(() => undefined);
    try {
      return resultOf(await turn);
    } finally {
      this.inLine--;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread?.terminate();
  }

  private take(input: unknown): Promise<ThreadAnswer> {
    const thread = (this.thread ??= this.start());
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(limit);
        thread.off('message', onAnswer).off('error', onError).off('exit', onExit);
      };
      const onAnswer = (answer: ThreadAnswer) => {
        settle();
        resolve(answer);
      };
      const giveUp = (why: Error) => {
        settle();
        this.thread = undefined;
        // What it still has to say is of no use to anybody.
        thread.on('error', () => undefined);
        void thread.terminate();
        reject(why);
      };
      const onError = (error: NodeJS.ErrnoException) =>
        giveUp(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong() : error);
      const onExit = () => giveUp(new Error('The thread of simulations ended by itself.'));
      const limit = setTimeout(() => giveUp(tooLong()), this.limits.seconds * 1000);
      thread.on('message', onAnswer).on('error', onError).on('exit', onExit);
      thread.postMessage(input);
    });
  }

  private start(): Worker {
    const thread = new Worker(begin, {
      eval: true,
      workerData: shippedBankHolidays(),
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    thread.unref();
    return thread;
  }
}

function resultOf(answer: ThreadAnswer): string {
  if ('result' in answer) return answer.result;
  const { code, message, problems } = answer.refused;
  throw new BadInput(code, message, problems);
}

const tooLong = (): HttpRefusal =>
  new HttpRefusal(
    422,
    'simulation-too-long',
    'This simulation takes too long to run here; give fewer facts, or run it with "caseload simulate".',
  );

const tooMany = (): HttpRefusal =>
  new HttpRefusal(
    429,
    'too-many-simulations',
    'Too many simulations are waiting; send this one again in a few seconds.',
    { 'Retry-After': '5' },
  );
