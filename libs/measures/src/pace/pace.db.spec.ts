import { Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { factsByCase, readLearned, slownessOf } from './read-pace';
import { shippedPolicy } from '@app/domain';

const now = Temporal.Instant.from('2026-11-23T09:30:00Z');

/** Closed cases, one a week apart in twenties, in which the provider took `n % 20` days to prepare. */
const closedCases = 1500;

describe('the usual pace, read from the cases of the association', () => {
  let server: TestDatabase;
  let db: Database;
  let slowId: string;
  let quickId: string;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    const officerId = await buildOfficer(db);
    const { locationId } = await buildSite(db, { name: 'Ashby House' });
    const other = await buildSite(db, { name: 'Beech Lodge' });
    await seedClosed(db, officerId, locationId);
    slowId = await seedOpen(db, officerId, locationId, '2026-10-01');
    quickId = await seedOpen(db, officerId, other.locationId, '2026-11-10');
  }, 60_000);
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  it('is learned by stage and party, from cases closed within the year only, in reasonable time', async () => {
    const from = performance.now();
    const { paces } = await readLearned(db, now, shippedPolicy);
    const took = performance.now() - from;
    expect(paces.find((p) => p.stage === 'preparing')).toEqual({
      stage: 'preparing',
      waitingOn: 'provider',
      sample: closedCases,
      median: 10,
      ninetieth: 18,
    });
    // A quarter of a second on a quiet machine; the limit only catches what grows with its square.
    expect(took).toBeLessThan(10_000);
    const later = now.add({ hours: 24 * 400 });
    expect((await readLearned(db, later, shippedPolicy)).paces).toEqual([]);
  }, 30_000);

  it('flags the open case that is slower than nine in ten, and says who is slow', async () => {
    const { paces } = await readLearned(db, now, shippedPolicy);
    const facts = await factsByCase(db, [slowId, quickId]);
    expect(slownessOf(facts.get(quickId) ?? [], now, paces)).toBeNull();
    expect(slownessOf(facts.get(slowId) ?? [], now, paces)).toMatchObject({
      stage: 'preparing',
      waitingOn: 'provider',
      limit: 18,
      median: 10,
      basis: 'own-cases',
    });
  }, 30_000);

  it('goes by the fixed rule while there are too few of one’s own', async () => {
    const facts = await factsByCase(db, [slowId]);
    expect(slownessOf(facts.get(slowId) ?? [], now, [])).toMatchObject({
      limit: 30,
      median: null,
      basis: 'fixed-rule',
    });
  });
});

async function seedClosed(db: Database, officerId: string, locationId: string): Promise<void> {
  await db.query(
    `WITH c AS (
       INSERT INTO application_case (id, location_id, version, open, stage, officer_id, opened_on,
                                     stalls, changed_at)
       SELECT gen_random_uuid(), $2, 6, false, 'closed', $1, date '2026-09-01' - n % 20, '{}',
              '2026-11-01T10:00:00Z'
         FROM generate_series(0, $3::int - 1) n
       RETURNING id, opened_on)
     INSERT INTO fact (case_id, seq, id, type, happened_on, happened_at, details, recorded_at, recorded_by)
     SELECT c.id, f.seq, gen_random_uuid(), f.type, f.day, f.at, f.details::jsonb, '2026-11-01T10:00:00Z', 'test'
       FROM c CROSS JOIN LATERAL (VALUES
         (1, 'case-opened', opened_on, NULL::timestamptz, '{}'),
         (2, 'agreed', opened_on, NULL, '{}'),
         (3, 'person-added', opened_on, NULL, '{"person":"p1"}'),
         (4, 'person-added', opened_on, NULL, '{"person":"p2"}'),
         (5, 'preparation-complete', date '2026-09-02', NULL, '{}'),
         (6, 'closed', NULL, timestamptz '2026-10-01T10:00Z', '{"reason":"declined"}'))
         AS f(seq, type, day, at, details)`,
    [officerId, locationId, closedCases],
  );
}

async function seedOpen(
  db: Database,
  officerId: string,
  locationId: string,
  day: string,
): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `WITH c AS (
       INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, officer_id,
                                     opened_on, stalls, changed_at, parked_until)
       VALUES (gen_random_uuid(), $2, 3, true, 'preparing', 'provider', $1, $3, '{}', now(), $3)
       RETURNING id), f AS (
     INSERT INTO fact (case_id, seq, id, type, happened_on, details, recorded_at, recorded_by)
     SELECT c.id, v.seq, gen_random_uuid(), v.type, $3::date, v.details::jsonb, now(), 'test'
       FROM c CROSS JOIN (VALUES (1, 'case-opened', '{}'), (2, 'agreed', '{}'),
                                 (3, 'person-added', '{"person":"p1"}')) AS v(seq, type, details)
     RETURNING case_id)
     SELECT DISTINCT case_id AS id FROM f`,
    [officerId, locationId, day],
  );
  return row?.id ?? '';
}
