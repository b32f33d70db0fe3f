import type { Queues } from '@app/platform';

/** How many jobs of one queue are in each state. */
export interface QueueCounts {
  name: string;
  active: number;
  waiting: number;
  delayed: number;
  failed: number;
  isPaused: boolean;
}

/** Of every queue, in the order in which they were made. @throws when they cannot be reached */
export const readQueueCounts = (queues: Queues): Promise<QueueCounts[]> =>
  Promise.all(
    queues.all().map(async (queue) => {
      const [counts, isPaused] = await Promise.all([
        queue.getJobCounts('active', 'waiting', 'prioritized', 'delayed', 'failed'),
        queue.isPaused(),
      ]);
      const count = (state: string): number => counts[state] ?? 0;
      return {
        name: queue.name,
        active: count('active'),
        waiting: count('waiting') + count('prioritized'),
        delayed: count('delayed'),
        failed: count('failed'),
        isPaused,
      };
    }),
  );
