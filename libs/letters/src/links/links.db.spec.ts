import { Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { asOwner } from '../../../../test/harness/as-owner';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { linkExpiry } from './link-purpose';
import { findLink, type NewLink, storeLinks } from './link-store';
import { revokeLinks } from './revoke-links';
import { answerUrl, newToken } from './token';

const now = Temporal.Instant.from('2026-11-25T09:00:00Z');
const caseId = 'c0000000-0000-4000-8000-000000000001';
const letterId = '10000000-0000-4000-8000-000000000001';
const address = Buffer.from('address');

const link = (changes: Partial<NewLink> = {}): NewLink => ({
  token: newToken(),
  letterId,
  caseId,
  purpose: 'otp-arrived',
  recipient: 'provider',
  addressKey: address,
  createdAt: now,
  expiresAt: linkExpiry('otp-arrived', now),
  ...changes,
});

describe('links in letters', () => {
  let file: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    file = await testDatabase();
    db = new Database(file.url);
    // Links are looked at alone here: no case and no letter stands behind them.
    await asOwner(
      db,
      `ALTER TABLE answer_link DROP CONSTRAINT answer_link_case_id_fkey,
                               DROP CONSTRAINT answer_link_letter_id_fkey`,
    );
  });

  afterAll(async () => {
    await db?.close();
    await file?.drop();
  });

  it('carry 256 random bits, of which only the hash is stored', async () => {
    const made = link();
    await storeLinks(db, [made]);
    expect(Buffer.from(made.token, 'base64url')).toHaveLength(32);
    expect(answerUrl('https://c.example.org', made.token)).toBe(
      `https://c.example.org/a/${made.token}`,
    );
    expect(await findLink(db, made.token)).toMatchObject({
      caseId,
      letterId,
      purpose: 'otp-arrived',
      recipient: 'provider',
      expiresAt: '2026-12-09T09:00:00Z',
      answeredAt: null,
      revokedAt: null,
    });
    const [row] = await db.query<{ whole: string }>(
      "SELECT string_agg(l::text, '') AS whole FROM answer_link l",
    );
    expect(row?.whole).not.toContain(made.token);
  });

  it.each(['', 'x', 'a'.repeat(42), `${'a'.repeat(42)}!`, 'a'.repeat(44), 'ä'.repeat(43)])(
    'find nothing by %p, which no link ends in',
    async (token) => {
      expect(await findLink(db, token)).toBeNull();
    },
  );

  it('stay one when their letter is written anew on another day, and are good as long as it says', async () => {
    const made = link();
    const tomorrow = now.add({ hours: 24 });
    await storeLinks(db, [made]);
    await storeLinks(db, [{ ...made, expiresAt: linkExpiry('otp-arrived', tomorrow) }]);
    await storeLinks(db, [made]);
    expect(await findLink(db, made.token)).toMatchObject({ expiresAt: '2026-12-10T09:00:00Z' });
  });

  it.each([
    ['otp-arrived', '2026-12-09T09:00:00Z'],
    ['people', '2027-01-24T09:00:00Z'],
    ['stop', '2027-01-24T09:00:00Z'],
  ] as const)('for %s are good until %s', (purpose, until) => {
    expect(linkExpiry(purpose, now).toString()).toBe(until);
  });

  it('end for one recipient, or all but the one in hand, and keep how they ended', async () => {
    const other = 'c0000000-0000-4000-8000-000000000002';
    const ours = link({ caseId: other });
    const inHand = link({ caseId: other });
    const person = link({ caseId: other, recipient: 'person:p1' });
    const elsewhere = link();
    await storeLinks(db, [ours, inHand, person, elsewhere]);
    const exceptLink = (await findLink(db, inHand.token))?.id;
    const end = (what: object, why: string) =>
      revokeLinks(db, { caseId: other, ...what }, why, now);
    expect(await end({ recipient: 'provider', exceptLink }, 'wrong person')).toBe(1);
    expect(await end({ recipient: 'person:p1' }, 'person removed')).toBe(1);
    expect(await end({}, 'by Priya')).toBe(1);
    expect(await end({}, 'by Sam')).toBe(0);
    const why = async (l: NewLink) => (await findLink(db, l.token))?.revokedWhy;
    expect(await Promise.all([ours, inHand, person, elsewhere].map(why))).toEqual([
      'wrong person',
      'by Priya',
      'person removed',
      null,
    ]);
  });

  it('that name no case are links to stop letters', async () => {
    await storeLinks(db, [link({ caseId: null, purpose: 'stop' })]);
    await expect(storeLinks(db, [link({ caseId: null })])).rejects.toThrow(/check constraint/);
  });
});
