import { Database, Sealer } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { asOwner } from '../../../../test/harness/as-owner';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { addressKey } from './address-key';
import { addressStandings } from './address-standings';
import { hearAgain, noteAway, silenceAddress } from './silence-address';

const sealer = new Sealer('a field key for tests, long enough to pass');
const now = Temporal.Instant.from('2026-11-20T10:00:00Z');
const by = 'officer:test';

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
beforeEach(() => asOwner(db, 'TRUNCATE correspondent_silence, correspondent'));

const key = addressKey(sealer, 'sam@home.example');
const other = addressKey(sealer, 'kim@home.example');

const standing = async (of = key) =>
  (await addressStandings(db, [of, other])).get(of.toString('hex')) ?? null;

it('knows nothing of an address nobody has spoken of', async () => {
  expect(await standing()).toBeNull();
  expect(await addressStandings(db, [])).toEqual(new Map());
});

it('recognises an address however it is written, and keeps none of it', async () => {
  expect(addressKey(sealer, ' Sam@HOME.example ')).toEqual(key);
  await silenceAddress(db, { key, why: 'objected', since: now, by }, now);
  const rows = await db.query(
    'SELECT * FROM correspondent JOIN correspondent_silence USING (address_key)',
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/sam|home\.example/);
  expect(await standing(other)).toBeNull();
});

it('silences once for a reason, however often it is said', async () => {
  const bounced = { key, why: 'bounced', since: now, by: 'system', how: 'mail-report' } as const;
  expect(await silenceAddress(db, bounced, now)).toBe(true);
  expect(await silenceAddress(db, bounced, now)).toBe(false);
  expect(await standing()).toEqual({ silenced: 'bounced', awayUntil: null });
  expect(await db.query('SELECT FROM correspondent_silence')).toHaveLength(1);
});

it('does not forget an objection because the address works again', async () => {
  await silenceAddress(db, { key, why: 'bounced', since: now, by }, now);
  await silenceAddress(db, { key, why: 'objected', since: now, by, asker: 'reader' }, now);
  expect(await standing()).toMatchObject({ silenced: 'objected' });
  expect(await hearAgain(db, { key, why: 'bounced', by }, now)).toBe(true);
  expect(await standing()).toMatchObject({ silenced: 'objected' });
  expect(await hearAgain(db, { key, why: 'bounced', by }, now)).toBe(false);
  expect(await hearAgain(db, { key, why: 'objected', by }, now)).toBe(true);
  expect(await standing()).toBeNull();
});

it('silences again after it was heard, and keeps what had been', async () => {
  const bounced = { key, why: 'bounced', since: now, by } as const;
  await silenceAddress(db, bounced, now);
  await hearAgain(db, { key, why: 'bounced', how: 'phone', by }, now);
  expect(await silenceAddress(db, bounced, now.add({ hours: 1 }))).toBe(true);
  const history = await db.query(
    'SELECT ended_how FROM correspondent_silence ORDER BY recorded_at',
  );
  expect(history).toEqual([{ ended_how: 'phone' }, { ended_how: null }]);
});

it('goes by the newest word on when somebody is back', async () => {
  await noteAway(db, key, Temporal.Instant.from('2026-12-01T00:00:00Z'), now);
  await noteAway(db, key, Temporal.Instant.from('2026-12-03T00:00:00Z'), now);
  expect((await standing())?.awayUntil?.toString()).toBe('2026-12-03T00:00:00Z');
  await noteAway(db, key, null, now);
  expect(await standing()).toBeNull();
});

it('takes one of many who say the same at once', async () => {
  const bounced = { key, why: 'bounced', since: now, by } as const;
  const said = await Promise.all(
    Array.from({ length: 8 }, () => db.transaction((tx) => silenceAddress(tx, bounced, now))),
  );
  expect(said.filter(Boolean)).toHaveLength(1);
});
