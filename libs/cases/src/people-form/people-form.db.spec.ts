import { randomUUID } from 'node:crypto';
import { SilentBells } from '@app/follow-ups';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { whereStored } from '../../../../test/harness/every-value';
import { RecordFactService } from '../record-fact.service';
import { PeopleFormService, type SaveOutcome } from './people-form.service';
import { draftsOfCase, timesOfForm } from './people-draft';
import { PortalDetailsService } from './portal-details.service';

const jo = {
  name: 'Jo Field',
  job: 'Manager',
  role: 'owner and administrator',
  mobile: '07700 900101',
  email: 'jo@home.example',
};
const sam = {
  name: 'Sam Bell',
  job: 'Nurse',
  role: 'owner',
  mobile: '07700 900102',
  email: 'sam@home.example',
};
const actor = 'provider';

describe('a people form', () => {
  let engine: Engine;
  let form: PeopleFormService;
  let officerId: string;

  beforeAll(async () => {
    engine = await testEngine('2026-11-24T10:00:00Z');
    const { db, clock, settings } = engine;
    const bells = new SilentBells();
    form = new PeopleFormService(
      db,
      clock,
      new RecordFactService(db, clock, bells, settings),
      bells,
      settings,
    );
    officerId = await buildOfficer(db, { name: 'Priya Shah' });
  });
  afterAll(() => engine.close());

  const open = async () => {
    const { locationId } = await buildSite(engine.db);
    const row = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor);
    return row.id;
  };
  const add = (caseId: string, typed: object, key = randomUUID() as string, mark = 'new') =>
    form.save(caseId, { key, mark, typed });
  const rowOf = async (caseId: string, name: string) => {
    const row = (await form.read(caseId)).rows.find((r) => r.entry.name === name);
    if (!row) throw new Error(`${name} is not on the form`);
    return row;
  };
  const send = async (caseId: string) => {
    const { mark } = await form.read(caseId);
    return form.sendIn(caseId, mark, actor);
  };
  const told = async (caseId: string) =>
    (await engine.cases.timeline(caseId))
      .filter((f) => f.type.startsWith('person-') || f.type === 'provider-replied')
      .map((f) => [f.type, f.details.person, f.recordedBy]);
  const codes = (outcome: SaveOutcome) =>
    outcome.did === 'conflict' ? [] : outcome.problems.map((p) => `${p.field}:${p.code}`);
  const openTasks = async (caseId: string) =>
    (await engine.tasks.forCase(caseId)).filter((t) => t.status === 'open').map((t) => t.kind);

  it('is filled in over several visits and becomes facts when it is sent in', async () => {
    const caseId = await open();
    await engine.cases.record(
      caseId,
      { type: 'provider-asked', at: '2026-11-20T10:00:00Z', about: 'the people' },
      actor,
    );
    expect(await timesOfForm(engine.db, caseId)).toBeNull();
    expect(await add(caseId, { ...jo, email: '' })).toMatchObject({ did: 'saved', problems: [] });
    expect(await send(caseId)).toEqual({ did: 'incomplete' });
    engine.clock.set('2026-11-25T10:00:00Z');
    const joRow = await rowOf(caseId, 'Jo Field');
    await form.save(caseId, {
      key: joRow.key,
      mark: joRow.mark,
      typed: { name: '', mobile: '', email: jo.email, job: jo.job, role: jo.role },
    });
    expect((await rowOf(caseId, 'Jo Field')).entry).toEqual({ ...jo, mobile: '+447700900101' });
    await add(caseId, sam);
    expect(await told(caseId)).toEqual([]);
    expect(await send(caseId)).toEqual({ did: 'recorded', facts: 2 });
    expect(await told(caseId)).toEqual([
      ['person-added', 'Jo Field', actor],
      ['person-added', 'Sam Bell', actor],
      ['provider-replied', undefined, actor],
    ]);
    expect(await openTasks(caseId)).toEqual(['people/arrived']);
    expect(await draftsOfCase(engine.db, engine.sealer, caseId)).toEqual([]);
    expect(await timesOfForm(engine.db, caseId)).toMatchObject({
      arrivedAt: '2026-11-25T10:00:00Z',
    });
    expect((await engine.cases.state(caseId)).people[0]).toMatchObject({ job: 'Manager' });
    expect(await send(caseId)).toEqual({ did: 'nothing-new' });
    expect(await told(caseId)).toHaveLength(3);
  });

  it('makes the case wait for us once it is sent in, until the list has been looked through', async () => {
    const caseId = await open();
    const on = '2026-11-25';
    await engine.cases.record(caseId, { type: 'agreed', on }, actor);
    const waits = async () => {
      const { stage, waitingOn } = await engine.cases.get(caseId);
      const [row] = await engine.db.query<{ awaits: string }>(
        'SELECT awaits FROM application_case WHERE id = $1',
        [caseId],
      );
      return [stage, waitingOn, row?.awaits].join(' ');
    };
    await engine.cases.record(caseId, { type: 'person-added', on, person: 'Jo Field' }, actor);
    expect(await waits()).toBe('preparing provider provider');
    const row = await rowOf(caseId, 'Jo Field');
    await form.save(caseId, { key: row.key, mark: row.mark, typed: jo });
    await add(caseId, sam);
    expect(await waits()).toBe('preparing provider provider');
    expect(await send(caseId)).toEqual({ did: 'recorded', facts: 2 });
    expect(await waits()).toBe('preparing officer officer');
    expect(await openTasks(caseId)).toEqual(['people/arrived']);
    await engine.cases.record(caseId, { type: 'person-removed', on, person: 'Sam Bell' }, actor);
    expect(await waits()).toBe('preparing provider provider');
    await engine.cases.record(caseId, { type: 'person-added', on, person: 'Sam Bell' }, actor);
    expect(await waits()).toBe('preparing officer officer');
    await engine.cases.record(caseId, { type: 'preparation-complete', on }, actor);
    expect(await waits()).toBe('proving provider provider');
    expect(await openTasks(caseId)).toEqual([]);
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('corrects people named before: only what changed is told, and one task is open', async () => {
    const caseId = await open();
    await add(caseId, jo);
    await add(caseId, sam);
    await send(caseId);
    const row = await rowOf(caseId, 'Sam Bell');
    expect(row.key).toBe('p2');
    const outcome = await form.save(caseId, {
      key: 'p2',
      mark: row.mark,
      typed: { mobile: '07700 900155', job: 'Charge nurse', role: 'owner' },
    });
    expect(outcome).toMatchObject({ did: 'saved', problems: [] });
    expect(await send(caseId)).toEqual({ did: 'recorded', facts: 1 });
    const facts = await engine.cases.timeline(caseId);
    expect(facts.at(-1)?.details).toEqual({
      person: 'Sam Bell',
      mobile: '+447700900155',
      job: 'Charge nurse',
    });
    expect(await openTasks(caseId)).toEqual(['people/arrived']);
  });

  it('catches one number and one address for two, however written, on the save and at the end', async () => {
    const caseId = await open();
    await add(caseId, jo);
    const second = await add(caseId, {
      ...sam,
      mobile: '+44 (0)7700-900101',
      email: ' JO@home.example',
    });
    expect(codes(second)).toEqual(['mobile:duplicate-mobile', 'email:duplicate-email']);
    expect(await send(caseId)).toEqual({ did: 'incomplete' });
    expect(await told(caseId)).toEqual([]);
    const tried = await form.tryEntry(caseId, {
      key: randomUUID(),
      typed: { mobile: '00447700900101' },
    });
    expect(tried.map((p) => p.code)).toContain('duplicate-mobile');
  });

  it('never loses a row of two who fill it in at once', async () => {
    const caseId = await open();
    const people = Array.from({ length: 10 }, (_, n) => ({
      ...sam,
      name: `Person ${'abcdefghij'[n]}`,
      role: n === 0 ? 'owner and administrator' : 'member',
      mobile: `0770090020${n}`,
      email: `p${n}@home.example`,
    }));
    const saved = await Promise.all(people.map((p) => add(caseId, p)));
    expect(saved.map((s) => s.did)).toEqual(people.map(() => 'saved'));
    const eleventh = await add(caseId, { ...sam, name: 'One More', mobile: '07700900299' });
    expect([eleventh.did, codes(eleventh)]).toEqual(['refused', ['null:too-many-people']]);
    expect((await form.read(caseId)).rows).toHaveLength(10);
    const sent = await Promise.all([send(caseId), send(caseId), send(caseId)]);
    expect(sent.filter((s) => s.did === 'recorded')).toHaveLength(1);
    expect(await told(caseId)).toHaveLength(10);
  });

  it('shows both when two change one person, and takes the second only when they say so', async () => {
    const caseId = await open();
    await add(caseId, jo);
    const { key, mark } = await rowOf(caseId, 'Jo Field');
    await form.save(caseId, { key, mark, typed: { mobile: '07700 900111' } });
    const late = { key, mark, typed: { mobile: '07700 900122' } };
    const conflict = await form.save(caseId, late);
    if (conflict.did !== 'conflict' || !conflict.theirs) throw new Error(conflict.did);
    expect(conflict.theirs.entry.mobile).toBe('+447700900111');
    expect(conflict.yours.mobile).toBe('+447700900122');
    // The same again by both is no conflict.
    const same = await form.save(caseId, { key, mark, typed: { mobile: '+447700900111' } });
    expect(same.did).toBe('saved');
    const mine = await form.save(caseId, { ...late, mark: conflict.theirs.mark });
    expect(mine.did).toBe('saved');
    expect((await rowOf(caseId, 'Jo Field')).entry.mobile).toBe('+447700900122');
  });

  it('does not record a list that changed while somebody looked at it', async () => {
    const caseId = await open();
    await add(caseId, jo);
    await add(caseId, sam);
    const { mark } = await form.read(caseId);
    await add(caseId, {
      ...sam,
      name: 'Kim Noor',
      mobile: '07700900103',
      email: 'kim@home.example',
    });
    expect(await form.sendIn(caseId, mark, actor)).toEqual({ did: 'changed' });
    expect(await told(caseId)).toEqual([]);
  });

  it('takes people off, keeps them after all, and lets a removed one be changed by nobody', async () => {
    const caseId = await open();
    await add(caseId, jo);
    await add(caseId, sam);
    await add(caseId, {
      ...sam,
      name: 'Kim Noor',
      mobile: '07700900103',
      email: 'kim@home.example',
    });
    await send(caseId);
    await form.setRemoved(caseId, 'p3', true);
    await form.setRemoved(caseId, 'p3', true);
    await form.setRemoved(caseId, 'p2', true);
    await form.setRemoved(caseId, 'p2', false);
    expect(await send(caseId)).toEqual({ did: 'recorded', facts: 1 });
    expect((await told(caseId)).at(-1)).toEqual(['person-removed', 'Kim Noor', actor]);
    const gone = await form.save(caseId, { key: 'p3', mark: 'x', typed: { job: 'Cook' } });
    expect(gone).toMatchObject({ did: 'conflict', theirs: null });
    await expect(form.setRemoved(caseId, 'p9', false)).rejects.toMatchObject({
      code: 'no-such-row',
    });
  });

  it('follows what the officer changes of the rest of a person meanwhile', async () => {
    const caseId = await open();
    await add(caseId, jo);
    await add(caseId, sam);
    await send(caseId);
    const { key, mark } = await rowOf(caseId, 'Sam Bell');
    await form.save(caseId, { key, mark, typed: { mobile: '07700 900133' } });
    const email = 'sam.bell@home.example';
    const on = '2026-11-25';
    await engine.cases.record(
      caseId,
      { type: 'person-added', on, person: 'Sam Bell', email },
      actor,
    );
    await send(caseId);
    expect((await engine.cases.state(caseId)).people[1]).toMatchObject({
      email,
      mobile: '+447700900133',
    });
  });

  it('is closed once the application has gone, and when the case is closed', async () => {
    const caseId = await open();
    await add(caseId, jo);
    await engine.cases.record(
      caseId,
      { type: 'submitted', at: '2026-11-25T09:00:00Z', override: 'test' },
      actor,
    );
    await expect(add(caseId, sam)).rejects.toMatchObject({ code: 'application-sent' });
    await expect(form.sendIn(caseId, 'x', actor)).rejects.toMatchObject({
      code: 'application-sent',
    });
    await engine.cases.record(
      caseId,
      { type: 'closed', at: '2026-11-25T09:30:00Z', reason: 'declined' },
      actor,
    );
    await expect(add(caseId, sam)).rejects.toMatchObject({ code: 'case-closed' });
    expect((await form.read(caseId)).standing).toBe('closed');
  });

  it('keeps nothing of an empty row, of an endless one, and of control characters', async () => {
    const caseId = await open();
    expect((await add(caseId, {})).did).toBe('refused');
    expect((await add(caseId, { ...jo, job: 'n'.repeat(61) })).did).toBe('refused');
    expect((await add(caseId, { ...jo, name: 'Jo\u0000Field' })).did).toBe('refused');
    expect((await form.read(caseId)).rows).toEqual([]);
  });

  it.each([
    "Zoë O'Neil-Šmíd",
    '=HYPERLINK("x")',
    '<img src=x onerror=alert(1)>',
    '{{7*7}} Name',
    'מרים לוי',
    '🙂 Jo',
  ])('takes the name %p as it is', async (name) => {
    const caseId = await open();
    await add(caseId, { ...jo, name });
    await add(caseId, sam);
    expect(await send(caseId)).toEqual({ did: 'recorded', facts: 2 });
    expect((await told(caseId))[0]?.[1]).toBe(name);
  });

  it('keeps a draft in the clear in no column', async () => {
    const caseId = await open();
    await add(caseId, {
      name: 'Quillon Canaryname',
      job: 'Canaryjob',
      mobile: '07700 900987',
      email: 'canary@canaryhost.example',
    });
    const canaries = ['Quillon', 'Canaryname', 'Canaryjob', '7700900987', 'canaryhost'];
    expect(await whereStored(engine.db, canaries)).toEqual([]);
  });

  it('writes down who saw the details in full, owners first', async () => {
    const caseId = await open();
    const { db, clock, settings } = engine;
    const details = new PortalDetailsService(db, clock, settings);
    await add(caseId, { ...jo, role: 'administrator' });
    await add(caseId, sam);
    await send(caseId);
    const { people } = await details.read(caseId, officerId, 'page');
    expect(people.accounts.map((p) => [p.ref, p.name, p.mobile])).toEqual([
      ['p2', 'Sam Bell', '+447700900102'],
      ['p1', 'Jo Field', '+447700900101'],
    ]);
    await details.read(caseId, officerId, 'csv');
    expect(await details.readings(caseId)).toEqual([
      { officerId, how: 'csv', people: 2, readAt: '2026-11-25T10:00:00Z' },
      { officerId, how: 'page', people: 2, readAt: '2026-11-25T10:00:00Z' },
    ]);
  });
});

describe('the notice to those who are named', () => {
  let engine: Engine;
  let officerId: string;

  beforeAll(async () => {
    // Tuesday evening: nothing goes before Wednesday at nine.
    engine = await testEngine('2026-11-24T19:00:00Z');
    officerId = await buildOfficer(engine.db, { name: 'Priya Shah' });
  });
  afterAll(() => engine.close());

  const open = async (practice = false) => {
    const { locationId } = await buildSite(engine.db);
    const input = { locationId, officerId, on: '2026-11-01', practice };
    return (await engine.cases.open(input, actor)).id;
  };
  const record = (caseId: string, type: string, details: object) =>
    engine.cases.record(caseId, { type, on: '2026-11-24', ...details }, 'officer:x');
  const notices = async (caseId: string) =>
    (
      await engine.db.query<{ who: string; status: string; goes: string; routine: boolean }>(
        `SELECT p.recipient AS who, l.status, l.next_attempt_at AS goes, l.routine
           FROM letter l JOIN letter_part p ON p.letter_id = l.id
          WHERE p.case_id = $1 AND p.kind = 'your-details' ORDER BY l.planned_at, p.recipient, l.id`,
        [caseId],
      )
    ).map(({ who, status, goes, routine }) => `${who} ${status} ${routine} ${goes}`);
  const planned = (who: string) => `person:${who} planned false 2026-11-25T09:00:00Z`;

  it('goes to each once, in sending hours, whoever names them and however often', async () => {
    const caseId = await open();
    const person = 'Jo Field';
    await record(caseId, 'person-added', { person, mobile: jo.mobile });
    expect(await notices(caseId)).toEqual([]);
    await record(caseId, 'person-added', { person, email: jo.email });
    await record(caseId, 'person-added', { person, email: 'JO@home.example', role: 'owner' });
    await record(caseId, 'person-added', { person: 'Sam Bell', email: sam.email });
    expect(await notices(caseId)).toEqual([planned('p1'), planned('p2')]);
  });

  it('is taken back when they are taken off, or had another address, before it has gone', async () => {
    const caseId = await open();
    await record(caseId, 'person-added', { person: 'Jo Field', email: 'wrong@home.example' });
    await record(caseId, 'person-added', { person: 'Jo Field', email: jo.email });
    const added = await record(caseId, 'person-added', { person: 'Sam Bell', email: sam.email });
    await record(caseId, 'person-removed', { person: 'Jo Field' });
    const at = '2026-11-24T19:00:00Z';
    await engine.cases.record(caseId, { type: 'retracted', at, fact: added.fact.id }, actor);
    expect((await notices(caseId)).map((n) => n.split(' ').slice(0, 2).join(' '))).toEqual([
      'person:p1 withdrawn',
      'person:p1 withdrawn',
      'person:p2 withdrawn',
    ]);
    await record(caseId, 'person-added', { person: 'Jo Field' });
    expect(await notices(caseId)).toContain(planned('p1'));
  });

  it('goes again only to another address, once it has gone', async () => {
    const caseId = await open();
    await record(caseId, 'person-added', { person: 'Jo Field', email: 'jo.f@home.example' });
    await engine.db.query(
      "UPDATE letter SET status = 'sent', attempts = 1, settled_at = next_attempt_at WHERE status = 'planned'",
    );
    await record(caseId, 'person-added', { person: 'Jo Field', role: 'owner' });
    expect(await notices(caseId)).toHaveLength(1);
    await record(caseId, 'person-added', { person: 'Jo Field', email: 'jo.f2@home.example' });
    expect(await notices(caseId)).toHaveLength(2);
  });

  it('goes once to an address, however often somebody there is taken off and named anew', async () => {
    const caseId = await open();
    for (const person of ['Jo Field', 'Josephine Field', 'J Field']) {
      await record(caseId, 'person-added', { person, email: 'once@home.example' });
      await engine.db.query(
        "UPDATE letter SET status = 'sent', attempts = 1, settled_at = next_attempt_at WHERE status = 'planned'",
      );
      await record(caseId, 'person-removed', { person });
    }
    expect(await notices(caseId)).toHaveLength(1);
  });

  it('does not go to an address that cannot be one, nor for invented people where mail leaves', async () => {
    const caseId = await open();
    await record(caseId, 'person-added', { person: 'Jo', email: 'jo@', override: 'as given' });
    expect(await notices(caseId)).toEqual([]);
    engine.settings.mailLeaves = true;
    const practice = await open(true);
    await record(practice, 'person-added', { person: 'Jo Field', email: jo.email });
    expect(await notices(practice)).toEqual([]);
    const real = await open();
    await record(real, 'person-added', { person: 'Jo Field', email: jo.email });
    expect(await notices(real)).toHaveLength(1);
    engine.settings.mailLeaves = false;
  });

  it('leaves nothing for the night audit to find', async () => {
    expect((await engine.audit.audit()).drift).toEqual([]);
  });
});
