import { buildSite } from '../../builders/register';
import { engineOn } from '../../harness/engine';

/** Something that happens to a case: a fact, recorded at a moment. */
export interface Step {
  /** ISO 8601. What has fallen due before it is fired first. */
  at: string;
  fact: Record<string, unknown>;
}

/**
 * Lets one case of an invented home go through what is given, by the real rules, so that copies of
 * its rows are rows as they would be.
 * @param officerId who has the case
 * @param firings moments after that at which what is due is fired
 * @returns the id of the case
 */
export async function modelCase(
  databaseUrl: string,
  officerId: string,
  openedAt: string,
  steps: readonly Step[],
  firings: readonly string[] = [],
): Promise<string> {
  const keep = () => Promise.resolve();
  const engine = engineOn({ url: databaseUrl, drop: keep }, openedAt);
  const { clock, cases, due, db, sealer, troubles } = engine;
  try {
    const contact = { name: 'Sam Carter', email: 'sam.carter@home.example' };
    const { locationId } = await buildSite(db, { town: 'Wexham', contact, sealer });
    const actor = `officer:${officerId}`;
    const { id } = await cases.open({ locationId, officerId }, actor);
    for (const { at, fact } of steps) {
      clock.set(at);
      await due.drain();
      await cases.record(id, fact, actor);
    }
    for (const at of firings) {
      clock.set(at);
      await due.drain();
    }
    if (troubles[0]) throw troubles[0];
    return id;
  } finally {
    await engine.close();
  }
}
