import { ApiTokens } from '@app/officers';
import { Database, SystemClock, readConfig, requireRunning } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { officerAdd } from './officer';
import { tokenCreate } from './token';

/** What a verb writes while `work` runs. */
async function written(work: () => Promise<number>) {
  const text = { out: '', err: '' };
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text.out += String(chunk);
    return true;
  });
  const err = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text.err += String(chunk);
    return true;
  });
  try {
    return { status: await work(), ...text };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe('officer add and token create', () => {
  const clock = new SystemClock();
  let server: TestDatabase;
  let db: Database;
  const context = () => ({
    db,
    clock,
    config: requireRunning(
      readConfig({
        DATABASE_URL: server.url,
        PUBLIC_URL: 'https://caseload.example.org',
        SESSION_SECRET: 'session-secret-0123456789-abcdefgh',
        FIELD_KEY: 'field-key-0123456789-abcdefghijklm',
      }),
    ),
  });

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  it('prints a sign-in link alone, then a token alone that works', async () => {
    const added = await written(() =>
      officerAdd(context(), 'ann@example.org', { name: 'Ann', role: 'lead' }),
    );
    expect(added.status).toBe(0);
    expect(added.out).toMatch(/^https:\/\/caseload\.example\.org\/sign-in\/[\w-]{43}\n$/);

    const made = await written(() => tokenCreate(context(), { officerEmail: 'ANN@example.org' }));
    expect(made.status).toBe(0);
    expect(made.out).toMatch(/^[\w-]{43}\n$/);
    expect(await new ApiTokens(db, clock).holderOf(made.out.trim())).toMatchObject({
      officer: {
        name: 'Ann',
        role: 'lead',
      },
    });
  });

  it('narrows a token to what is named, and says what can be', async () => {
    const make = (...scopes: string[]) =>
      written(() => tokenCreate(context(), { officerEmail: 'ann@example.org', scopes }));
    const { out } = await make('read', 'import');
    const holder = await new ApiTokens(db, clock).holderOf(out.trim());
    expect(holder?.scopes).toEqual(['read', 'import']);
    await expect(make('everything')).rejects.toThrow(
      'Say what the token may do: one or more of all, read, write, import, aggregates, reports, webhooks.',
    );
  });

  it('says what to do when nobody has that address', async () => {
    await expect(tokenCreate(context(), { officerEmail: 'x@example.org' })).rejects.toThrow(
      'No officer has the address x@example.org: add one with "caseload officer add".',
    );
  });
});
