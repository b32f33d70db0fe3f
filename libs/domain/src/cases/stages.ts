/** The stages of an application, in the order a case goes through them. */
export const stages = [
  'prospect',
  'eligibility',
  'preparing',
  'proving',
  'ready',
  'submitted',
  'activating',
  'live',
  'aftercare',
  'closed',
] as const;

export type Stage = (typeof stages)[number];

/** Stages in which the application has not been sent. */
export const beforeSubmission: ReadonlySet<Stage> = new Set([
  'prospect',
  'eligibility',
  'preparing',
  'proving',
  'ready',
]);

/** Stages in which there are accounts, whose own dates run. */
export const accountStages: ReadonlySet<Stage> = new Set(['activating', 'live', 'aftercare']);

/** Stages of a case that has gone live and is open. */
export const afterGoingLive: ReadonlySet<Stage> = new Set(['live', 'aftercare']);
