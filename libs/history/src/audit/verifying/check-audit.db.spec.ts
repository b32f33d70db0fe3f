import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, Sealer, SettableClock } from '@app/platform';
import { asOwner } from '../../../../../test/harness/as-owner';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { audit } from '../audit';
import { checkAudit, lastAuditCheck } from './check-audit';

const sealer = new Sealer('a field key for tests, 0123456789 and more');
const clock = new SettableClock('2026-11-20T03:00:00Z');

let test: TestDatabase;
let db: Database;
let folder: string;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  folder = await mkdtemp(join(tmpdir(), 'audit-anchors-'));
  for (let n = 0; n < 5; n++) await audit(db, { action: 'export-made', subject: `list:${n}` });
});
afterAll(async () => {
  await db.close();
  await test.drop();
  await rm(folder, { recursive: true });
});

const check = (where = folder) => checkAudit(db, sealer, clock, where);
/** A folder cannot be made under a file. */
const nowhere = () => join(folder, 'audit-anchors.ndjson', 'none');
const file = () => readFile(join(folder, 'audit-anchors.ndjson'), 'utf8');

it('keeps an anchor in the database and in the folder, and says what it found', async () => {
  const { bad, anchor, notKept } = await check();
  expect({ bad, notKept }).toEqual({ bad: null, notKept: null });
  expect(JSON.parse(await file())).toEqual(anchor);
  expect(await lastAuditCheck(db)).toMatchObject({ entries: anchor?.position, bad: null });
  expect(await check()).toMatchObject({ bad: null, notKept: null });
});

it('does without a folder that cannot be written to, and says so', async () => {
  const { bad, notKept } = await check(nowhere());
  expect(bad).toBeNull();
  expect(notKept).toMatch(/EEXIST|ENOTDIR/);
});

it('holds the chain against the folder when the database holds no anchor any more', async () => {
  const guards = (how: string) =>
    ['audit_anchor', 'audit_chain', 'audit_entry'].map(
      (t) => `ALTER TABLE ${t} ${how} TRIGGER USER`,
    );
  await asOwner(
    db,
    ...guards('DISABLE'),
    'DELETE FROM audit_anchor',
    `WITH gone AS (DELETE FROM audit_chain WHERE position > 3 RETURNING entry_id)
     DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)`,
    `UPDATE audit_head SET (position, hash) =
       (SELECT position, hash FROM audit_chain WHERE position = 3)`,
    ...guards('ENABLE'),
  );
  expect(await check(nowhere())).toMatchObject({ bad: null });
  const { bad, anchor } = await check();
  expect(bad).toMatchObject({ table: 'audit_chain', what: expect.stringContaining('cut off') });
  expect(anchor).toBeNull();
  expect(await lastAuditCheck(db)).toMatchObject({ bad: expect.stringMatching(/^audit_chain:\d/) });
});

it('tells a damaged line of the folder’s file', async () => {
  await writeFile(join(folder, 'audit-anchors.ndjson'), 'nonsense\n');
  expect((await check()).bad).toMatchObject({ table: 'audit_anchor' });
  await writeFile(join(folder, 'audit-anchors.ndjson'), '{"position":1,"ha');
  expect((await check()).bad).toBeNull();
});
