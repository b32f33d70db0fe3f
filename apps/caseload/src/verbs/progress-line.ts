import type { ImportProgress } from '@app/providers';

/** What the line is written to: standard error. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** How often a new line is written where none can be written over. */
const everyMs = 2000;
/** How often a line of a terminal is written over. */
const redrawMs = 100;

/**
 * Tells how far a long reading is: one line that is written over on a terminal, a line every two
 * seconds elsewhere. Never on standard output, which holds the result alone.
 */
export class ProgressLine {
  private drawnAt: number;
  private drawn = false;

  /** @param nowMs a clock that only goes forward, in milliseconds */
  constructor(
    private readonly stream: ProgressStream,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.drawnAt = nowMs();
  }

  /** @param fileName the name people know it by */
  show(fileName: string, progress: ImportProgress): void {
    const now = this.nowMs();
    if (now - this.drawnAt < (this.stream.isTTY ? redrawMs : everyMs)) return;
    this.drawnAt = now;
    const line = inWords(fileName, progress);
    this.stream.write(this.stream.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
    this.drawn = true;
  }

  /** Takes the line off a terminal, so that what comes next starts at its place. */
  clear(): void {
    if (this.drawn && this.stream.isTTY) this.stream.write('\r\u001b[K');
    this.drawn = false;
  }
}

function inWords(fileName: string, { step, doneBytes, allBytes }: ImportProgress): string {
  if (step === 'comparing') return `Comparing ${fileName} with the register …`;
  if (step === 'writing') return `Bringing in ${fileName} …`;
  if (allBytes === 0) return `Reading ${fileName} …`;
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
  const percent = Math.min(100, Math.floor((100 * doneBytes) / allBytes));
  return `Reading ${fileName}: ${megabytes(doneBytes)} of ${megabytes(allBytes)} MB, ${percent}%`;
}
