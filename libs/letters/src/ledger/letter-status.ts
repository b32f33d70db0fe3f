/**
 * Where a letter stands.
 *
 * - `planned`: waits for its moment;
 * - `claimed`: a worker has it in hand;
 * - `sent`: the mail server took it, or it is in the mail tray;
 * - `deferred`: certainly not sent, tried again later;
 * - `refused`: certainly not sent, and not tried again;
 * - `unknown`: may or may not have been sent; only a person decides what next;
 * - `withdrawn`: no longer wanted before it went.
 */
export const letterStatuses = [
  'planned',
  'claimed',
  'sent',
  'deferred',
  'refused',
  'unknown',
  'withdrawn',
] as const;

export type LetterStatus = (typeof letterStatuses)[number];
