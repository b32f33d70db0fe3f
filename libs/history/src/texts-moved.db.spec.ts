import { randomBytes } from 'node:crypto';
import { Sealer, type Sql } from '@app/platform';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations';
import { Texts } from './texts';
import { sealWaitingTexts, textsOfCases } from './texts.repository';

const caseId = '6f1d1a52-8f0e-4f0c-9a61-3a4b1f6f0a11';
const asked = '6f1d1a52-8f0e-4f0c-9a61-3a4b1f6f0a22';

let server: Client;
let source: DataSource;
const name = `t_${randomBytes(8).toString('hex')}`;

const upTo = (last: string) => {
  const index = migrations.findIndex((one) => one.name === last);
  return migrations.slice(0, index + 1);
};

/** A database as it was before texts lay apart. */
beforeAll(async () => {
  const url = new URL(process.env.TEST_SERVER_URL ?? '');
  server = new Client({ connectionString: url.href });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  const before = new DataSource({
    type: 'postgres',
    url: url.href,
    migrations: upTo('TeamsAndAbsences1795000040000'),
    migrationsTableName: 'migration',
  });
  await before.initialize();
  await before.runMigrations();
  await fill(before);
  await before.destroy();
  source = new DataSource({
    type: 'postgres',
    url: url.href,
    migrations: upTo('PersonKeys1795000041500'),
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  await source.runMigrations();
});
afterAll(async () => {
  await source.destroy();
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

async function fill(db: DataSource): Promise<void> {
  await db.query(`
    INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
    VALUES ('${caseId}', 'test', 'test', '', '2026-11-02', 'test', '{}');
    INSERT INTO provider (provider_id, name, import_id, changed_at)
    VALUES ('1-1', 'Invented Care', '${caseId}', '2026-11-02');
    INSERT INTO site (location_id, provider_id, name, care_home, in_scope, import_id, changed_at, search)
    VALUES ('1-2', '1-1', 'Invented House', true, true, '${caseId}', '2026-11-02', '');
    INSERT INTO officer (id, email, name, role, created_at)
    VALUES ('${caseId}', 'kim@a.example', 'Kim', 'officer', '2026-11-02');
    INSERT INTO application_case (id, location_id, version, open, stage, officer_id, opened_on, stalls,
                                  changed_at, parked_until, parked_why, waiting_on)
    VALUES ('${caseId}', '1-2', 5, true, 'agreed', '${caseId}', '2026-11-02', '{}', '2026-11-02',
            '2026-12-01', 'Jo is "ill"', 'officer');
    INSERT INTO fact (case_id, seq, id, type, happened_on, happened_at, details, override, recorded_at,
                      recorded_by)
    VALUES ('${caseId}', 1, gen_random_uuid(), 'case-opened', '2026-11-02', NULL, '{}', NULL, '2026-11-02', 'x'),
           ('${caseId}', 2, gen_random_uuid(), 'note-added', NULL, '2026-11-02', '{"text": "Jo''s son \\"Al\\""}', NULL, '2026-11-02', 'x'),
           ('${caseId}', 3, '${asked}', 'provider-asked', NULL, '2026-11-02', '{"about": "Jo (and on Monday)"}', 'the lead agreed', '2026-11-02', 'x'),
           ('${caseId}', 4, gen_random_uuid(), 'parked', NULL, '2026-11-02', '{"reason": "Jo is \\"ill\\"", "until": "2026-12-01"}', NULL, '2026-11-02', 'x'),
           ('${caseId}', 5, gen_random_uuid(), 'follow-up-fired', NULL, '2026-11-02', '{"reason": "bounced"}', NULL, '2026-11-02', 'x');
    INSERT INTO follow_up (case_id, clock, rung, anchor_fact, anchor, act, due_at, send_at, ring_at, basis, status)
    VALUES ('${caseId}', 'provider-silence', 'day-5', '${asked}', '2026-11-02', 'letter', '2026-11-09', '2026-11-09', '2026-11-09',
            '["The provider was asked about Jo (and on Monday) on Monday 2 November 2026 at 00:00.", "More."]', 'waiting');
  `);
}

describe('what was written before texts lay apart', () => {
  it('gives way to marks in facts, sentences and reasons, and nothing else does', async () => {
    const facts: { details: object; override: string | null }[] = await source.query(
      'SELECT details, override FROM fact ORDER BY seq',
    );
    expect(facts.map(({ details, override }) => [details, override])).toEqual([
      [{}, null],
      [{ text: '[text 2]' }, null],
      [{ about: '[text 3]' }, '[override 3]'],
      [{ reason: '[text 4]', until: '2026-12-01' }, null],
      [{ reason: 'bounced' }, null],
    ]);
    expect(await source.query('SELECT basis FROM follow_up')).toEqual([
      {
        basis: [
          'The provider was asked about [text 3] on Monday 2 November 2026 at 00:00.',
          'More.',
        ],
      },
    ]);
    expect(await source.query('SELECT parked_why FROM application_case')).toEqual([
      { parked_why: '[text 4]' },
    ]);
    await expect(source.query(`UPDATE fact SET details = '{}'`)).rejects.toThrow('append-only');
  });

  it('is shown as it was written, before it is sealed and after', async () => {
    const sql = {
      query: (text: string, values: unknown[] = []) => source.query(text, values),
    } as Sql;
    const sealer = new Sealer('a field key for tests, 0123456789 and more');
    const shown = async () => {
      const texts = (await textsOfCases(sql, sealer, [caseId])).get(caseId) ?? new Texts();
      return ['[text 2]', '[text 3]', '[override 3]', '[text 4]'].map((mark) => texts.show(mark));
    };
    const written = ['Jo\'s son "Al"', 'Jo (and on Monday)', 'the lead agreed', 'Jo is "ill"'];
    expect(await shown()).toEqual(written);
    expect(await sealWaitingTexts(sql, sealer, 2)).toBe(2);
    expect(await shown()).toEqual(written);
    expect(await sealWaitingTexts(sql, sealer, 10)).toBe(1);
    expect(await sealWaitingTexts(sql, sealer, 10)).toBe(0);
    expect(await shown()).toEqual(written);
    const [row] = await source.query("SELECT string_agg(t::text, '') AS all FROM fact_text t");
    expect(row.all).not.toContain('Jo');
  });
});
