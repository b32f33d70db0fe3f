import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readInThread } from '@app/providers';

// Reads one file after another as the web process would, and says what each cost. A process of its
// own, so that its memory is nobody else's.

export interface Cost {
  /** The code it was refused with, or `parsed`. */
  outcome: string;
  message: string;
  ms: number;
  /** The most memory the process had meanwhile, over what it had when it was idle. */
  memoryMegabytes: number;
  /** How late timers of the process were, at the 95th percentile and at most. */
  lateMs: number;
  latestMs: number;
}

const megabyte = 1024 * 1024;
const idle = process.memoryUsage.rss();

async function cost(path: string): Promise<Cost> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  delay.enable();
  const began = performance.now();
  let outcome = 'parsed';
  let message = '';
  try {
    const { rows } = await readInThread(
      { kind: 'any', path, fileName: 'hostile' },
      { begin: async () => undefined, copy: async () => undefined },
    );
    message = `${rows} rows`;
  } catch (error) {
    const { code, message: said } = error as { code?: string; message: string };
    outcome = code ?? 'failed';
    message = said;
  }
  const ms = performance.now() - began;
  delay.disable();
  clearInterval(watch);
  return {
    outcome,
    message,
    ms: Math.round(ms),
    memoryMegabytes: Math.round((most - idle) / megabyte),
    lateMs: Math.round(delay.percentile(95) / 1e6),
    latestMs: Math.round(delay.max / 1e6),
  };
}

process.on('message', (path: string) => {
  void cost(path).then((answer) => process.send?.(answer));
});
