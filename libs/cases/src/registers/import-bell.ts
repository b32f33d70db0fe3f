import type { AnyQueue, Clock } from '@app/platform';

/** The queue of bells for files on their way in. Named here, where they are set; the worker answers. */
export const importQueue = 'imports';

/**
 * Tells the worker that a file waits to be read or brought in. The database is the truth: a bell
 * that cannot be set, or is lost, only means that the worker's next look finds the file.
 */
export class ImportBell {
  constructor(
    private readonly queue: Pick<AnyQueue, 'addBulk'>,
    private readonly clock: Clock,
    private readonly onTrouble: (error: Error) => void,
  ) {}

  async ring(): Promise<void> {
    // The same moment is the same bell: it says that there is work, not what.
    const jobId = `imports-${this.clock.now().epochMilliseconds}`;
    try {
      await this.queue.addBulk([{ name: importQueue, data: {}, opts: { jobId } }]);
    } catch (error) {
      this.onTrouble(error as Error);
    }
  }
}
