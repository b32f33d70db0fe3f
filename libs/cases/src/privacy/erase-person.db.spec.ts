import { SilentBells } from '@app/follow-ups';
import { verifyAudit } from '@app/history';
import { Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { fireUntil } from '../../../../test/builders/lived-cases';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { whereHeld } from '../../../../test/harness/every-sealed-value';
import { RecordFactService } from '../record-fact.service';
import { ErasePerson } from './erase-person.service';
import { Holds } from './holds.service';

let engine: Engine;
let erasing: ErasePerson;
let logged: jest.SpyInstance;

const monday = '2026-02-02T10:00:00Z';
const sam = { person: 'Samira Canary', mobile: '+447700900111', email: 'samira@canary.example' };
const canary = [sam.person, '7700900111', sam.email];
const lead = 'officer:lead';

beforeEach(async () => {
  logged = jest.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);
  engine = await testEngine(monday);
  const { db, clock, settings } = engine;
  const bells = new SilentBells();
  const recording = new RecordFactService(db, clock, bells, settings);
  erasing = new ErasePerson(db, clock, bells, recording, settings);
});
afterEach(async () => {
  logged.mockRestore();
  await engine.close();
});

const record = (caseId: string, fact: object) => engine.cases.record(caseId, fact, 'officer:test');
const held = () => whereHeld(engine.db, engine.sealer, canary);
const subjectsOf = async (words: string) =>
  (await erasing.search(words)).map(({ subject }) => subject);

/** A case whose contact is she, or somebody else, and in which three are named and given accounts. */
async function openCase(contact: { name: string; email: string }): Promise<string> {
  const officerId = await buildOfficer(engine.db);
  const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
  const { id } = await engine.cases.open({ locationId, officerId, on: '2026-02-02' }, lead);
  await record(id, { type: 'agreed', on: '2026-02-02' });
  const others = ['Kim Lee', 'Ann Other'].map((person, n) => ({
    person,
    email: `other${n}-${id.slice(0, 8)}@home.example`,
  }));
  for (const one of [sam, ...others])
    await record(id, { type: 'person-added', on: '2026-02-02', ...one });
  for (const { person } of [sam, ...others])
    await record(id, { type: 'account-created', on: '2026-02-02', person });
  await record(id, {
    type: 'note-added',
    at: monday,
    text: `Rang SAMIRA  CANARY (07700 900111), who shares with Kim Lee.`,
  });
  return id;
}

describe('erasing somebody', () => {
  it('leaves nothing of them anywhere, and everything else as it was', async () => {
    const one = await openCase({ name: 'Jo Manager', email: 'jo@home.example' });
    const two = await openCase({ name: sam.person, email: sam.email });
    await fireUntil(engine, Temporal.Instant.from('2026-02-12T20:00:00Z'));
    engine.clock.set('2026-02-13T10:00:00Z');
    const before = await engine.cases.timeline(one);
    expect((await held()).length).toBeGreaterThan(4);
    const subjects = await subjectsOf(sam.email);
    expect(subjects).toHaveLength(3);
    const preview = await erasing.preview(subjects);
    expect(preview).toMatchObject({ heldAt: [], mentions: { texts: 2 } });
    expect(preview.letters).toBeGreaterThan(1);
    const result = await erasing.run(subjects, 'asked', null, lead);
    expect(result.letters).toBeGreaterThan(1);
    expect(logged).toHaveBeenCalledWith(`Erased ${subjects.join(', ')} (asked).`);
    expect(await held()).toEqual([]);
    expect(await subjectsOf('Canary')).toEqual([]);

    const after = await engine.cases.timeline(one);
    expect(after.slice(0, before.length).map(({ type }) => type)).toEqual(
      before.map(({ type }) => type),
    );
    expect(after.at(-1)?.type).toBe('person-removed');
    expect(after.find(({ type }) => type === 'note-added')?.details.text).toBe(
      'Rang [erased] ([erased]), who shares with Kim Lee.',
    );
    for (const id of [one, two]) {
      const people = (await engine.cases.state(id)).people.filter((p) => p.removedOn === null);
      expect(people).toHaveLength(2);
    }
    expect((await engine.audit.audit()).drift).toEqual([]);
    expect(await verifyAudit(engine.db, engine.sealer)).toMatchObject({ bad: null });
    await fireUntil(engine, Temporal.Instant.from('2026-03-20T20:00:00Z'));
    engine.clock.set('2026-03-20T20:00:00Z');
    expect(engine.troubles).toEqual([]);
    expect(await held()).toEqual([]);
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('keeps the wish of an address for no letters, and nothing else of the address', async () => {
    const id = await openCase({ name: 'Jo Manager', email: 'jo@home.example' });
    await record(id, { type: 'person-opted-out', at: monday, person: sam.person });
    const key = engine.sealer.addressKey(sam.email);
    await engine.db.query(
      'INSERT INTO correspondent (address_key, silenced_at, silenced_why, changed_at) VALUES ($1, $2, $3, $2)',
      [key, monday, 'objected'],
    );
    await engine.db.query(
      `INSERT INTO correspondent_silence (id, address_key, why, since, recorded_by, recorded_at)
       VALUES (gen_random_uuid(), $1, 'objected', $2, 'test', $2)`,
      [key, monday],
    );
    await erasing.run(await subjectsOf(sam.email), 'objected', null, lead);
    expect(await held()).toEqual([]);
    const keys = await whereHeld(engine.db, engine.sealer, [key.toString('hex')]);
    expect(keys).toEqual([
      `public.correspondent: ${key.toString('hex')}`,
      `public.correspondent_silence: ${key.toString('hex')}`,
    ]);
  });

  it('is refused while a hold keeps what went to the same address about another home', async () => {
    const one = await openCase({ name: 'Jo Manager', email: 'jo@home.example' });
    const two = await openCase({ name: sam.person, email: sam.email });
    await fireUntil(engine, Temporal.Instant.from('2026-02-12T20:00:00Z'));
    engine.clock.set('2026-02-13T10:00:00Z');
    const hold = { caseId: two, ref: null, reason: 'legal-claim', reviewOn: '2026-12-01' };
    const holds = new Holds(engine.db, engine.clock);
    const holdId = await holds.put(hold, lead);
    const letters = () =>
      engine.db.query('SELECT id FROM letter WHERE erased_at IS NULL ORDER BY id');
    const before = await letters();
    const subject = `case:${one}:p1`;
    expect((await erasing.preview([subject])).heldAt).toHaveLength(1);
    await expect(erasing.run([subject], 'asked', null, lead)).rejects.toMatchObject({
      code: 'held',
    });
    expect(await letters()).toEqual(before);
    await holds.end(holdId, lead);
    await erasing.run([subject], 'asked', null, lead);
    expect((await letters()).length).toBeLessThan(before.length);
  });

  it('is refused while a hold lasts, without a reason, and for nobody', async () => {
    const caseId = await openCase({ name: 'Jo Manager', email: 'jo@home.example' });
    const hold = { caseId, ref: null, reason: 'legal-claim', reviewOn: '2026-12-01' };
    await new Holds(engine.db, engine.clock).put(hold, lead);
    const subjects = await subjectsOf('07700 900111');
    await expect(erasing.run(subjects, 'asked', null, lead)).rejects.toMatchObject({
      code: 'held',
    });
    await expect(erasing.run(subjects, '', null, lead)).rejects.toMatchObject({
      code: 'no-reason',
    });
    await expect(erasing.run([], 'asked', null, lead)).rejects.toMatchObject({
      code: 'nobody-chosen',
    });
    await expect(erasing.search('ab')).rejects.toMatchObject({ code: 'too-short' });
    expect((await held()).length).toBeGreaterThan(0);
  });
});
