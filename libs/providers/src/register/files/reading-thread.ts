import { parentPort, workerData } from 'node:worker_threads';
import { FileRefused } from '../import-result';
import { documentVariants, tableVariants } from '../variants';
import { type Outlet, readFile } from './read-file';
import type { FromThread, ThreadRequest } from './thread-messages';

// Reads one file beside the event loop and ends. Started by readInThread.

/** Chunks that may wait for the host: one is dealt with while the next is made. */
const mostUnanswered = 2;

let unanswered = 0;
let onAnswer: () => void = () => undefined;
parentPort?.on('message', () => {
  unanswered--;
  onAnswer();
});

function say(message: FromThread, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function untilUnanswered(most: number): Promise<void> {
  while (unanswered > most) {
    await new Promise<void>((resolve) => {
      onAnswer = resolve;
    });
  }
}

const outlet: Outlet = {
  async begin(file) {
    unanswered++;
    say({ say: 'begin', file });
    await untilUnanswered(0);
  },
  async copy(subject, text) {
    unanswered++;
    say({ say: 'copy', subject, text }, [text.buffer as ArrayBuffer]);
    await untilUnanswered(mostUnanswered - 1);
  },
  progress(done, all) {
    say({ say: 'progress', done, all });
  },
};

async function run(): Promise<void> {
  const variants = { tables: tableVariants, documents: documentVariants };
  say({ say: 'started' });
  try {
    const read = await readFile(workerData as ThreadRequest, variants, outlet);
    await untilUnanswered(0);
    say({ say: 'read', read });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    say({ say: 'refused', code: error.code, message: error.message });
  }
  parentPort?.close();
}

void run();
