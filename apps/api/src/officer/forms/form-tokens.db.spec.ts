import { Database, Sealer, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { FirstAnswers } from '../../json/first-answers.service';
import { FormTokens } from './form-tokens.service';

describe('FormTokens', () => {
  let server: TestDatabase;
  let db: Database;
  const clock = new SettableClock('2026-11-23T09:30:00Z');
  let tokens: FormTokens;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    tokens = new FormTokens(
      new FirstAnswers(db, clock, new Sealer('a field key for tests, 0123456789 and more')),
    );
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  const sending = (formToken: string, extra = {}) => ({
    path: '/cases/1/record/submitted',
    body: { formToken, ...extra },
    officerId: 'ann',
  });

  it('does the work of 50 identical sendings once and gives all the same answer', async () => {
    const token = tokens.issue();
    let effects = 0;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        tokens.once(sending(token), async () => {
          effects++;
          await db.query('SELECT pg_sleep(0.1)');
          return `/done/${effects}`;
        }),
      ),
    );
    expect(effects).toBe(1);
    expect(new Set(answers)).toEqual(new Set(['/done/1']));
  });

  it('lets a form be sent again after its work failed', async () => {
    const token = tokens.issue();
    await expect(
      tokens.once(sending(token, { on: 'x' }), () => Promise.reject(new Error('refused'))),
    ).rejects.toThrow('refused');
    expect(await tokens.once(sending(token, { on: 'y' }), async () => '/ok')).toBe('/ok');
  });

  it('refuses the token with other answers', async () => {
    const token = tokens.issue();
    await tokens.once(sending(token), async () => '/ok');
    await expect(tokens.once(sending(token, { on: 'z' }), async () => '/no')).rejects.toMatchObject(
      { code: 'form-sent-before' },
    );
  });

  it('keeps the tokens of two officers apart', async () => {
    const token = tokens.issue();
    await tokens.once(sending(token), async () => '/ann');
    const ben = { ...sending(token), officerId: 'ben' };
    expect(await tokens.once(ben, async () => '/ben')).toBe('/ben');
  });

  it('takes over a sending whose process died, after a minute', async () => {
    const token = tokens.issue();
    const never = tokens.once(sending(token), () => new Promise<string>(() => undefined));
    void never;
    await db.query('SELECT pg_sleep(0.05)');
    clock.set('2026-11-23T09:31:01Z');
    expect(await tokens.once(sending(token), async () => '/again')).toBe('/again');
  });

  it.each(['', 'short', "'; DROP TABLE officer; --"])(
    'refuses a form with the token %j',
    async (t) => {
      await expect(tokens.once(sending(t), async () => '/no')).rejects.toMatchObject({
        code: 'form-token-missing',
      });
    },
  );
});
