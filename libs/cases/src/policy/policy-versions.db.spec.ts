import { shippedPolicy } from '@app/domain';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { shippedBankHolidays } from '../clock-settings';

const lead = 'officer:lead';

describe('versions', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await testEngine('2026-11-03T10:00:00Z');
  });
  afterAll(() => engine.close());
  afterEach(async () => {
    const draft = await engine.policies.currentDraft();
    if (draft) await engine.policies.discard(draft.number);
  });

  it('begin with what came with the program', async () => {
    expect(await engine.policies.inForce()).toMatchObject({
      number: 1,
      status: 'published',
      author: 'system',
      policy: shippedPolicy,
      bankHolidays: shippedBankHolidays(),
    });
  });

  it('have one draft at most', async () => {
    const draft = await engine.policies.draft({ reason: 'First' }, lead);
    expect(draft).toMatchObject({ status: 'draft', revision: 1, publishedAt: null });
    await expect(engine.policies.draft({ reason: 'Second' }, lead)).rejects.toMatchObject({
      code: 'draft-exists',
    });
  });

  it('let a draft be changed in part, by whoever has read its last revision', async () => {
    const { number } = await engine.policies.draft({ reason: 'x' }, lead);
    const change = { passcodeGoodForDays: 27 };
    const changed = await engine.policies.redraft(number, { reason: 'y', change }, 1, lead);
    expect(changed).toMatchObject({ revision: 2, reason: 'y' });
    expect(changed.policy).toEqual({ ...shippedPolicy, passcodeGoodForDays: 27 });
    await expect(
      engine.policies.redraft(number, { reason: 'z', change }, 1, lead),
    ).rejects.toMatchObject({ code: 'stale-version' });
  });

  it('are not touched once published', async () => {
    await expect(engine.policies.redraft(1, { reason: 'x' }, 1, lead)).rejects.toMatchObject({
      code: 'policy-is-published',
    });
    await expect(engine.policies.discard(1)).rejects.toMatchObject({ code: 'policy-is-published' });
    for (const sql of [
      'DELETE FROM policy_version',
      `UPDATE policy_version SET document = document || '{"passcodeGoodForDays": 1}'`,
    ])
      await expect(engine.db.query(sql)).rejects.toThrow('never changed');
  });

  it('run a clock the document does not know by its shipped ladder', async () => {
    const { number } = await engine.policies.draft({ reason: 'x' }, lead);
    await engine.db.query(
      "UPDATE policy_version SET document = document #- '{ladders,otp-arrival}' WHERE number = $1",
      [number],
    );
    expect((await engine.policies.get(number)).policy).toEqual(shippedPolicy);
  });
});
