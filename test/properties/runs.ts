import type { Parameters } from 'fast-check';

/**
 * How often a property is tried, and from which seed: the same ones each time, unless
 * `PROPERTY_RUNS` and `PROPERTY_SEED` say otherwise.
 */
export const runs = (usual: number): Parameters<unknown> => ({
  numRuns: Number(process.env.PROPERTY_RUNS ?? usual),
  seed: Number(process.env.PROPERTY_SEED ?? 20261123),
});
