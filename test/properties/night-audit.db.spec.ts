import { type Drift, NightAudit } from '@app/night-audit';
import type { Sql } from '@app/platform';
import fc from 'fast-check';
import { type Engine, testEngine } from '../harness/engine';
import { liveThrough } from './lived-cases';
import { type Corruption, corruptions, type StoredRow } from './row-corruptions';

const minutes = 60_000;
const trials = Number(process.env.CORRUPTION_TRIALS ?? 400);
const seed = Number(process.env.PROPERTY_SEED ?? 20261123);

let engine: Engine;
let audit: NightAudit;

beforeAll(async () => {
  engine = await testEngine('2024-01-01T08:00:00Z');
  await liveThrough(engine, 80, seed);
  audit = new NightAudit(engine.db, engine.clock, engine.sealer);
}, 5 * minutes);
afterAll(() => engine.close());

/** Thrown to undo what was spoiled. */
class Undo extends Error {}

/** Does `work` in a transaction that leaves no trace. */
async function undone<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const done = engine.db.transaction(async (tx) => {
    result = await work(tx);
    throw new Undo();
  });
  await expect(done).rejects.toBeInstanceOf(Undo);
  return result as T;
}

/** A letter belongs to the cases it speaks of: it is looked for in the first of them. */
const rowsOf = (table: string): string =>
  table === 'letter'
    ? `SELECT l.*, (SELECT p.case_id FROM letter_part p WHERE p.letter_id = l.id
                     ORDER BY p.withdrawn_at NULLS FIRST, p.seq LIMIT 1) AS case_id
         FROM letter l ORDER BY id`
    : `SELECT * FROM ${table} ORDER BY ${table === 'letter_part' ? 'letter_id, seq' : 'id'}`;

const refusedByDatabase = /^23/;

/** Spoils one row and audits its case. @returns null where the database itself forbids it */
const found = (corruption: Corruption, row: StoredRow, caseId: string): Promise<Drift[] | null> =>
  undone(async (tx) => {
    try {
      const other = await corruption.spoil(tx, row);
      return await audit.auditCases([caseId, ...(other ? [other] : [])], tx);
    } catch (error) {
      if (refusedByDatabase.test((error as { code?: string }).code ?? '')) return null;
      throw error;
    }
  });

describe('the night audit', () => {
  it('finds nothing wrong with what many weeks have left in the tables', async () => {
    const { cases, drift } = await audit.audit();
    expect({ cases, drift }).toEqual({ cases: 80, drift: [] });
  }, 60_000);

  it(
    `finds each of ${trials} corruptions of single rows`,
    async () => {
      const rows = new Map<string, StoredRow[]>();
      for (const table of new Set(corruptions.map((c) => c.table)))
        rows.set(table, await engine.db.query(rowsOf(table)));
      const pick = fc.tuple(fc.constantFrom(...corruptions), fc.nat());
      const missed: string[] = [];
      const tried = new Set<string>();
      let count = 0;
      for (const [corruption, n] of fc.sample(pick, { numRuns: trials * 3, seed })) {
        if (count === trials) break;
        const possible = (rows.get(corruption.table) ?? []).filter(
          (r) => corruption.applies?.(r) ?? true,
        );
        const row = possible[n % possible.length];
        if (!row) continue;
        const caseId = String(row.case_id ?? row.id);
        const drift = await found(corruption, row, caseId);
        if (drift === null) continue;
        count++;
        tried.add(`${corruption.table} ${corruption.kind}`);
        if (drift.length === 0)
          missed.push(`${corruption.table} ${corruption.kind}: ${JSON.stringify(row)}`);
      }
      expect(missed).toEqual([]);
      expect(count).toBe(trials);
      expect(tried.size).toBeGreaterThan(Math.min(corruptions.length, trials / 8) * 0.9);
    },
    10 * minutes,
  );
});
