import { Invitations, Officers } from '@app/officers';
import { Database, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { practiceOfficerEmail } from '../practice/practice-officer';
import { whereToBegin } from './where-to-begin';

const publicUrl = 'http://localhost:3000';

describe('the last line of a start', () => {
  const clock = new SettableClock('2026-12-24T09:00:00Z');
  let server: TestDatabase;
  let db: Database;
  const line = () => whereToBegin(db, clock, publicUrl);

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  it('is a link to make the first officer while there is none; each start makes a new one', async () => {
    const invitations = new Invitations(db, clock, new Officers(db, clock), { publicUrl });
    const tokens: string[] = [];
    for (let start = 0; start < 2; start++) {
      const text = await line();
      expect(text).toMatch(
        /^Nobody can sign in yet\. Set up the first officer \(the link works once, for 72 hours\): http:\/\/localhost:3000\/first-officer\/[\w-]{43}$/,
      );
      tokens.push(text.split('/').at(-1) ?? '');
    }
    const good = await Promise.all(
      tokens.map((token) => invitations.isGood(token, 'first-officer')),
    );
    expect(good).toEqual([false, true]);
  });

  it('is the sign-in page once there is one', async () => {
    await new Officers(db, clock).add({ email: 'ann@example.org', name: 'Ann', role: 'lead' });
    expect(await line()).toBe('Open http://localhost:3000/sign-in');
  });

  it('is a sign-in link where there is a practice caseload', async () => {
    await new Officers(db, clock).add({
      email: practiceOfficerEmail,
      name: 'Priya Shah',
      role: 'lead',
    });
    expect(await line()).toMatch(
      /^Sign in as Priya Shah \(the link works once, for 10 minutes\): http:\/\/localhost:3000\/sign-in\/[\w-]{43}$/,
    );
  });
});
