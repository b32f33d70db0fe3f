import { SilentBells } from '@app/follow-ups';
import { Temporal } from 'temporal-polyfill';
import { fireUntil } from '../../../../test/builders/lived-cases';
import { newAddress } from '../../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { whereHeld } from '../../../../test/harness/every-sealed-value';
import { Holds } from './holds.service';
import { Retention } from './retention.service';

let engine: Engine;
let retention: Retention;
let holds: Holds;
let officerId: string;

beforeEach(async () => {
  engine = await testEngine('2026-02-02T10:00:00Z');
  officerId = await buildOfficer(engine.db);
  retention = new Retention(engine.db, engine.clock, new SilentBells(), engine.settings);
  holds = new Holds(engine.db, engine.clock);
});
afterEach(() => engine.close());

const at = (day: string, time = '04:00') => engine.clock.set(`${day}T${time}:00Z`);
const record = (caseId: string, fact: object) => engine.cases.record(caseId, fact, 'officer:test');

/** What falls due is done, as a worker does it, up to the evening of the day. */
async function until(day: string): Promise<void> {
  await fireUntil(engine, Temporal.Instant.from(`${day}T20:00:00Z`));
  at(day, '20:00');
}

const sam = { person: 'Samira Canary', mobile: '+447700900111', email: 'samira@canary.example' };
const kim = { person: 'Kimiko Canary', mobile: '+447700900222', email: 'kimiko@canary.example' };
const contactDetails = ['7700900111', sam.email, '7700900222', kim.email];
const names = [sam.person, kim.person];

async function openCase(): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  const { id } = await engine.cases.open(
    { locationId, officerId, on: '2026-02-02' },
    'officer:test',
  );
  await record(id, { type: 'agreed', on: '2026-02-02' });
  for (const one of [sam, kim])
    await record(id, { type: 'person-added', on: '2026-02-02', role: 'owner', ...one });
  return id;
}

/** Live on 2 February 2026, after some letters, a note and a paused day. */
async function liveCase(): Promise<string> {
  const id = await openCase();
  for (const { person } of [sam, kim])
    await record(id, { type: 'account-created', on: '2026-02-02', person });
  await until('2026-02-05');
  await record(id, {
    type: 'note-added',
    at: '2026-02-05T10:00:00Z',
    text: `Rang ${sam.person} on 07700 900 111.`,
  });
  for (const { person } of [sam, kim]) {
    await record(id, { type: 'account-activated', on: '2026-02-05', person });
    await record(id, { type: 'mailbox-opened', on: '2026-02-05', person });
  }
  return id;
}

const held = (texts: readonly string[]) => whereHeld(engine.db, engine.sealer, texts);
const drift = async () => (await engine.audit.audit()).drift;

describe('private details of account holders', () => {
  it('go 30 days after the home went live, wherever they lie, and nothing else does', async () => {
    const id = await liveCase();
    await until('2026-03-05');
    const before = await engine.cases.timeline(id);
    const { stage } = await engine.cases.get(id);
    at('2026-03-06');
    expect((await retention.run()).erased).toEqual({});
    expect(await held([sam.email])).not.toEqual([]);
    at('2026-03-07');
    expect((await retention.run()).erased).toEqual({ 'account-contact': 2 });
    expect(await held(contactDetails)).toEqual([]);
    const after = await engine.cases.timeline(id);
    expect(after.map((fact) => [fact.seq, fact.type, fact.details.person])).toEqual(
      before.map((fact) => [fact.seq, fact.type, fact.details.person]),
    );
    expect(after.find((fact) => fact.type === 'note-added')?.details.text).toBe(
      `Rang ${sam.person} on [erased].`,
    );
    expect((await engine.cases.get(id)).stage).toBe(stage);
    expect(await drift()).toEqual([]);
  });

  it('are gone once: a second run on the same day, or by a second worker, finds nothing', async () => {
    await liveCase();
    at('2026-03-07');
    const both = await Promise.all([retention.runDaily(), retention.runDaily()]);
    expect(both.filter((one) => one !== null)).toHaveLength(1);
    expect((await retention.run()).erased).toEqual({});
    expect(await engine.db.query('SELECT kind, subject FROM erasure')).toHaveLength(2);
    expect(await retention.runs()).toMatchObject([{ day: '2026-03-07', held: 0 }]);
    at('2026-03-08', '12:00');
    expect(await retention.runDaily()).toBeNull();
  });

  it('stay while a hold lasts, of one person or of the case', async () => {
    const id = await liveCase();
    const hold = { caseId: id, ref: 'p1', reason: 'complaint', reviewOn: '2026-12-01' };
    const put = await holds.put(hold, 'officer:lead');
    await expect(holds.put(hold, 'officer:lead')).rejects.toMatchObject({ code: 'held-already' });
    at('2026-03-07');
    expect(await retention.run()).toMatchObject({ erased: { 'account-contact': 1 }, held: 1 });
    expect(await held([sam.email])).not.toEqual([]);
    expect(await held([kim.email])).toEqual([]);
    const preview = await retention.preview('2026-03');
    expect(preview.items).toMatchObject([{ subject: `case:${id}:p1`, held: true }]);
    await holds.end(put, 'officer:lead');
    expect((await retention.run()).erased).toEqual({ 'account-contact': 1 });
    expect(await held(contactDetails)).toEqual([]);
  });

  it('stay when the case is reopened, and go 90 days after it is closed again', async () => {
    const id = await openCase();
    await until('2026-02-03');
    await record(id, { type: 'closed', at: '2026-02-03T10:00:00Z', reason: 'declined' });
    at('2026-04-01', '12:00');
    await record(id, { type: 'reopened', at: '2026-04-01T12:00:00Z' });
    at('2026-05-20');
    expect((await retention.run()).erased).toEqual({});
    await record(id, { type: 'closed', at: '2026-05-20T03:00:00Z', reason: 'declined' });
    at('2026-08-17');
    expect((await retention.run()).erased).toEqual({});
    at('2026-08-18');
    expect((await retention.run()).erased).toEqual({ 'account-contact': 2 });
    expect(await drift()).toEqual([]);
  });
});

describe('in the end', () => {
  it('nothing personal is left of a case, and its history still stands', async () => {
    const id = await liveCase();
    await record(id, { type: 'closed', at: '2026-02-05T15:00:00Z', reason: `asked ${sam.person}` });
    at('2027-02-05');
    const year = await retention.run();
    expect(year.erased).toMatchObject({ 'account-contact': 2 });
    expect(year.erased.letters).toBeGreaterThan(2);
    at('2028-02-04');
    expect((await retention.run()).erased).toEqual({});
    expect(await held(names)).not.toEqual([]);
    at('2028-02-05');
    expect((await retention.run()).erased).toEqual({
      'account-names': 2,
      notes: 1,
      'case-texts': 1,
    });
    expect(await held([...names, ...contactDetails])).toEqual([]);
    const keys = await engine.db.query(
      'SELECT count(*)::int AS left FROM person_key WHERE destroyed_at IS NULL AND subject LIKE $1',
      [`case:${id}:%`],
    );
    expect(keys).toEqual([{ left: 0 }]);
    expect(await engine.cases.timeline(id)).toHaveLength((await engine.cases.get(id)).version);
    expect(await drift()).toEqual([]);
  });

  it('a month’s preview names what that month’s runs erase', async () => {
    await liveCase();
    const march = await retention.preview('2026-03');
    expect(march.items.map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['account-contact', '2026-03-07'],
      ['account-contact', '2026-03-07'],
    ]);
    expect((await retention.preview('2026-04')).items).toEqual([]);
    at('2026-03-31');
    const { erased } = await retention.run();
    expect(erased['account-contact']).toBe(2);
    expect((await retention.preview('2026-03')).items).toEqual([]);
  });
});
