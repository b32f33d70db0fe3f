import type { ClockSettings } from '@app/domain';
import { type DueMoment, storeReconciliation } from '@app/follow-ups';
import { markStale, withdrawMatters } from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { saveProjections } from '../case.repository';
import { dueMoments } from '../due-moments';
import type { Confidential } from '../letter-context';
import { planCases } from '../policy/plan-anew';
import { noLongerWanted } from '../unsent-letters';

/**
 * Works these cases out again after values of their people were erased: lists, follow-ups and waiting
 * letters say what holds without them. The caller holds the cases.
 * @returns the follow-ups whose bells are to be set after the commit
 */
export async function replanCases(
  tx: Sql,
  { sealer, making }: Confidential,
  caseIds: readonly string[],
  clocks: ClockSettings,
  now: Temporal.Instant,
): Promise<DueMoment[]> {
  const plans = await planCases(tx, sealer, caseIds, clocks, now);
  if (plans.length === 0) return [];
  await storeReconciliation(tx, plans, now);
  await markStale(tx, [...caseIds]);
  await withdrawMatters(tx, making, noLongerWanted(plans), now);
  await saveProjections(
    tx,
    plans.map(({ projection }) => projection),
    now.toString(),
  );
  return plans.flatMap(({ changes }) => dueMoments(changes));
}
