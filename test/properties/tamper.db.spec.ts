import { audit, makeAnchor, verifyAudit, verifyWithin } from '@app/history';
import { actingAs, type Sql } from '@app/platform';
import fc from 'fast-check';
import { buildOfficer, buildSite } from '../builders/register';
import { type Engine, testEngine } from '../harness/engine';
import { sized, stopwatch, tellFigure } from '../harness/full-size';
import { runs } from './runs';
import { tamperings } from './tamperings';

const trials = sized(150, 1_000);
const { seed } = runs(trials);

let engine: Engine;
let length = 0;
let facts: { id: string; key: string }[] = [];
let kept: Awaited<ReturnType<typeof makeAnchor>>[] = [];

beforeAll(async () => {
  engine = await testEngine('2026-11-20T10:00:00Z');
  const officerId = await buildOfficer(engine.db);
  const anchors: typeof kept = [];
  for (let home = 0; home < 11; home++) {
    engine.clock.set(`2026-11-20T10:${10 + home}:00Z`);
    const { locationId } = await buildSite(engine.db, { sealer: engine.sealer });
    await actingAs(`officer:${officerId}`, 'page', async () => {
      const { id } = await engine.cases.open(
        { locationId, officerId, on: '2026-11-02' },
        'officer:a',
      );
      for (const on of ['2026-11-03', '2026-11-04', '2026-11-05'])
        await engine.cases.record(
          id,
          { type: 'provider-replied', at: `${on}T09:00:00Z` },
          'officer:a',
        );
      await audit(engine.db, { action: 'details-seen', subject: `case:${id}`, cases: [id] });
    });
    if (home % 3 === 0) {
      const { end, bad } = await verifyAudit(engine.db, engine.sealer);
      expect(bad).toBeNull();
      anchors.push(await makeAnchor(engine.db, engine.sealer, end, engine.clock.now()));
    }
  }
  kept = anchors;
  const whole = await verifyAudit(engine.db, engine.sealer, kept);
  expect(whole.bad).toBeNull();
  length = whole.entries;
  facts = await engine.db.query(
    "SELECT id, case_id || ':' || seq AS key FROM fact ORDER BY recorded_at, seq",
  );
  expect(length).toBeGreaterThan(40);
  expect(facts.length).toBeGreaterThan(20);
});
afterAll(() => engine.close());

class Undo extends Error {}

/** As whoever owns the database, with the triggers that stand guard switched off; leaves no trace. */
async function undone(work: (sql: Sql) => Promise<void>): Promise<void> {
  const done = engine.db.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE NONE');
    for (const table of ['audit_entry', 'audit_chain', 'audit_anchor', 'fact'])
      await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await work(tx);
    throw new Undo();
  });
  await expect(done).rejects.toBeInstanceOf(Undo);
}

it(`finds every one of ${trials} tamperings, and names the first bad row`, async () => {
  const watch = stopwatch();
  const tried: Record<string, number> = {};
  const missed: unknown[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(tamperings)),
      fc.array(fc.nat({ max: 1_000_000 }), { minLength: 4, maxLength: 4 }),
      async (kind, numbers) => {
        tried[kind] = (tried[kind] ?? 0) + 1;
        const left = [...numbers];
        const pick = (from: number, to: number) => from + ((left.shift() ?? 0) % (to - from + 1));
        const anchors = kept.map((a) => a.position);
        await undone(async (sql) => {
          const tamper = tamperings[kind];
          const { table, ...where } = (await tamper?.({ sql, length, facts, anchors, pick })) ?? {
            table: [],
          };
          const { bad } = await verifyWithin(sql, engine.sealer, kept);
          const isNamed =
            bad !== null &&
            table.includes(bad.table) &&
            (where.position === undefined || where.position === bad.position) &&
            (where.key === undefined || where.key === bad.key);
          if (!isNamed) missed.push({ kind, numbers, expected: { table, ...where }, bad });
        });
      },
    ),
    { numRuns: trials, seed },
  );
  tellFigure({
    name: 'tamperings not found or not named',
    n: trials,
    failures: missed.length,
    seed,
    seconds: watch(),
    kinds: Object.keys(tried).length,
  });
  expect(missed).toEqual([]);
  expect(Object.keys(tried).sort()).toEqual(Object.keys(tamperings).sort());
}, 600_000);

it('finds nothing where nobody tampered', async () => {
  expect(await verifyAudit(engine.db, engine.sealer, kept)).toMatchObject({
    bad: null,
    entries: length,
    facts: facts.length,
    restated: 0,
  });
});
