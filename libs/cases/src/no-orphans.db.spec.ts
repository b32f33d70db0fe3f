import { Temporal } from 'temporal-polyfill';
import { newAddress } from '../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';
import type { CaseRow } from './case.repository';

/** Friday 20 November 2026, ten in the morning. */
const friday = '2026-11-20T10:00:00Z';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

async function openCase(): Promise<CaseRow> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  return engine.cases.open({ locationId, officerId, on: '2026-11-20' }, 'officer:test');
}

const record = async (id: string, fact: object): Promise<CaseRow> =>
  (await engine.cases.record(id, fact, 'officer:test')).case;

const rests = ({ nextAt, parkedUntil, parkedWhy }: CaseRow) => [nextAt, parkedUntil, parkedWhy];

const review = 'no date is running';

describe('an open case always has a day', () => {
  it('with no date running: ten working days after it last changed', async () => {
    const opened = await openCase();
    expect(rests(opened)).toEqual([null, '2026-12-04', review]);
    engine.clock.set('2026-11-23T10:00:00Z');
    const noted = await record(opened.id, { type: 'agreed', on: '2026-11-23' });
    expect(rests(noted)).toEqual([null, '2026-12-07', review]);
  });

  it('with a date running: that of the next letter or call', async () => {
    const { id } = await openCase();
    const asked = await record(id, { type: 'otp-requested', on: '2026-11-20', channel: 'post' });
    expect(rests(asked)).toEqual(['2026-11-25T09:00:00Z', null, null]);
  });

  it('parked by somebody: the day they chose, although a date is running', async () => {
    const { id } = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-20', channel: 'post' });
    const parked = await record(id, {
      type: 'parked',
      at: friday,
      until: '2027-01-15',
      reason: 'manager on leave',
    });
    expect(rests(parked)).toEqual(['2026-11-25T09:00:00Z', '2027-01-15', 'manager on leave']);
    const resumed = await record(id, { type: 'resumed', at: friday });
    expect(rests(resumed)).toEqual(['2026-11-25T09:00:00Z', null, null]);
  });

  it('paused while nothing but the provider’s silence runs: looked at again', async () => {
    const { id } = await openCase();
    await record(id, { type: 'provider-asked', at: friday, about: 'the form' });
    const paused = await record(id, { type: 'paused', at: friday, reason: 'flu' });
    expect(rests(paused)).toEqual([null, '2026-12-04', review]);
    const resumed = await record(id, { type: 'resumed', at: friday });
    expect(rests(resumed)).toEqual(['2026-11-27T09:00:00Z', null, null]);
  });

  it('when its last rung has fired: looked at again', async () => {
    const { id } = await openCase();
    await record(id, { type: 'ticket-raised', at: friday, reference: 'T1' });
    for (const at of ['2026-11-24T09:00:00Z', '2026-11-26T09:00:00Z']) {
      engine.clock.set(at);
      await engine.due.drain();
    }
    expect(rests(await engine.cases.get(id))).toEqual([null, '2026-12-10', review]);
  });

  it('parked because nobody answered, for as long as the policy says', async () => {
    const { id } = await openCase();
    await record(id, { type: 'provider-asked', at: friday, about: 'the form' });
    let at = Temporal.Instant.from(friday);
    while (at.toString() < '2027-01-08') {
      engine.clock.set(at.toString());
      await engine.due.drain();
      at = at.add({ hours: 24 });
    }
    const silent = await engine.cases.get(id);
    expect([silent.waitingOn, silent.stalls]).toEqual(['officer', ['unresponsive']]);
    expect(rests(silent)).toEqual([null, '2027-04-06', 'unresponsive']);
  });

  it('waiting for us, its next date months away: looked at before that', async () => {
    const { id } = await openCase();
    const published = { type: 'dspt-published', level: 'met', edition: '25/26', coverage: 'own' };
    const standing = await record(id, { ...published, on: '2026-06-20' });
    expect(rests(standing)).toEqual(['2027-04-01T08:00:00Z', '2026-12-04', review]);
  });

  it('and the table takes nothing else', async () => {
    const { id } = await openCase();
    await expect(
      engine.db.query('UPDATE application_case SET parked_until = NULL WHERE id = $1', [id]),
    ).rejects.toThrow(/no_orphan/);
    await expect(
      engine.db.query('UPDATE application_case SET waiting_on = NULL WHERE id = $1', [id]),
    ).rejects.toThrow(/no_orphan/);
  });
});

describe('handing over', () => {
  it('goes to an officer who exists, and to nobody else', async () => {
    const { id } = await openCase();
    const other = await buildOfficer(engine.db);
    const handed = await record(id, { type: 'handed-over', at: friday, officer: other });
    expect(handed.officerId).toBe(other);
    for (const officer of ['Jo', '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11'])
      await expect(record(id, { type: 'handed-over', at: friday, officer })).rejects.toMatchObject({
        code: 'no-such-officer',
      });
  });
});
