import { type Policy, type RungPolicy, shippedPolicy } from '@app/domain';
import type { Engine } from '../harness/engine';

const actor = 'officer:lead';

/** A shipped ladder with one rung changed. */
export const ladderWith = (
  clock: keyof Policy['ladders'],
  rung: string,
  change: object,
): RungPolicy[] =>
  shippedPolicy.ladders[clock].map((r) => (r.rung === rung ? { ...r, ...change } : r));

/** Drafts, previews and publishes. @returns the number of the version then in force */
export async function publishPolicy({ policies }: Engine, input: object): Promise<number> {
  const { number } = await policies.draft({ reason: 'A test.', ...input }, actor);
  const preview = await policies.preview(number, actor);
  await policies.publish(number, preview.number, actor);
  return number;
}

/**
 * What publishing the version in force once more would change: nothing, when every case stands as it
 * says.
 */
export async function changesIfRepeated({ policies }: Engine): Promise<number> {
  const { number } = await policies.draft({ reason: 'The same once more.' }, actor);
  const { totals } = await policies.preview(number, actor);
  await policies.discard(number);
  return totals.cases;
}

/** When what waits goes out, by "clock rung". */
export async function sendMoments(
  { cases }: Engine,
  caseId: string,
): Promise<Record<string, string>> {
  const waiting = (await cases.followUps(caseId)).filter((f) => f.status === 'waiting');
  return Object.fromEntries(waiting.map((f) => [`${f.clock} ${f.rung}`, f.sendAt.toString()]));
}
