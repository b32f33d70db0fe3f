/**
 * Why a letter needs a person.
 *
 * - `refused`: the server did not take it, and will not;
 * - `bounced`: the server says that there is no such mailbox;
 * - `given-up`: put off for so long that trying was ended;
 * - `no-address`: no usable address is recorded;
 * - `unknown`: it may or may not have arrived.
 */
export const letterTroubles = ['refused', 'bounced', 'given-up', 'no-address', 'unknown'] as const;

export type LetterTrouble = (typeof letterTroubles)[number];
