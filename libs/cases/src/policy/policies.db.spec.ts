import { setTimeout as pause } from 'node:timers/promises';
import { shippedPolicy } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { Temporal } from 'temporal-polyfill';
import { lettersOfCase } from '../../../../test/builders/letters';
import {
  changesIfRepeated,
  ladderWith,
  publishPolicy,
  sendMoments,
} from '../../../../test/builders/policies';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, engineOn, testEngine } from '../../../../test/harness/engine';
import { shippedBankHolidays } from '../clock-settings';
import { PoliciesService } from './policies.service';

/** Tuesday 3 November 2026, ten in the morning. */
const tuesday = '2026-11-03T10:00:00Z';
const lead = 'officer:lead';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(tuesday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(async () => {
  engine.clock.set(tuesday);
  const draft = await engine.policies.currentDraft();
  if (draft) await engine.policies.discard(draft.number);
});

async function openCase(on = '2026-11-01', engineNow = engine): Promise<string> {
  const { locationId } = await buildSite(engineNow.db);
  return (await engineNow.cases.open({ locationId, officerId, on }, lead)).id;
}

const record = (caseId: string, fact: object) => engine.cases.record(caseId, fact, lead);

/** Back to what came with the program, whatever a test published. */
const restoreShipped = () =>
  publishPolicy(engine, { document: shippedPolicy, bankHolidays: shippedBankHolidays() });

describe('a publication', () => {
  afterEach(restoreShipped);

  it('moves, adds and ends rungs, and says so before', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const ladder = [
      { rung: 'day-6', days: 6, act: 'letter', to: 'provider', letter: 'otp-on-its-way' },
      ...ladderWith('otp-arrival', 'day-7', { days: 8 }).filter((r) => r.rung !== 'day-5'),
    ];
    const { number } = await engine.policies.draft(
      { reason: 'Slower post', change: { ladders: { 'otp-arrival': ladder } } },
      lead,
    );
    const preview = await engine.policies.preview(number, lead);
    const [previewed] = (await engine.policies.previewedCases(preview.number, 200)).filter(
      (c) => c.caseId === id,
    );
    expect(previewed?.changes.map((c) => [c.rung, c.change, c.from?.sendAt, c.to?.sendAt])).toEqual(
      [
        ['day-5', 'vanishes', '2026-11-09T09:00:00Z', '2026-11-09T09:00:00Z'],
        ['day-6', 'appears', undefined, '2026-11-09T09:00:00Z'],
        ['day-7', 'moves', '2026-11-09T09:00:00Z', '2026-11-10T09:00:00Z'],
      ],
    );
    expect(await sendMoments(engine, id)).toMatchObject({
      'otp-arrival day-7': '2026-11-09T09:00:00Z',
    });
    await engine.policies.publish(number, preview.number, lead);
    const moments = await sendMoments(engine, id);
    expect(moments).toMatchObject({
      'otp-arrival day-6': '2026-11-09T09:00:00Z',
      'otp-arrival day-7': '2026-11-10T09:00:00Z',
    });
    expect(moments).not.toHaveProperty('otp-arrival day-5');
  });

  it('changes a letter or its reader in place', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const ladder = ladderWith('otp-arrival', 'day-10', { to: 'lead' });
    await publishPolicy(engine, { change: { ladders: { 'otp-arrival': ladder } } });
    const call = (await engine.cases.followUps(id)).find((f) => f.rung === 'day-10');
    expect(call).toMatchObject({ status: 'waiting', to: 'lead' });
  });

  it('tells of other sending hours in the sentences of rungs that keep their dates', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const basis = async () =>
      (await engine.cases.followUps(id)).find((f) => f.rung === 'day-10')?.basis.join(' ');
    expect(await basis()).toContain('between 9:00 and 17:00');
    await publishPolicy(engine, { change: { sendingHours: { from: 9, to: 16 } } });
    expect(await basis()).toContain('between 9:00 and 16:00');
    expect(await basis()).not.toContain('17:00');
  });

  it('is seen by another process with its next fact', async () => {
    const url = (engine.db.pool.options as { connectionString: string }).connectionString;
    const other = engineOn({ url, drop: () => Promise.resolve() }, tuesday);
    try {
      const id = await openCase('2026-11-01', other);
      const again = await openCase('2026-11-01', other);
      const asked = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
      await other.cases.record(id, asked, lead);
      await publishPolicy(engine, {
        change: { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 4 }) } },
      });
      await other.cases.record(again, asked, lead);
      const expected = { 'otp-arrival day-5': '2026-11-06T09:00:00Z' };
      expect(await sendMoments(engine, again)).toMatchObject(expected);
      expect(await sendMoments(engine, id)).toMatchObject(expected);
    } finally {
      await other.close();
    }
  });

  it('lets a letter that went stand, and withdraws one that did not', async () => {
    const [sent, unsent] = [await openCase(), await openCase()];
    for (const id of [sent, unsent]) {
      await record(id, { type: 'otp-requested', on: '2026-10-28', channel: 'post' });
      await engine.due.drain();
    }
    await engine.db.query(
      `UPDATE letter SET status = 'sent', settled_at = now() WHERE ${lettersOfCase}`,
      [sent],
    );
    const ladder = shippedPolicy.ladders['otp-arrival'].filter((r) => r.rung !== 'day-5');
    const { number } = await engine.policies.draft(
      { reason: 'x', change: { ladders: { 'otp-arrival': ladder } } },
      lead,
    );
    const { number: preview } = await engine.policies.preview(number, lead);
    const cases = await engine.policies.previewedCases(preview, 200);
    const kinds = (id: string) =>
      cases.find((c) => c.caseId === id)?.changes.map((c) => `${c.rung} ${c.change}`);
    expect([kinds(sent), kinds(unsent)]).toEqual([undefined, ['day-5 letter-withdrawn']]);
    await engine.policies.publish(number, preview, lead);
    const status = async (id: string) =>
      (await engine.db.query(`SELECT status FROM letter WHERE ${lettersOfCase}`, [id]))[0];
    expect([await status(sent), await status(unsent)]).toEqual([
      { status: 'sent' },
      { status: 'withdrawn' },
    ]);
  });

  it('withdraws the open task of a rung that is gone, and brings it back with the rung', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-10-20', channel: 'post' });
    await engine.due.drain();
    const tasks = () => engine.tasks.forCase(id);
    expect(await tasks()).toMatchObject([{ kind: 'otp-arrival/day-10', status: 'open' }]);
    const ladder = shippedPolicy.ladders['otp-arrival'].filter((r) => r.rung !== 'day-10');
    await publishPolicy(engine, { change: { ladders: { 'otp-arrival': ladder } } });
    expect(await tasks()).toMatchObject([{ status: 'withdrawn' }]);
    await restoreShipped();
    expect(await tasks()).toMatchObject([{ status: 'open' }]);
  });

  it('needs a preview of the draft as it stands, not over an hour old', async () => {
    const { number } = await engine.policies.draft({ reason: 'x' }, lead);
    const outdated = { code: 'preview-outdated' };
    const policies = engine.policies;
    await expect(policies.publish(number, 999, lead)).rejects.toMatchObject(outdated);
    const first = await policies.preview(number, lead);
    await policies.redraft(number, { reason: 'y', change: { parkedForDays: 91 } }, 1, lead);
    expect(await policies.latestPreview(number)).toBeNull();
    await expect(policies.publish(number, first.number, lead)).rejects.toMatchObject(outdated);
    engine.clock.set('2026-11-03T08:59:59Z');
    const second = await policies.preview(number, lead);
    await expect(policies.publish(number, first.number, lead)).rejects.toMatchObject(outdated);
    engine.clock.set(tuesday);
    await expect(policies.publish(number, second.number, lead)).rejects.toMatchObject(outdated);
    engine.clock.set('2026-11-03T09:00:00Z');
    const third = await policies.preview(number, lead);
    engine.clock.set(tuesday);
    await policies.publish(number, third.number, lead);
    expect(await policies.inForce()).toMatchObject({ number, publishedBy: lead });
  });

  it('is refused when the caseload has changed since what was seen, and changes nothing', async () => {
    const id = await openCase();
    const change = { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 6 }) } };
    const { number } = await engine.policies.draft({ reason: 'x', change }, lead);
    const { number: seen } = await engine.policies.preview(number, lead);
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const before = await sendMoments(engine, id);
    await expect(engine.policies.publish(number, seen, lead)).rejects.toMatchObject({
      code: 'preview-outdated',
      message: expect.stringContaining('caseload has changed'),
    });
    expect(await sendMoments(engine, id)).toEqual(before);
    expect(await engine.policies.currentDraft()).toMatchObject({ number });
    // A note changes no date, so what was seen still holds.
    const again = await engine.policies.preview(number, lead);
    await record(id, { type: 'note-added', at: tuesday, text: 'Rang them.' });
    await engine.policies.publish(number, again.number, lead);
  });

  it('waits for who is writing, and sees what they wrote', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const change = {
      ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-10', { days: 11 }) },
    };
    const { number } = await engine.policies.draft({ reason: 'x', change }, lead);
    const { number: seen } = await engine.policies.preview(number, lead);
    let publishing: Promise<unknown> = Promise.resolve();
    await engine.db.transaction(async (tx) => {
      await engine.settings.policies.during(tx);
      publishing = engine.policies.publish(number, seen, lead).catch((error: unknown) => error);
      const waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
      while ((await engine.db.query(waits)).length === 0) await pause(10);
      // The call is made just now: by what was seen it would have moved.
      await tx.query(
        `UPDATE follow_up SET status = 'done', outcome = 'task', settled_at = now()
          WHERE case_id = $1 AND rung = 'day-10'`,
        [id],
      );
      await tx.query('UPDATE application_case SET changed_at = changed_at WHERE id = $1', [id]);
    });
    expect(await publishing).toMatchObject({ code: 'preview-outdated' });
    await engine.policies.discard(number);
    // No fact says that the call was made, so the audit of other tests would find it.
    await engine.db.query(
      `UPDATE follow_up SET status = 'waiting', outcome = NULL, settled_at = NULL
        WHERE case_id = $1 AND rung = 'day-10'`,
      [id],
    );
  });

  it('leaves no rung of a case by the policy before, however many write meanwhile', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => openCase()));
    const change = { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 4 }) } };
    const { number } = await engine.policies.draft({ reason: 'x', change }, lead);
    const { number: seen } = await engine.policies.preview(number, lead);
    const asked = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
    // Half are written before it may begin, so it is refused once or more, and tried again.
    const writing = Promise.all(ids.map((id) => record(id, asked)));
    let preview = seen;
    for (;;) {
      const failure = await engine.policies.publish(number, preview, lead).then(
        () => null,
        (error: { code: string }) => error,
      );
      if (!failure) break;
      expect(failure.code).toBe('preview-outdated');
      preview = (await engine.policies.preview(number, lead)).number;
    }
    await writing;
    for (const id of ids)
      expect(await sendMoments(engine, id)).toMatchObject({
        'otp-arrival day-5': '2026-11-06T09:00:00Z',
      });
    expect(await changesIfRepeated(engine)).toBe(0);
  });

  it('sets bells for what moved, once it is committed', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const rung: DueMoment[] = [];
    class Heard extends BellSetter {
      override async setFor(moments: readonly DueMoment[]): Promise<void> {
        expect((await engine.policies.inForce()).policy.ladders['otp-arrival'][0]?.days).toBe(2);
        rung.push(...moments);
      }
    }
    const policies = new PoliciesService(engine.db, engine.clock, new Heard(), engine.settings);
    const change = { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 2 }) } };
    const { number } = await policies.draft({ reason: 'x', change }, lead);
    const preview = await policies.preview(number, lead);
    expect(rung).toEqual([]);
    await policies.publish(number, preview.number, lead);
    expect(rung).toContainEqual({
      clock: 'otp-arrival',
      at: Temporal.Instant.from('2026-11-04T09:00:00Z'),
    });
  });
});
