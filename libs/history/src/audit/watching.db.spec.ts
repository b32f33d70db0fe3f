import { randomUUID } from 'node:crypto';
import { actingAs, Database } from '@app/platform';
import { asOwner } from '../../../../test/harness/as-owner';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { unwatchedTables } from './unwatched-tables';

let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url, { max: 3 });
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const newest = async (count = 1) =>
  db.query<{ action: string; subject: string; actor: string; details: { rows?: object[] } }>(
    'SELECT * FROM audit_entry ORDER BY id DESC LIMIT $1',
    [count],
  );

const officerId = randomUUID();

it('holds for every table: it is watched, or stands in the list with a reason', async () => {
  const tables = await db.query<{ name: string; watched: boolean }>(
    `SELECT c.relname AS name,
            EXISTS (SELECT FROM pg_trigger t
                     WHERE t.tgrelid = c.oid AND t.tgname IN ('audit_added', 'audit_decided'))
              AS watched
       FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  expect(tables.length).toBeGreaterThan(40);
  const names = new Set(tables.map((t) => t.name));
  const neither = tables.filter((t) => !t.watched && !(t.name in unwatchedTables));
  const both = tables.filter((t) => t.watched && t.name in unwatchedTables);
  const gone = Object.keys(unwatchedTables).filter((name) => !names.has(name));
  expect({ neither: neither.map((t) => t.name), both, gone }).toEqual({
    neither: [],
    both: [],
    gone: [],
  });
});

describe('a row of a watched table', () => {
  it('is told by its key, its columns and digests when it is added, changed and removed', async () => {
    await actingAs('command:officer add', 'command', () =>
      db.query(
        `INSERT INTO officer (id, email, name, role, created_at)
         VALUES ($1, 'canary@home.example', 'Canary Name', 'officer', now())`,
        [officerId],
      ),
    );
    const [added] = await newest();
    expect(added).toMatchObject({
      actor: 'command:officer add',
      action: 'officer-added',
      subject: `officer:${officerId}`,
      details: { rows: [{ key: officerId, after: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
    });

    await actingAs('officer:one', 'page', () =>
      db.query("UPDATE officer SET role = 'lead', name = 'Canary Other' WHERE id = $1", [
        officerId,
      ]),
    );
    const [changed] = await newest();
    expect(changed).toMatchObject({
      actor: 'officer:one',
      action: 'officer-changed',
      details: { rows: [{ columns: ['name', 'role'] }] },
    });
    expect(JSON.stringify(await newest(5)).toLowerCase()).not.toContain('canary');

    await db.query('DELETE FROM officer WHERE id = $1', [officerId]);
    expect(await newest()).toMatchObject([
      { action: 'officer-removed', actor: expect.stringMatching(/^database:/) },
    ]);
  });

  it('that stays as it was, or changes only in what is of no interest, is not told', async () => {
    await db.query(
      `INSERT INTO officer (id, email, name, role, created_at)
       VALUES ($1, 'a@home.example', 'A', 'officer', now())`,
      [officerId],
    );
    await db.query(
      `INSERT INTO second_factor (officer_id, secret, last_step, set_at)
       VALUES ($1, '\\x01', 1, now())`,
      [officerId],
    );
    const [before] = await newest();
    await db.query('UPDATE second_factor SET last_step = 2');
    await db.query('UPDATE officer SET name = name');
    expect((await newest())[0]).toEqual(before);
  });

  it('is told of by digest alone when there are many', async () => {
    await db.query(
      `INSERT INTO officer (id, email, name, role, created_at)
       SELECT gen_random_uuid(), 'o' || n || '@home.example', 'O', 'officer', now()
         FROM generate_series(1, 101) n`,
    );
    expect(await newest()).toMatchObject([
      { action: 'officer-added', subject: 'officer', details: { count: 101 } },
    ]);
  });
});

describe('a decision about a message', () => {
  const id = randomUUID();
  const settle = (status: string, at: string, by: string) =>
    actingAs('officer:one', 'page', () =>
      db.query(
        'UPDATE inbound_message SET status = $2, settled_at = $3, settled_by = $4 WHERE id = $1',
        [id, status, at, by],
      ),
    );

  it('is told each time, by the same person too; what the program decides is not', async () => {
    await db.query(
      `INSERT INTO inbound_message (id, content_key, received_at, stored_at, size, status)
       VALUES ($1, '\\x01', now(), now(), 1, 'tray')`,
      [id],
    );
    await settle('filed', '2026-11-20T10:00:00Z', 'system');
    expect((await newest())[0]?.subject).not.toBe(`inbound_message:${id}`);
    await settle('set-aside', '2026-11-20T11:00:00Z', 'officer:one');
    await settle('filed', '2026-11-20T12:00:00Z', 'officer:one');
    await settle('filed', '2026-11-20T13:00:00Z', 'officer:one');
    const told = (await newest(3)).map(({ action, details }) => [action, details.rows]);
    const change = (...columns: string[]) => [
      'inbound_message-changed',
      [expect.objectContaining({ key: id, columns })],
    ];
    expect(told).toEqual([
      change('settled_at'),
      change('settled_at', 'status'),
      change('settled_at', 'settled_by', 'status'),
    ]);
  });
});

describe('who is at work', () => {
  it('is never who was at work on the same connection before', async () => {
    const one = new Database(test.url, { max: 1 });
    const set = (role: string) =>
      one.query('UPDATE officer SET role = $2 WHERE id = $1', [officerId, role]);
    const inTransaction = (role: string) =>
      one.transaction((tx) =>
        tx.query('UPDATE officer SET role = $2 WHERE id = $1', [officerId, role]),
      );
    const actor = async () => (await newest())[0]?.actor;
    try {
      await actingAs('officer:one', 'page', () => set('lead'));
      expect(await actor()).toBe('officer:one');
      await inTransaction('viewer');
      expect(await actor()).toMatch(/^database:/);
      await actingAs('officer:two', 'api', () => inTransaction('lead'));
      expect(await actor()).toBe('officer:two');
      await set('officer');
      expect(await actor()).toMatch(/^database:/);
      await actingAs("officer:o'\\", 'page', () => inTransaction('lead'));
      expect(await actor()).toBe("officer:o'\\");
    } finally {
      await one.close();
    }
  });
});

describe('the role of the program', () => {
  it('is that of every connection', async () => {
    const roles = await Promise.all(
      [1, 2, 3].map(() =>
        db.transaction(async (tx) => {
          await tx.query('SELECT pg_sleep(0.05)');
          return tx.query<{ role: string; pid: number }>(
            'SELECT current_user AS role, pg_backend_pid() AS pid',
          );
        }),
      ),
    );
    expect(new Set(roles.map(([r]) => r?.pid)).size).toBe(3);
    expect(roles.map(([r]) => r?.role)).toEqual(['caseload_app', 'caseload_app', 'caseload_app']);
  });

  it.each(
    ['audit_entry', 'audit_chain', 'audit_head', 'audit_anchor', 'fact'].flatMap((table) => [
      `UPDATE ${table} SET ${table === 'fact' ? 'type' : 'position'} = NULL`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
      `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
      `DROP TABLE ${table} CASCADE`,
    ]),
  )('may not: %s', async (statement) => {
    const wanted = statement.includes('audit_entry')
      ? statement.replace('position = NULL', 'actor = NULL')
      : statement;
    await expect(db.query(wanted)).rejects.toThrow(/permission denied|must be owner/);
  });

  it.each([
    'INSERT INTO audit_entry (at) VALUES (now())',
    'INSERT INTO audit_chain (position) VALUES (1)',
    'INSERT INTO audit_head (position) VALUES (1)',
    'SELECT * FROM audit_pepper',
    "SELECT audit_restate_facts('x')",
  ])('may not: %s', async (statement) => {
    await expect(db.query(statement)).rejects.toThrow(/permission denied/);
  });

  it('is kept out by the triggers too, where somebody works as the owner', async () => {
    for (const table of ['audit_entry', 'audit_chain'])
      for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table}`])
        await expect(asOwner(db, statement)).rejects.toThrow('append-only');
  });
});
