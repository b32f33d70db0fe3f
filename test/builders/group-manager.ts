import type { Engine } from '../harness/engine';
import { newAddress } from './letters';
import { buildOfficer, buildSite } from './register';

/** Cases of homes that one person answers for, with a passcode in the post since this day. */
export interface ManagedHomes {
  email: string;
  /** Case ids, in the order of the homes. */
  cases: string[];
}

/**
 * Opens a case for each day, of homes of one manager; the passcode of each was asked for on its day.
 * @param requestedOn Europe/London days, `YYYY-MM-DD`
 */
export async function buildManagedHomes(
  engine: Engine,
  requestedOn: readonly string[],
): Promise<ManagedHomes> {
  const officerId = await buildOfficer(engine.db);
  const email = newAddress();
  const cases: string[] = [];
  for (const on of requestedOn) {
    const { locationId } = await buildSite(engine.db, {
      sealer: engine.sealer,
      contact: { name: 'Jo Manager', email },
    });
    const opened = { locationId, officerId, on };
    const { id } = await engine.cases.open(opened, 'officer:test');
    await engine.cases.record(id, { type: 'otp-requested', on, channel: 'post' }, 'officer:test');
    cases.push(id);
  }
  return { email, cases };
}
