import { BadInput, NotFound } from '@app/domain';
import { contactOfHome, Database, PersonKeys, Sealer, SealError } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildSite } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { ContactsService } from './contacts.service';

const now = Temporal.Instant.from('2026-11-20T10:00:00Z');
const later = Temporal.Instant.from('2026-11-21T10:00:00Z');
const sealer = new Sealer('a key for tests that is long enough');

let test: TestDatabase;
let db: Database;
let contacts: ContactsService;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  contacts = new ContactsService(db, sealer);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const site = async (): Promise<string> => (await buildSite(db)).locationId;
const stored = (locationId: string) =>
  db.query<{ sealed: Buffer; retired_at: string | null }>(
    'SELECT sealed, retired_at FROM contact WHERE location_id = $1 ORDER BY created_at',
    [locationId],
  );

describe('setting a contact', () => {
  it('keeps it for letters, in order and out of plain sight', async () => {
    const id = await site();
    const { contact, warnings } = await contacts.set(
      id,
      { name: ' Jo   Bloggs ', email: ' Jo.Bloggs@Example.ORG ' },
      now,
    );
    expect(contact).toMatchObject({ name: 'Jo Bloggs', email: 'jo.bloggs@example.org' });
    expect(warnings).toEqual([]);
    expect(await contacts.current([id])).toEqual(new Map([[id, contact]]));
    const [row] = await stored(id);
    expect(row?.sealed.toString('latin1')).not.toMatch(/bloggs/i);
    expect(row?.sealed.toString('base64url')).not.toContain('am8uYmxvZ2dz');
    await PersonKeys.destroy(db, contactOfHome(contact.id), now);
    expect(await contacts.current([id])).toEqual(new Map());
  });

  it('recognises an address of before addresses had keys', async () => {
    const id = await site();
    await contacts.set(id, { name: 'Jo', email: 'jo.before@example.org' }, now);
    const key = () => db.query('SELECT address_key FROM contact WHERE location_id = $1', [id]);
    const [before] = await key();
    await db.query('UPDATE contact SET address_key = NULL WHERE location_id = $1', [id]);
    await contacts.onModuleInit();
    expect(await key()).toEqual([before]);
  });

  it('retires the one before', async () => {
    const id = await site();
    await contacts.set(id, { name: 'Jo', email: 'jo@example.org' }, now);
    await contacts.set(id, { name: null, email: 'sam@example.org' }, later);
    expect((await contacts.current([id])).get(id)).toMatchObject({
      name: null,
      email: 'sam@example.org',
    });
    expect((await stored(id)).map((row) => row.retired_at)).toEqual([later.toString(), null]);
  });

  it('again changes nothing', async () => {
    const id = await site();
    const first = await contacts.set(id, { name: 'Jo', email: 'jo@example.org' }, now);
    const again = await contacts.set(id, { name: 'Jo', email: 'JO@example.org' }, later);
    expect(again).toEqual(first);
    expect(await stored(id)).toHaveLength(1);
  });

  it('by two people at once leaves one', async () => {
    const id = await site();
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    await Promise.all(
      names.map((name) => contacts.set(id, { name, email: `${name}@example.org` }, now)),
    );
    const rows = await stored(id);
    expect(rows).toHaveLength(names.length);
    expect(rows.filter((row) => row.retired_at === null)).toHaveLength(1);
  });

  it('takes part in the caller’s transaction', async () => {
    const id = await site();
    const work = db.transaction(async (tx) => {
      await contacts.set(id, { name: 'Jo', email: 'jo@example.org' }, now, tx);
      expect((await contacts.current([id], tx)).size).toBe(1);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect((await contacts.current([id])).size).toBe(0);
  });

  it('takes a shared mailbox with a warning', async () => {
    const { warnings } = await contacts.set(await site(), { name: 'Jo', email: 'info@a.org' }, now);
    expect(warnings).toEqual([{ code: 'generic-email', message: expect.stringMatching(/own/) }]);
  });

  it.each([
    [{ name: 'Jo', email: 'jo at example.org' }, ['/email']],
    [{ name: 'Jo', email: 'jo@example.org\r\nBcc: all@example.org' }, ['/email']],
    [{ name: 'x'.repeat(201), email: '' }, ['/name', '/email']],
    [{ name: 'J\0o', email: 'jo@example.org' }, ['/name']],
  ])('refuses %j', async (input, pointers) => {
    const error = await contacts.set(await site(), input, now).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BadInput);
    expect((error as BadInput).problems.map((p) => p.pointer)).toEqual(pointers);
  });

  it('needs a site', async () => {
    const work = contacts.set('1-404040404', { name: 'Jo', email: 'jo@example.org' }, now);
    await expect(work).rejects.toThrow(NotFound);
  });
});

describe('the present contacts', () => {
  it('come for many sites at once, without those that have none', async () => {
    const ids = [await site(), await site(), await site()] as const;
    await contacts.set(ids[0], { name: 'A', email: 'a@example.org' }, now);
    await contacts.set(ids[2], { name: 'C', email: 'c@example.org' }, now);
    const found = await contacts.current([...ids, 'nowhere']);
    expect([...found.keys()].sort()).toEqual([ids[0], ids[2]]);
    expect(await contacts.current([])).toEqual(new Map());
  });

  it('do not open with another key, or in another row', async () => {
    const ids = [await site(), await site()] as const;
    await contacts.set(ids[0], { name: 'A', email: 'a@example.org' }, now);
    await contacts.set(ids[1], { name: 'B', email: 'b@example.org' }, now);
    const stranger = new ContactsService(db, new Sealer('another key that is also long enough'));
    await expect(stranger.current([ids[0]])).rejects.toThrow(SealError);
    await db.query(
      `UPDATE contact SET sealed = (SELECT sealed FROM contact WHERE location_id = $1)
        WHERE location_id = $2`,
      ids,
    );
    await expect(contacts.current([ids[1]])).rejects.toThrow(SealError);
  });
});
