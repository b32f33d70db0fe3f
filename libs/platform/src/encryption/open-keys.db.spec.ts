import { Client } from 'pg';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { Database } from '../database';
import { openKeys } from './open-keys';
import { rotateKeys } from './rotate-keys';
import { Sealer } from './seal';
import { columnsNamed, filled, sealedColumns } from './sealed-columns';

const old = 'the field key before, 0123456789 abc';
const next = 'the field key after, 0123456789 abcd';

let test: TestDatabase;
let db: Database;

beforeEach(async () => {
  test = await testDatabase();
  db = new Database(test.url, { max: 4 });
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

const opened = (fieldKey: string, otherFieldKeys: string[] = []) =>
  openKeys(db, { fieldKey, otherFieldKeys });
const notes = () =>
  db.query('SELECT (SELECT count(*)::int FROM field_key) AS keys, wrapped FROM fingerprint_key');

describe('the keys of a process', () => {
  it('are those of the database once they have been used with it', async () => {
    await opened(old);
    const before = await notes();
    await opened(old);
    expect(await notes()).toEqual(before);
  });

  it('are refused where others were used, before anything is written', async () => {
    await opened(old);
    const before = await notes();
    await expect(opened(next)).rejects.toThrow('FIELD_KEY does not fit this database');
    expect(await notes()).toEqual(before);
  });

  it('are refused by what was sealed before keys were noted', async () => {
    await db.query("INSERT INTO inbound_mailbox (key) VALUES ('\\x00')");
    await db.query('INSERT INTO person_key (id, subject, wrapped) VALUES ($1, $2, $3)', [
      '6f1d1a52-8f0e-4f0c-9a61-3a4b1f6f0a11',
      'contact:x',
      new Sealer(old).seal('x', 'x'),
    ]);
    await expect(opened(next)).rejects.toThrow('does not fit');
    expect(await notes()).toEqual([]);
    // Whoever brings both keys along at once keeps the fingerprints of before.
    const sealer = await opened(next, [old]);
    expect(sealer.addressKey('a@b.example')).toEqual(new Sealer(old).addressKey('a@b.example'));
    await expect(opened(next)).rejects.toThrow('FIELD_KEY_OLD');
  });

  it('change in four steps, and no process meets a value it cannot open', async () => {
    const fingerprint = (await opened(old)).addressKey('sam@home.example');
    const can = async (a: Sealer, b: Sealer) => {
      expect(b.open('p', a.seal('p', 'x'))).toBe('x');
      expect(a.open('p', b.seal('p', 'x'))).toBe('x');
    };
    // 1. All know both and seal with the old one: those of before and after work side by side.
    const first = await opened(old, [next]);
    await can(await opened(old), first);
    // 2. All seal with the new one.
    const second = await opened(next, [old]);
    await can(first, second);
    await expect(opened(old)).rejects.toThrow('FIELD_KEY_OLD');
    // 3. What is stored is sealed anew.
    expect(await rotateKeys(db, second)).toEqual({ sealed: 1, unopened: [], left: 0 });
    // 4. The old one is not needed any more.
    const last = await opened(next);
    await can(second, last);
    await expect(opened(old)).rejects.toThrow('does not fit');
    for (const sealer of [first, second, last])
      expect(sealer.addressKey('Sam@home.example ')).toEqual(fingerprint);
  });

  it('may be opened before the database has been migrated', async () => {
    const owner = new Client({ connectionString: test.url });
    await owner.connect();
    await owner.query('DROP TABLE field_key');
    await owner.end();
    await expect(opened(old)).resolves.toBeInstanceOf(Sealer);
  });
});

/** Bytes that are no sealed values: hashes, and what the audit is chained by. */
const notSealed = [
  'answer_link.address_key',
  'answer_link.token_hash',
  'api_token.token_hash',
  'audit_anchor.hash',
  'audit_anchor.mac',
  'audit_chain.hash',
  'audit_chain.previous',
  'audit_head.hash',
  'audit_pepper.pepper',
  'case_person.address_key',
  'contact.address_key',
  'correspondent.address_key',
  'correspondent_silence.address_key',
  'field_key.proof',
  'idempotency_key.request_hash',
  'import_file.bytes',
  'inbound_mailbox.key',
  'calendar_feed.token_hash',
  'inbound_message.content_key',
  'inbound_message.sender_key',
  'invitation.token_hash',
  'letter.address_key',
  'oidc_attempt.browser_hash',
  'oidc_attempt.state_hash',
  'recovery_code.hash',
  'recovery_code.salt',
  'sign_in_link.token_hash',
];

describe('the list of sealed columns', () => {
  it('has every column that holds bytes, unless it is named as holding something else', async () => {
    const columns = await db.query<{ name: string }>(
      `SELECT c.relname || '.' || a.attname AS name
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped ORDER BY 1`,
    );
    const listed = sealedColumns.map(({ table, column }) => `${table}.${column}`);
    const known = [...listed, ...notSealed];
    expect(columns.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    const names = columns.map(({ name }) => name);
    expect(
      known.filter((name) => !names.includes(name) && name !== 'idempotency_key.body'),
    ).toEqual([]);
  });

  it('binds each value to a place of its own', () => {
    const places = sealedColumns.map((of) =>
      filled(of.place, Object.fromEntries(columnsNamed(of).map((name) => [name, 1]))),
    );
    expect(new Set(places).size).toBe(places.length);
  });

  it('tells rows by their primary keys', async () => {
    for (const { table, key } of sealedColumns) {
      const columns = await db.query<{ name: string }>(
        `SELECT a.attname AS name FROM pg_index i
           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
          WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY 1`,
        [table],
      );
      expect(columns.map(({ name }) => name)).toEqual(Object.keys(key).sort());
    }
  });
});
