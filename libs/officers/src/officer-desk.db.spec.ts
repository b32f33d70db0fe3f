import type { Scope } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { Database, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { Absences } from './absences/absences.service';
import { ApiTokens } from './api-tokens.service';
import { scopeColumn, scopeOf } from './case-scope';
import type { Officer, Role } from './officer';
import { Officers } from './officers.service';
import { OfficerRights } from './rights/officer-rights.service';
import { Teams } from './teams/teams.service';

const morning = Temporal.Instant.from('2026-12-01T09:00:00Z');
const nobody = '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11';
let server: TestDatabase;
let db: Database;
const clock = new SettableClock(morning);
let officers: Officers;
let absences: Absences;
let teams: Teams;
let rights: OfficerRights;
let serial = 0;

beforeAll(async () => {
  server = await testDatabase();
  db = new Database(server.url);
  officers = new Officers(db, clock);
  absences = new Absences(db, clock);
  teams = new Teams(db, clock);
  rights = new OfficerRights(clock);
});
beforeEach(() => clock.set(morning));
afterAll(async () => {
  await db.close();
  await server.drop();
});

function add(role: Role = 'officer', name = 'Officer'): Promise<Officer> {
  serial += 1;
  return officers.add({ email: `o${serial}@example.org`, name: `${name} ${serial}`, role });
}
async function scopeOfOfficer({ id }: Officer): Promise<Scope> {
  const [found] = await db.query<{ owners: string[] | null }>(
    `SELECT ${scopeColumn('$2')} FROM officer o WHERE o.id = $1`,
    [id, clock.now().toString()],
  );
  return scopeOf(found?.owners ?? null);
}

const disable = (id: string) => db.transaction((tx) => rights.disable(tx, id, 'has-left'));
const giveRole = (id: string, role: Role) =>
  db.transaction((tx) => rights.giveRole(tx, id, role, 'new-duties'));

describe('the last lead', () => {
  it('keeps the role and the way in, of two who go at once as well', async () => {
    const [one, two] = [await add('lead'), await add('lead')];
    const outcomes = await Promise.allSettled([disable(one.id), giveRole(two.id, 'officer')]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const leads = (await officers.list()).filter((officer) => officer.role === 'lead');
    expect(leads).toHaveLength(1);
    const [last] = leads;
    await expect(giveRole(last?.id ?? '', 'viewer')).rejects.toMatchObject({ code: 'last-lead' });
    await expect(disable(last?.id ?? '')).rejects.toMatchObject({ code: 'last-lead' });
    await giveRole(last?.id ?? '', 'lead');
  });
});

describe('who has left', () => {
  it('has no token, session or absence any more', async () => {
    const [leaver, coverer] = [await add(), await add()];
    const tokens = new ApiTokens(db, clock);
    const { token } = await tokens.create(leaver.id, 'nightly');
    const wish = { officerId: leaver.id, coveredBy: coverer.id };
    await absences.set({ ...wish, from: '2026-12-01', until: '2026-12-03' }, leaver);
    await absences.set({ ...wish, from: '2026-12-20', until: '2026-12-24' }, leaver);
    clock.set('2026-12-02T09:00:00Z');
    await disable(leaver.id);
    expect(await tokens.holderOf(token)).toBeNull();
    expect((await tokens.list(leaver.id))[0]?.revokedAt).toBe('2026-12-02T09:00:00Z');
    expect((await absences.list()).filter((one) => one.officerId === leaver.id)).toEqual([]);
    expect(await absences.coveredToday(coverer.id)).toEqual([]);
    await expect(disable(leaver.id)).rejects.toMatchObject({ code: 'no-such-officer' });
  });

  it('is not one who covers for another', async () => {
    const [away, coverer] = [await add('officer', 'Ann'), await add('officer', 'Bo')];
    const wish = { officerId: away.id, coveredBy: coverer.id };
    await absences.set({ ...wish, from: '2026-12-01', until: '2026-12-03' }, away);
    await expect(disable(coverer.id)).rejects.toMatchObject({
      code: 'covers-for-another',
      message: `${coverer.name} covers for ${away.name}. End that absence, and set it again with somebody else to cover.`,
    });
    clock.set('2026-12-04T09:00:00Z');
    await disable(coverer.id);
  });
});

describe('cover', () => {
  it('runs from the first day to the last in London, both counted', async () => {
    const [away, coverer] = [await add(), await add()];
    await teams.place(away.id, await teams.make(`North ${serial}`));
    const wish = { officerId: away.id, coveredBy: coverer.id };
    await absences.set({ ...wish, from: '2026-12-10', until: '2026-12-11' }, away);
    const covers = async (moment: string): Promise<boolean> => {
      clock.set(moment);
      const scope = await scopeOfOfficer(coverer);
      const sees = 'officerIds' in scope && scope.officerIds.includes(away.id);
      expect((await absences.coveredToday(coverer.id)).length === 1).toBe(sees);
      return sees;
    };
    expect(await covers('2026-12-09T23:59:59Z')).toBe(false);
    expect(await covers('2026-12-10T00:00:00Z')).toBe(true);
    expect(await covers('2026-12-11T23:59:59Z')).toBe(true);
    expect(await covers('2026-12-12T00:00:00Z')).toBe(false);
  });

  it('ends at once when it is ended, and the day before keeps it', async () => {
    const [away, coverer] = [await add(), await add()];
    const wish = { officerId: away.id, coveredBy: coverer.id };
    await absences.set({ ...wish, from: '2026-12-01', until: '2026-12-11' }, away);
    clock.set('2026-12-05T09:00:00Z');
    const [running] = await absences.coveredToday(coverer.id);
    await absences.end(running?.id ?? '', away);
    await absences.end(running?.id ?? '', away);
    expect(await absences.coveredToday(coverer.id)).toEqual([]);
    expect(
      await db.query('SELECT until_day AS last FROM officer_absence WHERE id = $1', [running?.id]),
    ).toEqual([{ last: '2026-12-04' }]);
  });

  it('is set by the officer or a lead, and by nobody else', async () => {
    const [away, coverer, lead] = [await add(), await add(), await add('lead')];
    const wish = {
      officerId: away.id,
      coveredBy: coverer.id,
      from: '2026-12-10',
      until: '2026-12-11',
    };
    await expect(absences.set(wish, coverer)).rejects.toMatchObject({ code: 'no-such-officer' });
    await absences.set(wish, lead);
    const [set] = (await absences.list()).filter((one) => one.officerId === away.id);
    await expect(absences.end(set?.id ?? '', coverer)).rejects.toMatchObject({
      code: 'no-such-absence',
    });
    await absences.end(set?.id ?? '', lead);
    await expect(absences.end(nobody, lead)).rejects.toMatchObject({ code: 'no-such-absence' });
  });

  it('is given by who may work cases and still sign in', async () => {
    const [away, viewer, left] = [await add(), await add('viewer'), await add()];
    await disable(left.id);
    for (const coveredBy of [viewer.id, left.id, nobody])
      await expect(
        absences.set(
          { officerId: away.id, coveredBy, from: '2026-12-10', until: '2026-12-11' },
          away,
        ),
      ).rejects.toMatchObject({ code: 'cannot-cover' });
  });

  it('makes no chain of two who ask at once', async () => {
    const [one, two] = [await add(), await add()];
    const days = { from: '2026-12-10', until: '2026-12-11' };
    const outcomes = await Promise.allSettled([
      absences.set({ officerId: one.id, coveredBy: two.id, ...days }, one),
      absences.set({ officerId: two.id, coveredBy: one.id, ...days }, two),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('teams', () => {
  it('are made, renamed and removed, and then their officers have none', async () => {
    const officer = await add();
    const id = await teams.make(' East ');
    await teams.place(officer.id, id);
    await teams.rename(id, 'East Riding');
    expect(await teams.list()).toContainEqual({ id, name: 'East Riding', officers: 1 });
    await teams.remove(id);
    const [row] = await db.query('SELECT team_id AS team FROM officer WHERE id = $1', [officer.id]);
    expect(row).toEqual({ team: null });
  });

  it('have names of their own', async () => {
    const id = await teams.make('West');
    await expect(teams.make('west')).rejects.toMatchObject({ code: 'team-exists' });
    const other = await teams.make('South');
    await expect(teams.rename(other, 'WEST')).rejects.toMatchObject({ code: 'team-exists' });
    await teams.rename(id, 'WEST');
    for (const name of ['', ' ', 'x'.repeat(101)])
      await expect(teams.make(name)).rejects.toMatchObject({ code: 'invalid-name' });
  });

  it('answer plainly for what is not there', async () => {
    const officer = await add();
    for (const work of [
      () => teams.rename(nobody, 'Name'),
      () => teams.remove(nobody),
      () => teams.place(officer.id, nobody),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'no-such-team' });
    await expect(teams.place(nobody, null)).rejects.toMatchObject({ code: 'no-such-officer' });
  });
});
