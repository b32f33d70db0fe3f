import type { AnyQueue, Clock } from '@app/platform';

/** The queue of bells for bulk actions. Named here, where they are set; the worker answers. */
export const bulkQueue = 'bulk';

/**
 * Tells the worker that a bulk action waits. The database is the truth: a bell that is lost only
 * means that the worker's next look finds it.
 */
export class BulkBell {
  constructor(
    private readonly queue: Pick<AnyQueue, 'addBulk'>,
    private readonly clock: Clock,
    private readonly onTrouble: (error: Error) => void,
  ) {}

  async ring(): Promise<void> {
    const jobId = `bulk-${this.clock.now().epochMilliseconds}`;
    try {
      await this.queue.addBulk([{ name: bulkQueue, data: {}, opts: { jobId } }]);
    } catch (error) {
      this.onTrouble(error as Error);
    }
  }
}
