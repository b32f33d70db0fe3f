import { Database, SettableClock } from '@app/platform';
import { buildNationalRegister } from '../../../../test/builders/national-register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { QualityReports } from '../quality/quality-report.service';
import { ProvidersService } from './providers.service';
import type { SiteSearch } from './sites.service';
import { SitesService } from './sites.service';

/** A register as large as England's, with deregistered sites, and pages as quick as in a small one. */
jest.setTimeout(120_000);

/**
 * For one page of 50, in milliseconds: what is left of 100 goes to HTTP and the page itself. The
 * slowest takes some 60 on two idle cores.
 */
const mostMs = 80;

let test: TestDatabase;
let db: Database;
let sites: SitesService;
let providers: ProvidersService;
let reports: QualityReports;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  sites = new SitesService(db);
  providers = new ProvidersService(db);
  reports = new QualityReports(db, new SettableClock('2026-11-23T09:30:00Z'));
  await buildNationalRegister(db, { sites: 60_000 });
  await reports.review();
  await db.query('VACUUM ANALYZE quality_finding');
}, 120_000);
afterAll(async () => {
  await db.close();
  await test.drop();
});

/** The best of several: others use the machine too. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

it.each([
  ['nothing', {}],
  ['a word of most names', { q: 'house' }],
  ['a word of most providers and no name', { q: 'limited' }],
  ['frequent words together', { q: 'care house home limited' }],
  ['frequent words that no site has together', { q: 'surgery dental nursing' }],
  ['one letter', { q: 'v' }],
  ['one digit', { q: '1' }],
  ['eight letters', { q: 'a b c d e f g h' }],
  ['the beginning of all phone numbers', { q: '01' }],
  ['the beginning of many ids', { q: '1-1200' }],
  ['a name', { q: 'seacroft court' }],
  ['a name with slips', { q: 'seacrotf cort' }],
  ['a frequent name with slips', { q: 'caer huose' }],
  ['a town with a slip', { q: 'nothampton' }],
  ['words written apart', { q: 'wood land' }],
  ['words nothing is like', { q: 'zzyzx qqwrt' }],
  ['a postcode', { q: 'LN1 1AA' }],
  ['an id', { q: '1-100048271' }],
  ['a local authority', { localAuthority: 'Shire 12' }],
  ['a word in a local authority', { q: 'limited', localAuthority: 'Shire 12' }],
  ['dormant sites', { status: 'dormant' }],
  ['deregistered sites', { status: 'deregistered' }],
  ['sites without a case', { case: 'none', careHome: true, inScope: true }],
  ['sites with one, where there is none', { case: 'open' }],
  ['a frequent doubt', { quality: 'no-manager' }],
  ['a rare doubt', { quality: 'headquarters-code' }],
  ['a group', { brand: 'BRAND Elm Group' }],
] as [string, SiteSearch][])('a page of %s is quick, and so is the next', async (_, search) => {
  const { nextCursor } = await sites.search(search);
  expect(await quickest(() => sites.search(search))).toBeLessThan(mostMs);
  if (nextCursor)
    expect(await quickest(() => sites.search({ ...search, cursor: nextCursor }))).toBeLessThan(
      mostMs,
    );
});

it.each([{}, { q: 'limited' }, { q: 'limted' }, { q: 'lincoln' }])(
  'a page of providers is quick (%j)',
  async (search) => {
    expect(await quickest(() => providers.search(search))).toBeLessThan(mostMs);
  },
);

it('the last page is as quick as the first', async () => {
  const [last] = await db.query<{ name: string; id: string }>(
    `SELECT lower(name) AS name, location_id AS id FROM site
      ORDER BY lower(name) COLLATE "C" DESC, location_id DESC OFFSET 60 LIMIT 1`,
  );
  const cursor = Buffer.from(JSON.stringify(['name', last?.name, last?.id])).toString('base64url');
  expect((await sites.search({ cursor })).nextCursor).not.toBeNull();
  const first = await quickest(() => sites.search());
  const end = await quickest(() => sites.search({ cursor }));
  // Both take a few milliseconds, so that a hiccup of the machine counts for much.
  expect(end).toBeLessThan(first * 2 + 5);
});

it('the counts of what is missing are read quickly, and counted again within seconds', async () => {
  const { sites: looked, found } = await reports.get();
  expect(looked).toBe(30_000);
  expect(found.get('no-phone')).toBe(3000);
  expect(found.get('no-manager')).toBeGreaterThan(3000);
  expect(await quickest(() => reports.get())).toBeLessThan(mostMs);
  await db.query('UPDATE quality_review SET reviewed = $1', ['long ago']);
  const start = performance.now();
  await reports.review();
  expect(performance.now() - start).toBeLessThan(10_000);
});
