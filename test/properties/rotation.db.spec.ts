import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { factsOfCase } from '@app/history';
import { keysStatus, openEverything, openKeys, rotateKeys, Sealer } from '@app/platform';
import { ContactsService } from '@app/providers';
import { buildOfficer, buildSite } from '../builders/register';
import { type Engine, testEngine, testFieldKey as old } from '../harness/engine';
import { sized, stopwatch, tellFigure } from '../harness/full-size';

const next = 'the field key to come, 0123456789 and more';
const fields = sized(2000, 100_000);
const start = '2026-11-24T09:00:00Z';

jest.setTimeout(sized(60_000, 900_000));

/** People of a case that is read all the while. */
const watched = 50;

let engine: Engine;
let caseId: string;
let watchedId: string;
let locationId: string;

beforeAll(async () => {
  engine = await testEngine(start);
  ({ locationId } = await buildSite(engine.db));
  const officerId = await buildOfficer(engine.db);
  const open = async (site: string) =>
    (await engine.cases.open({ locationId: site, officerId, on: '2026-11-02' }, 'system')).id;
  caseId = await open(locationId);
  watchedId = await open((await buildSite(engine.db)).locationId);
  await openKeys(engine.db, { fieldKey: old });
  await fillAsBefore();
});
afterAll(() => engine.close());

/** As versions before person keys left it: drafts, contacts and people, all by the field key. */
async function fillAsBefore(): Promise<void> {
  const { db } = engine;
  const sealer = new Sealer(old);
  await db.query('INSERT INTO people_form (case_id, started_at, saved_at) VALUES ($1, $2, $2)', [
    caseId,
    start,
  ]);
  const drafts = Array.from({ length: fields * 0.4 }, (_, n) => `p${n + 1}`);
  await db.query(
    `INSERT INTO people_draft (case_id, row_key, sealed, saved_at)
     SELECT $1, * , $4 FROM unnest($2::text[], $3::bytea[])`,
    [
      caseId,
      drafts,
      drafts.map((k) => sealer.seal(`people-draft:${caseId}:${k}`, { typed: k })),
      start,
    ],
  );
  const contacts = Array.from({ length: fields * 0.2 }, () => randomUUID());
  await db.query(
    `INSERT INTO contact (id, location_id, sealed, created_at, retired_at)
     SELECT id, $1, sealed, $4, $4 FROM unnest($2::uuid[], $3::bytea[]) AS n(id, sealed)`,
    [
      locationId,
      contacts,
      contacts.map((id) => sealer.seal(`contact:${id}`, { name: null, email: `${id}@a.example` })),
      start,
    ],
  );
  await namePeople(caseId, fields * 0.1);
  await namePeople(watchedId, watched);
}

async function namePeople(id: string, count: number): Promise<void> {
  const { db } = engine;
  const sealer = new Sealer(old);
  const people = Array.from({ length: count }, (_, n) => n + 2);
  await db.query(
    `INSERT INTO fact (case_id, seq, id, type, happened_on, details, recorded_at, recorded_by)
     SELECT $1, seq, gen_random_uuid(), 'person-added', '2026-11-03',
            jsonb_build_object('person', 'p' || seq), $3, 'system' FROM unnest($2::int[]) AS seq`,
    [id, people, start],
  );
  const values = (column: string) =>
    people.map((seq) =>
      sealer.seal(`case_person:${id}:${seq}:p${seq}:${column}`, `${column} ${seq}`),
    );
  await db.query(
    `INSERT INTO case_person (case_id, seq, ref, name, mobile, email, job)
     SELECT $1, seq, 'p' || seq, name, mobile, email, job
       FROM unnest($2::int[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])
         AS n(seq, name, mobile, email, job)`,
    [id, people, values('name'), values('mobile'), values('email'), values('job')],
  );
}

/** A process that reads and writes personal values all the while. */
class AtWork {
  private isOver = false;
  private readonly troubles: string[] = [];
  private reads = 0;
  private writes = 0;
  private readonly work: Promise<void>;

  constructor(private readonly sealer: Sealer) {
    this.work = this.go();
  }

  async stop(): Promise<{ reads: number; writes: number; troubles: string[] }> {
    this.isOver = true;
    await this.work;
    return { reads: this.reads, writes: this.writes, troubles: this.troubles };
  }

  private async go(): Promise<void> {
    const contacts = new ContactsService(engine.db, this.sealer);
    while (!this.isOver) {
      try {
        await this.once(contacts);
      } catch (error) {
        this.troubles.push((error as Error).message);
      }
      await breathe();
    }
  }

  private async once(contacts: ContactsService): Promise<void> {
    const email = `${randomUUID()}@home.example`;
    const { locationId: another } = await buildSite(engine.db);
    await contacts.set(another, { name: 'Sam', email }, engine.clock.now());
    const read = (await contacts.current([another])).get(another);
    if (read?.email !== email) this.troubles.push(`${email} was read as ${read?.email}`);
    this.writes += 1;
    const facts = await factsOfCase(engine.db, this.sealer, watchedId);
    const lost = facts.filter(
      ({ seq, type, details }) => type === 'person-added' && details.mobile !== `mobile ${seq}`,
    );
    if (lost.length > 0) this.troubles.push(`${lost.length} mobiles were not read`);
    this.reads += facts.length;
  }
}

it('changes the field key while others read and write, and loses nothing', async () => {
  const seconds = stopwatch();
  const { db } = engine;
  const keys = { both: { fieldKey: next, otherFieldKeys: [old] }, last: { fieldKey: next } };
  // One process has not been started again since the first step: it still seals with the old key.
  const behind = new AtWork(await openKeys(db, { fieldKey: old, otherFieldKeys: [next] }));
  const sealer = await openKeys(db, keys.both);
  const ahead = new AtWork(sealer);
  // Stopped half way, taken up again, and by two at once.
  let batches = 0;
  const first = await rotateKeys(db, sealer, { batch: 100, isStopped: () => ++batches > 4 });
  expect(first.left).toBeGreaterThan(0);
  const [second, third] = await Promise.all([rotateKeys(db, sealer), rotateKeys(db, sealer)]);
  const left = await behind.stop();
  const last = await rotateKeys(db, sealer);
  const went = await ahead.stop();
  const withNewAlone = await openEverything(db, await openKeys(db, keys.last));
  tellFigure({
    name: 'rotation',
    n: withNewAlone.opened,
    failures: withNewAlone.unopened.length + left.troubles.length + went.troubles.length,
    seconds: seconds(),
    readsMeanwhile: left.reads + went.reads,
    writesMeanwhile: left.writes + went.writes,
    sealedAnew: first.sealed + second.sealed + third.sealed + last.sealed,
  });
  expect([...left.troubles, ...went.troubles]).toEqual([]);
  expect(Math.min(left.writes, went.writes)).toBeGreaterThan(0);
  expect(last).toMatchObject({ unopened: [], left: 0 });
  expect(withNewAlone.unopened).toEqual([]);
  expect(withNewAlone.opened).toBeGreaterThanOrEqual(fields);
  // Each person has a key of their own now, and nothing is left by the old one.
  const status = await keysStatus(db);
  const ids = new Set(status.flatMap(({ byFieldKey }) => Object.keys(byFieldKey)));
  expect([...ids]).toEqual([sealer.keyId]);
  const names = status.find(({ table, column }) => table === 'case_person' && column === 'name');
  expect(names).toMatchObject({ byPersonKey: fields * 0.1 + watched, byFieldKey: {} });
  await expect(openKeys(db, { fieldKey: old })).rejects.toThrow('does not fit');
  expect(await rotateKeys(db, sealer)).toEqual({ sealed: 0, unopened: [], left: 0 });
});

it('names a value that cannot be opened, and goes on with the others', async () => {
  const { db } = engine;
  const sealer = await openKeys(db, { fieldKey: next });
  await db.query('UPDATE people_draft SET sealed = $1 WHERE row_key = $2', [
    new Sealer('a key that nobody has any more, 0123456789').seal('x', 'x'),
    'p7',
  ]);
  expect((await rotateKeys(db, sealer)).unopened).toEqual([`people-draft:${caseId}:p7`]);
  expect((await openEverything(db, sealer)).unopened).toEqual([`people-draft:${caseId}:p7`]);
});
