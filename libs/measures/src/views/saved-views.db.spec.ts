import { randomUUID } from 'node:crypto';
import { Database, SettableClock } from '@app/platform';
import { buildOfficer } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { type NewView, SavedViews } from './saved-views.service';

const view = (name: string, more: Partial<NewView> = {}): NewView => ({
  list: 'cases',
  name,
  query: 'stage=proving&sort=home',
  shared: false,
  isDefault: false,
  ...more,
});

describe('views officers keep', () => {
  let server: TestDatabase;
  let db: Database;
  let views: SavedViews;
  let ann: { id: string; role: string };
  let ben: { id: string; role: string };
  let lead: { id: string; role: string };

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    views = new SavedViews(db, new SettableClock('2026-11-23T09:30:00Z'));
    ann = { id: await buildOfficer(db, { name: 'Ann' }), role: 'officer' };
    ben = { id: await buildOfficer(db, { name: 'Ben' }), role: 'officer' };
    lead = { id: await buildOfficer(db, { name: 'Lea', role: 'lead' }), role: 'lead' };
  });
  afterEach(() => db.query('DELETE FROM saved_view'));
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  const names = async (reader: typeof ann) => (await views.list(reader)).map(({ name }) => name);

  it('are seen by their owner, and by all when shared', async () => {
    await views.save(ann, view('zebra'));
    await views.save(ann, view('Apple', { shared: true }));
    await views.save(ben, view('Mine'));
    expect(await names(ann)).toEqual(['Apple', 'zebra']);
    expect(await names(ben)).toEqual(['Mine', 'Apple']);
    expect((await views.list(ben))[1]).toMatchObject({ mine: false, officer: 'Ann' });
  });

  it('hold what lists understand, and nothing else', async () => {
    const id = await views.save(
      ann,
      view('v', { query: `sort=home&view=${randomUUID()}&evil=<b>&stage=proving&cursor=x&done=y` }),
    );
    expect(await views.get(ann, id)).toMatchObject({
      query: 'stage=proving&sort=home',
      href: `/cases?view=${id}`,
    });
  });

  it('are replaced when saved again under the same name, however it is written', async () => {
    const first = await views.save(ann, view('Proving'));
    const again = await views.save(ann, view('PROVING', { query: 'stage=ready', shared: true }));
    expect(again).toBe(first);
    expect(await views.list(ann)).toEqual([
      expect.objectContaining({ name: 'PROVING', query: 'stage=ready', shared: true }),
    ]);
    expect(await views.save(ben, view('Proving'))).not.toBe(first);
  });

  it('of one list at most one opens by itself', async () => {
    const one = await views.save(ann, view('one', { isDefault: true }));
    const two = await views.save(ann, view('two', { isDefault: true }));
    const three = await views.save(ann, view('three', { isDefault: true, list: 'stalled' }));
    expect(await views.defaultOf(ann.id, 'cases')).toBe(two);
    expect(await views.defaultOf(ann.id, 'stalled')).toBe(three);
    expect((await views.get(ann, one)).isDefault).toBe(false);
    expect(await views.defaultOf(ben.id, 'cases')).toBeNull();
  });

  it('are renamed by their owner, not to a name that is taken', async () => {
    const one = await views.save(ann, view('one'));
    await views.save(ann, view('two'));
    await views.rename(ann, one, ' three ');
    expect(await names(ann)).toEqual(['three', 'two']);
    await views.rename(ann, one, 'THREE');
    await expect(views.rename(ann, one, 'Two')).rejects.toMatchObject({ code: 'view-exists' });
    await expect(views.rename(ben, one, 'x')).rejects.toMatchObject({ code: 'no-such-view' });
    await expect(views.rename(ann, one, ' ')).rejects.toMatchObject({ code: 'invalid-name' });
  });

  it('are deleted by their owner, shared ones by a lead too; saved again they are back', async () => {
    const hers = await views.save(ann, view('hers'));
    const shared = await views.save(ann, view('shared', { shared: true }));
    await expect(views.remove(ben, hers)).rejects.toMatchObject({ code: 'no-such-view' });
    await expect(views.remove(lead, hers)).rejects.toMatchObject({ code: 'no-such-view' });
    await expect(views.remove(ben, shared)).rejects.toMatchObject({ code: 'not-your-view' });
    const gone = await views.remove(lead, shared);
    expect(await names(ann)).toEqual(['hers']);
    await views.save(ann, gone);
    expect(await names(ben)).toEqual(['shared']);
  });

  it.each(['', '   ', 'x'.repeat(61), 'a\0b'])('refuses the name %j', async (name) => {
    await expect(views.save(ann, view(name))).rejects.toMatchObject({ code: 'invalid-name' });
  });

  it('are fifty at most, kept at the same time or one by one; replacing one is always possible', async () => {
    for (let n = 0; n < 48; n++) await views.save(ann, view(`view ${n}`));
    const last = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => views.save(ann, view(`at once ${n}`))),
    );
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(views.save(ann, view('one more'))).rejects.toMatchObject({
      code: 'too-many-views',
    });
    await views.save(ann, view('VIEW 1'));
    expect(await names(ann)).toHaveLength(50);
  });
});
