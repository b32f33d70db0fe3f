import type { CallOutcome } from '@app/domain';

/** How a call went, as it stands on the timeline. */
export const outcomeWords: Readonly<Record<CallOutcome, string>> = {
  spoke: 'spoke with them',
  voicemail: 'voicemail left',
  'wrong-number': 'wrong number',
  done: 'done',
  tomorrow: 'left for another day',
};
