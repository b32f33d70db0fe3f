import { CasesService } from '@app/cases';
import { buildSite } from './register';
import type { RunningPages } from '../harness/pages';

/** What is recorded of a home besides that its case was opened; days are of November 2026. */
type Story = readonly Readonly<Record<string, unknown>>[];

const agreed = { type: 'agreed', on: '2026-09-02' };
const published = (level: string): Story[number] => ({
  type: 'dspt-published',
  on: '2026-09-04',
  level,
  edition: '25/26',
  coverage: 'own',
});
const code = { type: 'ods-code-confirmed', on: '2026-09-05', code: 'VLX4K' };
const eligible = [agreed, published('met'), code];
const prepared = [...eligible, { type: 'preparation-complete', on: '2026-09-20' }];

/** Stories of homes that are stuck, each for a reason of its own, and of some that move. */
export const stories: Readonly<Record<string, Story>> = {
  moves: [{ ...agreed, on: '2026-11-20' }],
  'dspt-missing': [agreed, published('not-published')],
  'otp-not-arrived': [...prepared, { type: 'otp-requested', on: '2026-11-09', channel: 'post' }],
  'otp-expired': [...prepared, { type: 'otp-requested', on: '2026-10-01', channel: 'post' }],
  'no-reply-over-48h': [
    ...prepared,
    { type: 'contact-id-confirmed', on: '2026-11-01' },
    { type: 'submitted', at: '2026-11-17T10:00:00Z' },
  ],
  'capacity-or-crisis': [
    ...eligible,
    { type: 'stall-noted', at: '2026-11-18T10:00:00Z', stall: 'capacity-or-crisis' },
  ],
};

/** A home, where it is, whose it is, and its story. */
export interface StuckHome {
  name: string;
  story: keyof typeof stories;
  authority?: string;
  /** Homes of one provider share its id. */
  provider?: string;
  officerId?: string;
}

/** Opens a case for each home and records its story. @returns the ids of the cases */
export async function buildStuckHomes(
  { app, db, officerId }: RunningPages,
  homes: readonly StuckHome[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const home of homes) {
    const { locationId } = await buildSite(db, { name: home.name, town: 'Boston' });
    await db.query(
      'UPDATE site SET local_authority = $2, provider_id = coalesce($3, provider_id) WHERE location_id = $1',
      [locationId, home.authority ?? null, home.provider ?? null],
    );
    const owner = home.officerId ?? officerId;
    const cases = app.get(CasesService);
    const opened = { locationId, officerId: owner, on: '2026-09-01' };
    const { id } = await cases.open(opened, `officer:${owner}`);
    for (const fact of stories[home.story] ?? []) await cases.record(id, fact, `officer:${owner}`);
    ids.push(id);
  }
  return ids;
}
