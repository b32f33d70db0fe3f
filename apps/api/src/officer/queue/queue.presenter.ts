import type { QueueCounts } from './queue-counts';

/** What each queue is for; one that is new here goes by its name. */
const purposes: Readonly<Record<string, string>> = {
  bells: 'Follow-ups that fall due',
  imports: 'Register files',
  bulk: 'Many cases at once',
};

/** @param counts null while the queue cannot be reached */
export const presentQueues = (counts: readonly QueueCounts[] | null, backend: string) => ({
  section: 'settings',
  backend,
  queues: (counts ?? []).map((one) => ({ ...one, purpose: purposes[one.name] ?? one.name })),
  isAway: counts === null,
  failed: (counts ?? []).reduce((sum, { failed }) => sum + failed, 0),
});
