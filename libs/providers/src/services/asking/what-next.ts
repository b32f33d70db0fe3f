/** How one request to a service ended. */
export type Ending =
  | { kind: 'answered'; status: number; retryAfter: string | null }
  | { kind: 'no-connection' }
  | { kind: 'too-slow' }
  | { kind: 'broken-off' };

export type WhatNext =
  | { do: 'take' }
  | { do: 'again'; inMs: number }
  /** `why` finishes a sentence that names the service: “… could not be read: the key was refused”. */
  | { do: 'give-up'; why: string };

/** Requests made for one answer before it is given up. */
export const mostTries = 5;

/** Asked to wait longer than this, we come again at the next reading instead. */
const longestWaitMs = 120_000;

const firstWaitMs = 1000;

/** Answers that say what is wrong with the request: asking again changes nothing. */
const refusals: Readonly<Record<number, string>> = {
  400: 'it did not understand the request (400)',
  401: 'it refused our key (401): check it',
  403: 'it refused our key (403): check it',
  404: 'the address was not found (404): check it',
  410: 'the address is no longer there (410): check it',
};

/**
 * What to do after a request: take the answer, ask again after a while, or give up for this time.
 * @param tries requests made for this answer so far, this one included
 * @param chance from 0 to 1: spreads the waits of several readers
 */
export function whatNext(ending: Ending, tries: number, chance: number): WhatNext {
  if (ending.kind !== 'answered') return againOr(tries, chance, null, troubles[ending.kind]);
  const { status, retryAfter } = ending;
  if (status === 200 || status === 304) return { do: 'take' };
  const refusal = refusals[status];
  if (refusal) return { do: 'give-up', why: refusal };
  if (status === 408 || status === 429 || status >= 500) {
    const busy = status === 429 ? 'it asked us to come less often (429)' : `it failed (${status})`;
    return againOr(tries, chance, retryAfter, busy);
  }
  return { do: 'give-up', why: `it gave an answer we do not know (${status})` };
}

const troubles = {
  'no-connection': 'no connection could be made',
  'too-slow': 'it did not answer in time',
  'broken-off': 'its answer broke off',
} as const;

function againOr(tries: number, chance: number, asked: string | null, why: string): WhatNext {
  if (tries >= mostTries) return { do: 'give-up', why: `${why}, ${mostTries} times` };
  const ownMs = firstWaitMs * 2 ** (tries - 1) * (0.5 + chance / 2);
  const askedMs = asked !== null && /^\d{1,6}$/.test(asked.trim()) ? Number(asked) * 1000 : 0;
  if (askedMs > longestWaitMs) return { do: 'give-up', why: `${why} and asked us to wait` };
  return { do: 'again', inMs: Math.max(ownMs, askedMs) };
}
