import { randomUUID } from 'node:crypto';
import { SilentBells } from '@app/follow-ups';
import { newAddress } from '../../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { whereHeld } from '../../../../test/harness/every-sealed-value';
import { Retention } from './retention.service';
import { RightsRequests } from './rights-requests.service';

let engine: Engine;
let retention: Retention;

beforeEach(async () => {
  engine = await testEngine('2024-02-29T10:00:00Z');
  retention = new Retention(engine.db, engine.clock, new SilentBells(), engine.settings);
});
afterEach(() => engine.close());

const erasedOn = async (day: string) => {
  engine.clock.set(`${day}T04:00:00Z`);
  return (await retention.run()).erased;
};
const held = (text: string) => whereHeld(engine.db, engine.sealer, [text]);
const openSite = (contact: { name: string; email: string }) =>
  buildSite(engine.db, { sealer: engine.sealer, contact });

async function openCase(locationId: string): Promise<string> {
  const officerId = await buildOfficer(engine.db);
  return (await engine.cases.open({ locationId, officerId, on: '2024-02-29' }, 'test')).id;
}

it('keeps a contact while the site is in the area, and for 12 months after the last contact', async () => {
  const { locationId } = await openSite({ name: 'Canary Contact', email: newAddress() });
  const { locationId: other } = await openSite({ name: 'Present Contact', email: newAddress() });
  expect(await erasedOn('2027-01-01')).toEqual({});
  await engine.db.query(
    "UPDATE site SET registration_status = 'deregistered', deregistered_on = '2024-02-29' WHERE location_id = $1",
    [locationId],
  );
  engine.clock.set('2024-03-01T04:00:00Z');
  expect(await erasedOn('2025-02-27')).toEqual({});
  expect(await held('Canary Contact')).toEqual(['contact (sealed): Canary Contact']);
  expect(await erasedOn('2025-02-28')).toEqual({ contacts: 1 });
  expect(await held('Canary Contact')).toEqual([]);
  const { contacts } = engine.settings.confidential;
  expect(await contacts.current([locationId])).toEqual(new Map());
  expect((await contacts.current([other])).size).toBe(1);
});

it('erases one contact when another has taken their place for 12 months', async () => {
  const { locationId } = await openSite({ name: 'Canary Contact', email: newAddress() });
  const { contacts } = engine.settings.confidential;
  const next = { name: 'Next Contact', email: newAddress() };
  await contacts.set(locationId, next, engine.clock.now());
  expect(await erasedOn('2025-02-28')).toEqual({ contacts: 1 });
  expect(await held('Canary Contact')).toEqual([]);
  expect((await contacts.current([locationId])).get(locationId)?.name).toBe('Next Contact');
});

it('takes managers out of a deregistered site, and out of what imports changed of it', async () => {
  const { locationId } = await openSite({ name: 'X', email: newAddress() });
  await engine.db.query(
    `UPDATE site SET registered_managers = '{Canary Manager}', registration_status = 'deregistered',
            deregistered_on = '2024-08-31' WHERE location_id = $1`,
    [locationId],
  );
  await engine.db.query(
    `INSERT INTO register_change (import_id, subject, key, before, after)
     SELECT import_id, 'site', location_id, '{"registered_managers": ["Canary Manager"], "beds": 1}',
            '{"registered_managers": [], "beds": 2}' FROM site WHERE location_id = $1`,
    [locationId],
  );
  expect(await erasedOn('2025-08-30')).toEqual({});
  expect(await erasedOn('2025-08-31')).toMatchObject({ 'register-managers': 1 });
  expect(await held('Canary Manager')).toEqual([]);
  expect(await engine.db.query('SELECT before, after FROM register_change')).toEqual([
    { before: { beds: 1 }, after: { beds: 2 } },
  ]);
});

it('erases messages after 12 months with their attachments, and drafts 90 days after saving', async () => {
  const { locationId } = await openSite({ name: 'X', email: newAddress() });
  const caseId = await openCase(locationId);
  const [id, key] = [randomUUID(), randomUUID()];
  const seal = (place: string, value: unknown) => engine.sealer.seal(place, value);
  await engine.db.query(
    `INSERT INTO inbound_message (id, content_key, received_at, stored_at, size, status, sealed, sender_key)
     VALUES ($1, '\\x01', $2, $2, 10, 'tray', $3, '\\x02')`,
    [id, '2024-02-29T10:00:00Z', seal(`inbound-message:${id}`, { subject: 'Canary subject' })],
  );
  await engine.db.query(
    `INSERT INTO inbound_attachment (message_id, seq, sealed, size, content) VALUES ($1, 1, $2, 3, $3)`,
    [id, seal('a', 'Canary.pdf'), seal('b', 'Canary')],
  );
  await engine.db.query(
    'INSERT INTO people_form (case_id, started_at, saved_at) VALUES ($1, $2, $2)',
    [caseId, '2024-02-29T10:00:00Z'],
  );
  await engine.db.query(
    'INSERT INTO people_draft (case_id, row_key, sealed, saved_at) VALUES ($1, $2, $3, $4)',
    [caseId, key, seal(`people-draft:${caseId}:${key}`, 'Canary draft'), '2024-02-29T10:00:00Z'],
  );
  expect(await erasedOn('2024-05-28')).toEqual({});
  expect(await erasedOn('2024-05-29')).toEqual({ 'people-drafts': 1 });
  expect(await erasedOn('2025-02-27')).toEqual({});
  expect(await held('Canary draft')).toEqual([]);
  expect(await held('Canary subject')).toEqual(['inbound_message (sealed): Canary subject']);
  expect(await erasedOn('2025-02-28')).toEqual({ inbound: 1 });
  expect(await held('Canary subject')).toEqual([]);
  expect(await engine.db.query('SELECT status, sender_key FROM inbound_message')).toEqual([
    { status: 'set-aside', sender_key: null },
  ]);
  expect(await engine.db.query('SELECT 1 FROM inbound_attachment')).toEqual([]);
});

it('erases a request 24 months after it was answered, and none that waits', async () => {
  const requests = new RightsRequests(engine.db, engine.clock, engine.sealer);
  const asked = { kind: 'access', name: 'Canary Asker', reply: 'x', words: 'y' };
  const id = await requests.receive({ ...asked, receivedOn: '2024-02-29' }, 'officer:lead');
  await requests.receive({ ...asked, name: 'Waiting', receivedOn: '2024-02-29' }, 'officer:lead');
  expect(await requests.waiting()).toEqual({ open: 2, late: 0, nextDueOn: '2024-03-29' });
  await expect(requests.answer(id, 'done', 'officer:lead')).rejects.toMatchObject({
    code: 'identity-unchecked',
  });
  await requests.checkIdentity(id, 'document', 'officer:lead');
  await requests.answer(id, 'done', 'officer:lead');
  await expect(requests.answer(id, 'done', 'officer:lead')).rejects.toMatchObject({
    code: 'request-answered',
  });
  expect(await erasedOn('2026-02-27')).toEqual({});
  expect(await erasedOn('2026-02-28')).toEqual({ requests: 1 });
  expect(await requests.get(id)).toMatchObject({ asked: null, kind: 'access', outcome: 'done' });
  expect((await requests.list()).open).toMatchObject([{ asked: { name: 'Waiting' } }]);
  expect(await requests.waiting()).toEqual({ open: 1, late: 1, nextDueOn: '2024-03-29' });
});
