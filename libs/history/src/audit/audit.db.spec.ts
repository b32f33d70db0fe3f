import { actingAs, Database } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { audit } from './audit';

let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const chain = () =>
  db.query<{ position: string; linked: boolean; entry: string }>(
    `SELECT c.position, c.entry_id AS entry,
            c.hash = audit_hash(c.position, c.previous, e) AS linked
       FROM audit_chain c JOIN audit_entry e ON e.id = c.entry_id ORDER BY c.position`,
  );

const caseId = '00000000-0000-4000-8000-000000000001';

describe('an entry', () => {
  it('says who, through what and why', async () => {
    await actingAs('system:worker:sweep', 'worker', () =>
      audit(db, {
        action: 'retention-run',
        subject: 'month:2026-11',
        cases: [caseId],
        details: { erased: 3 },
      }),
    );
    const [entry] = await db.query('SELECT * FROM audit_entry ORDER BY id DESC LIMIT 1');
    expect(entry).toMatchObject({
      actor: 'system:worker:sweep',
      via: 'worker',
      why: 'worker:sweep',
      action: 'retention-run',
      subject: 'month:2026-11',
      cases: [caseId],
      details: { erased: 3 },
    });
  });
  it('names the database’s user when no part of the program speaks', async () => {
    await audit(db, { action: 'export-made', subject: 'list:cases' });
    const [entry] = await db.query('SELECT * FROM audit_entry ORDER BY id DESC LIMIT 1');
    expect(entry).toMatchObject({ actor: expect.stringMatching(/^database:\w+$/) });
  });
  it('goes with its transaction', async () => {
    const before = await chain();
    const failed = db.transaction(async (tx) => {
      await audit(tx, { action: 'export-made', subject: 'list:cases' });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await chain()).toEqual(before);
  });
});

it('is chained at commit without a gap, however many write at once', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      db.transaction(async (tx) => {
        for (let i = 0; i <= n % 3; i++)
          await audit(tx, { action: 'export-made', subject: `list:${n}`, details: { i } });
      }),
    ),
  );
  const links = await chain();
  expect(links.length).toBeGreaterThan(70);
  expect(links.map((l) => Number(l.position))).toEqual(links.map((_, i) => i + 1));
  expect(links.every((l) => l.linked)).toBe(true);
  const [{ loose } = { loose: '?' }] = await db.query<{ loose: string }>(
    `SELECT count(*)::text AS loose FROM audit_entry e
      WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)`,
  );
  expect(loose).toBe('0');
});
