import type { TownSize } from './run-practice';

/** Small enough to be made while someone waits, large enough to show every kind of case. */
export const firstRunTown: TownSize = { homes: 40, seed: 1, days: 100 };
