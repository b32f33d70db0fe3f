import { randomUUID } from 'node:crypto';
import type { Role } from '@app/officers';
import { asOwner } from '../harness/as-owner';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-12-24T10:00:00Z';

describe('an Idempotency-Key', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  const body = (name: string) => ({ email: `${name}@example.org`, name, role: 'viewer' });
  const add = (name: string, key: string, as: Role = 'lead') =>
    client.send('post', '/officers', {
      as,
      body: body(name),
      headers: { 'Idempotency-Key': key },
    });

  it('is refused with another request', async () => {
    const key = randomUUID();
    expect((await add('one', key)).status).toBe(201);
    expect(problemOf(await add('two', key))).toEqual([409, 'idempotency-key-reused']);
    expect((await add('one', key)).status).toBe(201);
  });

  it('keeps a refusal too, but not one that may pass', async () => {
    const key = randomUUID();
    expect(problemOf(await add('one', key))).toEqual([409, 'officer-exists']);
    await client.api.db.query("DELETE FROM officer WHERE name = 'one'");
    const again = await add('one', key);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([409, 'true']);
    expect((await add('three', key, 'officer')).status).toBe(403);
  });

  it('belongs to one officer', async () => {
    const key = randomUUID();
    const headers = { 'Idempotency-Key': key };
    const run = { asOf: start, until: start, facts: [] };
    expect((await add('four', key)).status).toBe(201);
    expect((await client.send('post', '/simulations', { body: run, headers })).status).toBe(200);
  });

  it('may be used again after trouble of ours', async () => {
    const key = randomUUID();
    await asOwner(client.api.db, 'ALTER TABLE officer RENAME COLUMN created_at TO gone');
    const failed = await add('five', key);
    await asOwner(client.api.db, 'ALTER TABLE officer RENAME COLUMN gone TO created_at');
    expect([failed.status, failed.body.code]).toEqual([500, 'internal-error']);
    expect(JSON.stringify(failed.body)).not.toMatch(/column|created_at|at .*\.ts/);
    expect(failed.body.requestId).toBe(failed.headers['x-request-id']);
    expect((await add('five', key)).status).toBe(201);
  });

  it('is free again when its request died with its process', async () => {
    const key = randomUUID();
    await add('six', key);
    await client.api.db.query("DELETE FROM officer WHERE name = 'six'");
    await client.api.db.query(
      `UPDATE idempotency_key SET status = NULL, created_at = $2::timestamptz - interval '61 seconds'
        WHERE key = $1`,
      [key, start],
    );
    expect((await add('six', key)).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    client.api.clock.set('2026-12-25T11:00:01Z');
    await add('seven', randomUUID());
    const rows = await client.api.db.query('SELECT 1 FROM idempotency_key');
    client.api.clock.set(start);
    expect(rows).toHaveLength(1);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(201)],
    ['two words', 'two words'],
  ])('has a form: not %s', async (_, key) => {
    expect(problemOf(await add('eight', key))).toEqual([400, 'invalid-idempotency-key']);
  });
});
