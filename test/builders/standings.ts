import {
  type CaseState,
  fold,
  type RegisteredSite,
  progress,
  readiness,
  shippedPolicy,
  stallsOf,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import * as a from './facts';

const site: RegisteredSite = { inScope: true, postcode: 'LN1 1AA', odsCode: null };

/** What these facts come to. */
export const stateOf = (...given: a.GivenFact[]): CaseState => fold(a.factsOf(...given));

/** "stage waitingOn". */
export const whereItStands = (...given: a.GivenFact[]): string => {
  const { stage, waitingOn } = progress(stateOf(...given));
  return `${stage} ${waitingOn ?? 'nobody'}`;
};

/** Codes of why it is stuck at a moment. */
export const stuck = (at: string, ...given: a.GivenFact[]): string[] =>
  stallsOf(stateOf(...given), Temporal.Instant.from(at), shippedPolicy).map((s) => s.code);

/** Codes of what is still missing on a day, and of what is only warned of. */
export const missing = (day: string, ...given: a.GivenFact[]): string[] =>
  readiness(stateOf(...given), site, day, shippedPolicy).missing.map((item) => item.code);

export const warned = (day: string, ...given: a.GivenFact[]): string[] =>
  readiness(stateOf(...given), site, day, shippedPolicy).warnings.map((item) => item.code);
