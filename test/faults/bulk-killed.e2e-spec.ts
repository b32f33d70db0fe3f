import { randomUUID } from 'node:crypto';
import { buildOfficer, buildSite } from '../builders/register';
import { testDatabase } from '../harness/database';
import { type Engine, engineOn } from '../harness/engine';
import { eventually } from '../harness/eventually';
import { testConfig } from '../harness/running-config';
import { startWorkerProcess, type WorkerProcess } from '../harness/worker-process';

const start = '2026-11-24T10:00:00Z';
const homes = 8;
const timeoutMs = 180_000;

let engine: Engine;
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.kill();
  await engine.close();
});

it(
  'a worker killed in the middle of many cases leaves each done once, by itself or by the next',
  async () => {
    const database = await testDatabase();
    engine = engineOn(database, start);
    const { db, sealer } = engine;
    const config = testConfig(database.url);
    const officerId = await buildOfficer(db);
    const id = randomUUID();
    const action = { do: 'record', fact: { type: 'note-added', text: 'The head office moved.' } };
    await db.query(
      `INSERT INTO bulk_action (id, made_by, made_at, state, revision, kind, sealed)
       VALUES ($1, $2, $3, 'previewing', 1, 'record note-added', $4)`,
      [id, officerId, start, sealer.seal(`bulk_action:sealed:${id}`, action)],
    );
    const caseIds: string[] = [];
    for (let n = 1; n <= homes; n++) {
      const { locationId } = await buildSite(db);
      const opened = await engine.cases.open({ locationId, officerId, on: '2026-11-02' }, 'test');
      caseIds.push(opened.id);
      await db.query(
        `INSERT INTO bulk_row (bulk_id, n, location_id, case_id, todo)
         VALUES ($1, $2, $3, $4, 'preview')`,
        [id, n, locationId, opened.id],
      );
    }
    const stateOf = async (): Promise<string> =>
      (await db.query<{ state: string }>('SELECT state FROM bulk_action WHERE id = $1', [id]))[0]
        ?.state ?? '';
    const notes = async (): Promise<number[]> => {
      const rows = await db.query<{ n: number }>(
        `SELECT (SELECT count(*)::int FROM fact f
                  WHERE f.case_id = c.id AND f.type = 'note-added') AS n
           FROM unnest($1::uuid[]) AS c(id)`,
        [caseIds],
      );
      return rows.map(({ n }) => n);
    };

    // It lives through the preview, and dies with the fourth case done and not yet committed.
    const fault = `bulk-row:kill:${homes + 4}`;
    worker = startWorkerProcess({ ...config, startAt: start, fault });
    await eventually(async () => expect(await stateOf()).toBe('previewed'), 60_000);
    expect(await notes()).toEqual(caseIds.map(() => 0));
    await db.query(`UPDATE bulk_row SET todo = 'carry-out' WHERE bulk_id = $1`, [id]);
    await db.query(`UPDATE bulk_action SET state = 'working' WHERE id = $1`, [id]);
    expect(await worker.ended).toBe('SIGKILL');
    expect((await notes()).filter((n) => n === 1)).toHaveLength(3);
    expect(await stateOf()).toBe('working');

    worker = startWorkerProcess({ ...config, startAt: start });
    await eventually(async () => expect(await stateOf()).toBe('done'), 60_000);
    expect(await notes()).toEqual(caseIds.map(() => 1));
    const results = await db.query('SELECT DISTINCT result FROM bulk_row WHERE bulk_id = $1', [id]);
    expect(results).toEqual([{ result: 'done' }]);
  },
  timeoutMs,
);
