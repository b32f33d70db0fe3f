import { Officers, Passwords, SecondFactor, SignInLinks, newTotpSecret } from '@app/officers';
import {
  Database,
  readConfig,
  requireRunning,
  type RunningConfig,
  Sealer,
  SettableClock,
} from '@app/platform';
import { codeOfApp } from '../../../../test/builders/authenticator-app';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { goodPassword } from '../../../../test/harness/sign-in-pages';
import { officerReset } from './officer-reset';

describe('officer reset', () => {
  const clock = new SettableClock('2026-12-24T09:00:00Z');
  let server: TestDatabase;
  let db: Database;
  let config: RunningConfig;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    config = requireRunning(
      readConfig({
        DATABASE_URL: server.url,
        PUBLIC_URL: 'https://caseload.example.org',
        SESSION_SECRET: 'session-secret-0123456789-abcdefgh',
        FIELD_KEY: 'field-key-0123456789-abcdefghijklm',
      }),
    );
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  it('takes password and second factor away, and prints a link that signs in', async () => {
    const ann = await new Officers(db, clock).add({
      email: 'ann@example.org',
      name: 'Ann',
      role: 'lead',
    });
    const passwords = new Passwords(db, clock, config);
    const secondFactor = new SecondFactor(db, clock, new Sealer(config.fieldKey));
    await passwords.set(ann, goodPassword, null);
    const secret = newTotpSecret();
    await secondFactor.setUp(ann.id, secret, codeOfApp(secret, clock.now()), null);

    let out = '';
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      out += String(chunk);
      return true;
    });
    expect(await officerReset({ config, db, clock }, 'ANN@example.org')).toBe(0);
    expect(await passwords.setAt(ann.id)).toBeNull();
    expect(await secondFactor.state(ann.id)).toBeNull();
    expect(out).toMatch(/^https:\/\/caseload\.example\.org\/sign-in\/[\w-]{43}\n$/);
    const token = out.trim().split('/').at(-1) ?? '';
    expect(await new SignInLinks(db, clock, config).spend(token)).toEqual(ann);
    const audited = await db.query('SELECT action, why FROM audit_entry WHERE subject = $1', [
      `officer:${ann.id}`,
    ]);
    expect(audited).toContainEqual({ action: 'second-factor-removed', why: 'command line' });
  });

  it('says so when nobody has that address', async () => {
    await expect(officerReset({ config, db, clock }, 'x@example.org')).rejects.toThrow(
      'No officer who may sign in has the address x@example.org.',
    );
  });
});
