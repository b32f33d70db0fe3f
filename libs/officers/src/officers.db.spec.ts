import { Database, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { ApiTokens } from './api-tokens.service';
import type { Officer } from './officer';
import { Officers } from './officers.service';
import { SignInLinks } from './sign-in-links.service';

const start = '2026-12-24T09:00:00Z';

describe('officers', () => {
  const clock = new SettableClock(start);
  let server: TestDatabase;
  let db: Database;
  let officers: Officers;
  let ann: Officer;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    officers = new Officers(db, clock);
    ann = await officers.add({ email: ' Ann@Example.org ', name: ' Ann ', role: 'officer' });
  });
  beforeEach(() => clock.set(start));
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  describe('Officers', () => {
    it('finds an officer however the address was typed', async () => {
      expect(ann).toEqual({
        id: expect.any(String),
        email: 'ann@example.org',
        name: 'Ann',
        role: 'officer',
      });
      expect(await officers.withEmail('ANN@example.org ')).toEqual(ann);
      expect(await officers.withEmail('nobody@example.org')).toBeNull();
    });

    it('lists by name and leaves out who was disabled', async () => {
      const zoe = await officers.add({ email: 'zoe@example.org', name: 'Zoë', role: 'viewer' });
      const abe = await officers.add({ email: 'abe@example.org', name: 'abe', role: 'lead' });
      await officers.disable(zoe.id);
      expect((await officers.list()).map((o) => o.name)).toEqual(['abe', 'Ann']);
      expect(await officers.withEmail('zoe@example.org')).toBeNull();
      await officers.disable(abe.id);
    });

    it('refuses an address that is taken', async () => {
      await expect(
        officers.add({ email: 'ANN@example.org', name: 'Another', role: 'lead' }),
      ).rejects.toMatchObject({ name: 'Conflict', code: 'officer-exists' });
    });

    it('names every wrong field at once', async () => {
      await expect(
        officers.add({ email: 'no address', name: ' ', role: 'boss' as 'lead' }),
      ).rejects.toMatchObject({
        name: 'BadInput',
        problems: [{ pointer: '/email' }, { pointer: '/name' }, { pointer: '/role' }],
      });
    });
  });

  describe('SignInLinks', () => {
    let links: SignInLinks;
    const makeToken = async (officerId = ann.id) =>
      (await links.make(officerId)).url.split('/').at(-1) ?? '';

    beforeAll(() => {
      links = new SignInLinks(db, clock, { publicUrl: 'https://caseload.example.org' });
    });

    it('makes an address with 256 bits of chance, and keeps only their hash', async () => {
      const link = await links.make(ann.id);
      expect(link.url).toMatch(/^https:\/\/caseload\.example\.org\/sign-in\/[\w-]{43}$/);
      expect(link.expiresAt).toBe('2026-12-24T09:10:00Z');
      const rows = await db.query<{ row: string }>('SELECT l::text AS row FROM sign_in_link l');
      expect(rows.map((r) => r.row).join()).not.toContain(link.url.split('/').at(-1));
    });

    it('lets in once, however often it was looked at before', async () => {
      const token = await makeToken();
      for (let look = 0; look < 50; look++) expect(await links.isGood(token)).toBe(true);
      expect(await links.spend(token)).toEqual(ann);
      expect(await links.isGood(token)).toBe(false);
      expect(await links.spend(token)).toBeNull();
    });

    it('lets in exactly one of 100 who press at once', async () => {
      const token = await makeToken();
      const answers = await Promise.all(Array.from({ length: 100 }, () => links.spend(token)));
      expect(answers.filter((officer) => officer !== null)).toEqual([ann]);
    });

    it('is good for ten minutes and not a moment longer', async () => {
      const [early, late] = [await makeToken(), await makeToken()];
      clock.set('2026-12-24T09:09:59.999Z');
      expect(await links.spend(early)).toEqual(ann);
      clock.set('2026-12-24T09:10:00Z');
      expect(await links.isGood(late)).toBe(false);
      expect(await links.spend(late)).toBeNull();
    });

    it.each([
      ['another token', 'A'.repeat(43)],
      ['something short', 'abc'],
      ['nothing', ''],
      ['a NUL', `${'A'.repeat(42)}\0`],
    ])('refuses %s', async (_, token) => {
      expect(await links.isGood(token)).toBe(false);
      expect(await links.spend(token)).toBeNull();
    });

    it('refuses an officer who has been disabled since', async () => {
      const leaver = await officers.add({ email: 'l@example.org', name: 'L', role: 'lead' });
      const token = await makeToken(leaver.id);
      await officers.disable(leaver.id);
      expect(await links.isGood(token)).toBe(false);
      expect(await links.spend(token)).toBeNull();
    });

    it('forgets links a day after they died', async () => {
      await makeToken();
      clock.set('2026-12-25T09:10:01Z');
      await makeToken();
      expect(await db.query('SELECT count(*)::int AS links FROM sign_in_link')).toEqual([
        { links: 1 },
      ]);
    });
  });

  describe('ApiTokens', () => {
    let tokens: ApiTokens;
    beforeAll(() => {
      tokens = new ApiTokens(db, clock);
    });

    it('opens for its officer, and shows when it was last used, to the minute', async () => {
      const { id, token } = await tokens.create(ann.id, ' nightly report ');
      expect(token).toMatch(/^[\w-]{43}$/);
      clock.set('2026-12-24T09:05:00Z');
      expect(await tokens.holderOf(token)).toMatchObject({ officer: ann });
      clock.set('2026-12-24T09:05:30Z');
      expect(await tokens.holderOf(token)).toMatchObject({ officer: ann });
      expect(await tokens.list(ann.id)).toEqual([
        {
          id,
          label: 'nightly report',
          scopes: ['all'],
          createdAt: start,
          lastUsedAt: '2026-12-24T09:05:00Z',
          expiresAt: null,
          revokedAt: null,
        },
      ]);
      clock.set('2026-12-24T09:06:01Z');
      await tokens.holderOf(token);
      expect((await tokens.list(ann.id))[0]?.lastUsedAt).toBe('2026-12-24T09:06:01Z');
    });

    it('opens nothing once revoked, and only its officer may revoke it', async () => {
      const other = await officers.add({ email: 'o@example.org', name: 'O', role: 'lead' });
      const { id, token } = await tokens.create(ann.id, 'mine');
      await expect(tokens.revoke(other.id, id)).rejects.toMatchObject({ name: 'NotFound' });
      expect(await tokens.holderOf(token)).toMatchObject({ officer: ann });
      await tokens.revoke(ann.id, id);
      await tokens.revoke(ann.id, id);
      expect(await tokens.holderOf(token)).toBeNull();
    });

    it('opens nothing for a disabled officer or an invented token', async () => {
      const leaver = await officers.add({ email: 'm@example.org', name: 'M', role: 'lead' });
      const { token } = await tokens.create(leaver.id, 'x');
      await officers.disable(leaver.id);
      expect(await tokens.holderOf(token)).toBeNull();
      expect(await tokens.holderOf('B'.repeat(43))).toBeNull();
      expect(await tokens.holderOf('')).toBeNull();
    });

    it('is narrowed to what it was made for', async () => {
      const { token } = await tokens.create(ann.id, 'report', ['aggregates', 'read', 'read']);
      expect(await tokens.holderOf(token)).toEqual({
        officer: ann,
        scopes: ['aggregates', 'read'],
        scope: { all: true },
      });
    });

    it.each([[['everything']], [['read', 'root']], [[]]])(
      'refuses the scopes %j',
      async (asked) => {
        await expect(tokens.create(ann.id, 'x', asked)).rejects.toMatchObject({
          code: 'invalid-scope',
        });
      },
    );

    it('opens nothing from its last moment on', async () => {
      const { id, token } = await tokens.create(ann.id, 'for a month', ['all'], 30);
      expect((await tokens.list(ann.id)).find((one) => one.id === id)?.expiresAt).toBe(
        '2027-01-23T09:00:00Z',
      );
      clock.set('2027-01-23T08:59:59.999Z');
      expect(await tokens.holderOf(token)).toMatchObject({ officer: ann });
      clock.set('2027-01-23T09:00:00Z');
      expect(await tokens.holderOf(token)).toBeNull();
    });

    it('wants to know what it is for', async () => {
      await expect(tokens.create(ann.id, '  ')).rejects.toMatchObject({ code: 'invalid-label' });
    });
  });
});
