import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FileRefused } from '../import-result';
import type { FileRead, ReadRequest, ReadSink } from './file-read';
import { answer, type FromThread, type ThreadRequest } from './thread-messages';

/** What reading a file may cost. */
export interface ReadingLimits {
  /** So long the thread may work without finding another row or record. */
  idleMs: number;
  /** So long a busy machine may take to start it. */
  startMs: number;
  /** Of the thread's JavaScript; files are read in pieces that do not count. */
  memoryMegabytes: number;
}

const shippedLimits: ReadingLimits = { idleMs: 3000, startMs: 30_000, memoryMegabytes: 128 };
/** Rubbish is collected early, so that an import hardly shows in the memory of the process. */
const youngMegabytes = 8;

const extension = extname(__filename);
const threadFile = join(__dirname, `reading-thread${extension}`);

/**
 * From source the thread has to be told how to read TypeScript, which takes it longer than most
 * files: tests have it made into one file of JavaScript beforehand.
 */
function beginning(): string {
  const made = extension === '.ts' ? process.env.TEST_READING_THREAD : undefined;
  const tongue = extension === '.ts' && !made ? "require('tsx/cjs'); " : '';
  return `${tongue}require(${JSON.stringify(made ?? threadFile)});`;
}

/**
 * Reads a file, or a folder of JSON files, in a thread of its own with limits to its time and memory,
 * whatever it may turn out to be. What it tells goes to `sink` piece by piece; the thread waits while
 * the sink is busy.
 * @throws FileRefused when the file cannot be used; what the sink has been given must be dropped
 */
export function readInThread(
  { kind, path, fileName, signal }: ReadRequest,
  sink: ReadSink,
  limits: ReadingLimits = shippedLimits,
): Promise<FileRead> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(asError(signal.reason));
      return;
    }
    const thread = new Worker(beginning(), {
      eval: true,
      workerData: { kind, path, fileName } satisfies ThreadRequest,
      resourceLimits: {
        maxOldGenerationSizeMb: limits.memoryMegabytes,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
    });
    /** What the sink is to be given, one after another. */
    let last: Promise<void> = Promise.resolve();
    let busy = 0;
    let settled = false;

    const settle = (then: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', onAbort);
      // What it still has to say is of no use to anybody; it must have ended before others begin.
      thread.on('error', () => undefined);
      void thread.terminate().then(then, then);
    };
    const fail = (why: unknown) => settle(() => reject(asError(why)));
    const onAbort = () => fail(signal?.reason);

    let heard = 0;
    let watchdog = setTimeout(() => fail(new Error('The thread did not start.')), limits.startMs);
    /** Begins to wait again for the thread to get somewhere. */
    const hear = () => {
      heard++;
      if (heard > 1) return void watchdog.refresh();
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        const before = heard;
        // What it has said while this thread was held up is heard first.
        setImmediate(() => {
          if (busy > 0) watchdog.refresh();
          else if (heard === before) fail(tooSlow());
        });
      }, limits.idleMs);
    };

    const give = (work: () => Promise<void>) => {
      busy++;
      last = last.then(async () => {
        if (settled) return;
        await work();
        busy--;
        hear();
        thread.postMessage(answer);
      });
      last.catch(fail);
    };
    thread.on('message', (message: FromThread) => {
      if (settled) return;
      hear();
      switch (message.say) {
        case 'begin':
          return give(() => sink.begin(message.file));
        case 'copy':
          return give(() => sink.copy(message.subject, bytesOf(message.text)));
        case 'started':
          return;
        case 'progress':
          return sink.progress?.(message.done, message.all);
        case 'refused':
          return fail(new FileRefused(message.code, message.message));
        case 'read':
          return settle(() => resolve(message.read));
      }
    });
    thread.on('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory() : error),
    );
    thread.on('exit', () => fail(new Error('The thread that read the file ended by itself.')));
    signal?.addEventListener('abort', onAbort);
  });
}

/** The same memory, as a buffer. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const asError = (why: unknown): Error =>
  why instanceof Error ? why : new Error('The reading was ended.', { cause: why });

const tooSlow = (): FileRefused =>
  new FileRefused(
    'too-slow',
    'The file takes longer to read than any register does; check that it is the right one, or save it as CSV.',
  );

const tooMuchMemory = (): FileRefused =>
  new FileRefused(
    'too-much-memory',
    'The file takes more memory to read than any register does; check that it is the right one, or save it as CSV.',
  );
