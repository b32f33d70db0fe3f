import type { Parameters } from 'fast-check';
import { sized } from '../harness/full-size';

/**
 * How often a property is tried, and from which seed: the same ones each time, and half of them in a
 * run of all tests, unless `PROPERTY_RUNS` and `PROPERTY_SEED` say otherwise.
 */
export const runs = (usual: number): Parameters<unknown> => ({
  numRuns: Number(process.env.PROPERTY_RUNS ?? sized(Math.ceil(usual / 2), usual)),
  seed: Number(process.env.PROPERTY_SEED ?? 20261123),
});
