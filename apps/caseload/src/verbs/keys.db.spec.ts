import { randomUUID } from 'node:crypto';
import { readConfig, requireRunning, SystemClock } from '@app/platform';
import { testEngine, testFieldKey as old, type Engine } from '../../../../test/harness/engine';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { keysRotate, keysStatusVerb } from './keys';
import type { VerbContext } from './on-migrated';

const next = 'the field key to come, 0123456789 and more';

let engine: Engine;
let caseId: string;

beforeAll(async () => {
  engine = await testEngine('2026-11-24T09:00:00Z');
  const contact = { name: 'Jo Manager', email: 'jo@home.example' };
  const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
  const officerId = await buildOfficer(engine.db);
  const opened = await engine.cases.open({ locationId, officerId, on: '2026-11-02' }, 'system');
  caseId = opened.id;
  // As the migration leaves a note of before.
  const note = { type: 'note-added', at: '2026-11-23T09:00:00Z', text: 'Rang Jo at home' };
  await engine.cases.record(caseId, note, 'system');
  await engine.db.query(
    `UPDATE fact_text SET sealed = NULL, key_id = NULL, waiting = '{"text": "Rang Jo at home"}'`,
  );
});
afterAll(() => engine.close());

const context = (fieldKey: string, FIELD_KEY_OLD?: string): VerbContext => ({
  db: engine.db,
  clock: new SystemClock(),
  interruption: { onFirst: () => undefined },
  config: requireRunning(
    readConfig({
      DATABASE_URL: 'postgres://localhost/unused',
      SESSION_SECRET: 'session-secret-0123456789-abcdefgh',
      FIELD_KEY: fieldKey,
      FIELD_KEY_OLD,
    }),
  ),
});

/** What a verb writes to standard output. */
async function said(work: () => Promise<number>): Promise<[number, string]> {
  let text = '';
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return [await work(), text];
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const noteNow = async () => (await engine.cases.timeline(caseId)).at(-1)?.details.text;

it('keys rotate seals what was waiting and what another key sealed, and may run again', async () => {
  expect(await noteNow()).toBe('Rang Jo at home');
  expect(await said(() => keysRotate(context(next, old)))).toEqual([
    0,
    // The contact and the note by keys of their own; those two keys, and that of fingerprints.
    expect.stringMatching(/^\d values sealed anew, 0 left, 0 cannot be opened\.\n$/),
  ]);
  expect(await said(() => keysRotate(context(next, old)))).toEqual([
    0,
    '0 values sealed anew, 0 left, 0 cannot be opened.\n',
  ]);
  const waiting = 'SELECT count(*)::int AS n FROM fact_text WHERE waiting IS NOT NULL';
  expect(await engine.db.query(waiting)).toEqual([{ n: 0 }]);
});

it('keys status counts by key, and names what cannot be opened', async () => {
  const [status, text] = await said(() => keysStatusVerb(context(next), {}));
  expect(status).toBe(0);
  expect(text).toContain('contact.sealed: 1 by keys of persons\n');
  expect(text).toContain('No other field key is needed.');
  const id = randomUUID();
  await engine.db.query(
    `INSERT INTO person_key (id, subject, wrapped)
     SELECT $1, 'contact:copied', wrapped FROM person_key LIMIT 1`,
    [id],
  );
  const [bad, json] = await said(() => keysStatusVerb(context(next), { json: true }));
  expect([bad, JSON.parse(json).unopened]).toEqual([1, [`person_key:wrapped:${id}`]]);
});

it.each([
  ['too short', 'short'],
  ['made of one letter', 'a'.repeat(40)],
])('an old key that is %s is refused', (_, given) => {
  expect(() => context(next, given)).toThrow('FIELD_KEY_OLD');
});
